"""The instant of a slot: its local date and wall time in the zone then in force. Derived, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from aftercare.model.day_start import DayStarts
from aftercare.model.routine import Slot

_DAY = timedelta(days=1)


class DatedZone(Struct, frozen=True):
    """The zone of the tz database ("Europe/Berlin") that is in force from the local date `since` on; a bare offset
    ("+05:30") where no more is known and no zone always has it. `at` is the instant (aware) of the change, where one is
    known: what happened on that day before it was still told in the zone before.
    """

    since: date
    zone: str
    at: datetime | None = None


def zone_on(zones: Sequence[DatedZone], day: date) -> str:
    """The zone in force on `day`; before the first of `zones`, which are in the order of their days, the first."""
    for each in reversed(zones):
        if each.since <= day:
            return each.zone
    return zones[0].zone


def happened_at(wall: datetime, zones: Sequence[DatedZone]) -> datetime:
    """The instant, in UTC, at which what is told to be at `wall` (without an offset) happened, or will.

    On a day on which the zone changes it is read in the zone before, if it began before the change was made.
    """
    day = wall.date()
    changed = next((each.at for each in zones if each.since == day), None)
    if changed is not None:
        before = wall_instant(day, wall.time(), zone_on(zones, day - _DAY))
        if before < changed:
            return before
    return wall_instant(day, wall.time(), zone_on(zones, day))


def zone_name(now: datetime) -> str:
    """The name of the zone in which `now` tells the time, or its bare offset. Raises ValueError where there is none."""
    zone, offset = now.tzinfo, now.utcoffset()
    if offset is None:
        raise ValueError(f"{now} is an instant without an offset")
    if isinstance(zone, ZoneInfo) and zone.key is not None:
        return zone.key
    hours, rest = divmod(offset, timedelta(hours=1))
    if not rest:
        # POSIX counts these to the west
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return now.strftime("%z")[:3] + ":" + now.strftime("%z")[3:5]


def is_known(name: str) -> bool:
    """Whether this machine's tz database has a zone called `name`, or it is a bare offset."""
    try:
        zone_called(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def zone_called(name: str) -> tzinfo:
    """The zone of the tz database, or the bare offset, that `name` says. Raises ZoneInfoNotFoundError, ValueError."""
    if name[:1] in ("+", "-"):
        hours, minutes = int(name[1:3]), int(name[4:6])
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(offset if name[0] == "+" else -offset)
    return ZoneInfo(name)


def wall_instant(day: date, wall: time, zone: str) -> datetime:
    """The instant in UTC at which a clock in `zone` shows `wall` on the calendar day `day`.

    A time that a spring gap leaves out shifts forward by the gap; of a time that an autumn fold shows twice the first
    counts. RFC 5545, section 3.3.5, reads local times in the same way.
    """
    # With fold 0 Python takes the offset from before the change, in a gap and in a fold alike (PEP 495).
    return datetime.combine(day, wall.replace(fold=0), zone_called(zone)).astimezone(UTC)


def slot_instant(slot: Slot, day: date, zones: Sequence[DatedZone], starts: DayStarts) -> datetime:
    """The one instant, in UTC, of `slot` on the local date `day`."""
    wall = slot_wall(slot, day, starts)
    return wall_instant(wall.date(), wall.time(), zone_on(zones, day))


def slot_wall(slot: Slot, day: date, starts: DayStarts) -> datetime:
    """The calendar day and wall time of `slot` on the local date `day`, without an offset.

    A slot before the begin of `day` falls on the calendar day after its date.
    """
    wall = slot.at_on(day)
    return datetime.combine(day + _DAY if wall < starts.on(day) else day, wall)


def day_begins(day: date, zones: Sequence[DatedZone], starts: DayStarts) -> datetime:
    """The instant, in UTC, at which the local date `day` begins."""
    return wall_instant(day, starts.on(day), zone_on(zones, day))


def date_at(at: datetime, zones: Sequence[DatedZone], starts: DayStarts) -> date:
    """The local date that is running at the instant `at` (aware)."""
    day = at.date() + 2 * _DAY
    while day_begins(day, zones, starts) > at:
        day -= _DAY
    return day


def in_zone_of_record(at: datetime, zones: Sequence[DatedZone], starts: DayStarts) -> datetime:
    """The instant `at` (aware) with the wall time and offset of the zone in force on the day that is running then.

    As it is where no zone is known.
    """
    if not zones or at.tzinfo is None:
        return at
    there = at.astimezone(zone_called(zone_on(zones, date_at(at, zones, starts))))
    offset = there.utcoffset()
    if offset is None or offset == at.utcoffset():
        return at
    # A bare offset: arithmetic with it is that of instants, and it has no fold.
    return there.replace(tzinfo=timezone(offset), fold=0)
