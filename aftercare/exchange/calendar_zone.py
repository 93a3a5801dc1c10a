"""A zone as a calendar file states it: each change of the clock that falls into the time of the file, on its own.

Taken from the tz database as it is here. A rule for all years, as most programs write one, is wrong wherever a country
changes its mind, and icalendar's own can be an hour late in spring.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from aftercare.model.slot_instant import zone_called

_STEP = timedelta(hours=12)
_SECOND = timedelta(seconds=1)
_NOTHING = timedelta()
#: What holds before the first change in the file holds since then.
_EVER = datetime.combine(date(1970, 1, 1), time())


def zone_id(zone: str) -> str:
    """The name of `zone` in the file. A bare offset would need quotes as it is."""
    return "UTC" + zone.replace(":", "") if zone[:1] in "+-" else zone


def stated_zone(zone: str, first: datetime, last: datetime) -> Timezone:
    """The VTIMEZONE of `zone`, right from the instant `first` to `last`, both aware."""
    there = zone_called(zone)
    stated = Timezone()
    stated.add("tzid", zone_id(zone))
    offset = _offset(there, first)
    stated.add_component(_observance(there, first, _EVER, offset))
    for change in _changes(there, first, last):
        # a change is told in the wall time that held until then
        wall = (change + offset).replace(tzinfo=None)
        stated.add_component(_observance(there, change, wall, offset))
        offset = _offset(there, change)
    return stated


def _observance(zone: tzinfo, at: datetime, wall: datetime, before: timedelta) -> TimezoneStandard | TimezoneDaylight:
    local = at.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("dtstart", wall)
    observance.add("tzoffsetfrom", before)
    observance.add("tzoffsetto", _offset(zone, at))
    observance.add("tzname", local.tzname() or "")
    return observance


def _changes(zone: tzinfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The instants, in UTC, from which on another offset holds."""
    at = first.astimezone(UTC).replace(microsecond=0)
    while at < last:
        after = at + _STEP
        if _offset(zone, at) != _offset(zone, after):
            before, change = at, after
            while change - before > _SECOND:
                middle = before + (change - before) // (2 * _SECOND) * _SECOND
                before, change = (before, middle) if _offset(zone, middle) != _offset(zone, at) else (middle, change)
            yield change
        at = after


def _offset(zone: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or _NOTHING
