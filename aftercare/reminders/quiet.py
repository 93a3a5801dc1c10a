"""The quiet hours as instants: nothing is said in them, and what falls in them is said when they end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftercare.model.day_start import DayStarts
from aftercare.model.reminder_settings import QuietHours
from aftercare.model.slot_instant import DatedZone, in_zone_of_record, wall_instant, zone_on

_DAY = timedelta(days=1)


def not_before(at: datetime, quiet: QuietHours, zones: tuple[DatedZone, ...], starts: DayStarts) -> datetime:
    """The first instant from `at` on at which something may be said, in UTC."""
    wall = in_zone_of_record(at, zones, starts)
    if not quiet.cover(wall.time()):
        return at
    day = wall.date()
    end = wall_instant(day, quiet.until, zone_on(zones, day))
    while end <= at:
        day += _DAY
        end = wall_instant(day, quiet.until, zone_on(zones, day))
    return end.astimezone(UTC)
