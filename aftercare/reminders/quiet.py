"""The quiet hours as instants: nothing is said in them, and what falls in them is said when they end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftercare.model.day_start import DayStarts
from aftercare.model.reminder_settings import QuietHours
from aftercare.model.slot_instant import DatedZone, in_zone_of_record, wall_instant, zone_on

_DAY = timedelta(days=1)


def not_before(at: datetime, quiet: QuietHours, zones: tuple[DatedZone, ...], starts: DayStarts) -> datetime:
    """The first instant from `at` on at which something may be said, in UTC."""
    free = at
    # where the zone changes meanwhile, the end of the quiet hours in the one may lie in those of the other
    while quiet.cover(in_zone_of_record(free, zones, starts).time()):
        free = _end_after(free, quiet, zones, starts)
    return free


def _end_after(at: datetime, quiet: QuietHours, zones: tuple[DatedZone, ...], starts: DayStarts) -> datetime:
    day = in_zone_of_record(at, zones, starts).date()
    end = wall_instant(day, quiet.until, zone_on(zones, day))
    while end <= at:
        day += _DAY
        end = wall_instant(day, quiet.until, zone_on(zones, day))
    return end.astimezone(UTC)
