"""Until when something is put off, as a person types or chooses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from aftercare.errors import BadInput
from aftercare.model.appointment import when_in, when_typed
from aftercare.model.day_start import DayStarts
from aftercare.model.routine import Slot
from aftercare.model.slot_instant import DatedZone, slot_instant, wall_instant, zone_on
from aftercare.model.typed_slot import time_typed

#: What is offered, in the words in which it can be typed too.
SHORT, LONG, THIS_EVENING = "20 min", "1 h", "this evening"

#: This evening, where no part of the day lies in one.
_USUAL_EVENING = time(20)
_EVENING_FROM = time(17)
_SPAN = re.compile(r"(?:in |for )?(\d{1,3}) ?(min|minutes?|h|hours?|d|days?)", re.ASCII)
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_CLOCK = re.compile(r"(?:at |to )?(\d{1,2}:\d{2})", re.ASCII)
_EXAMPLE = "Write it like: 20 min; 1 h; this evening; 21:30; tomorrow 9:00."
_DAY = timedelta(days=1)


def evening_of(day: date, slots: Iterable[Slot], zones: Sequence[DatedZone], starts: DayStarts) -> datetime:
    """The instant of the evening of the local date `day`: of its last part, or 20:00 where none lies in an evening."""
    late = [each for each in slots if each.at_on(day) >= _EVENING_FROM]
    if late:
        return slot_instant(max(late, key=lambda each: each.at_on(day)), day, zones, starts)
    return wall_instant(day, _USUAL_EVENING, zone_on(zones, day))


def until_typed(text: str, now: datetime, today: date, evening: datetime, zones: Sequence[DatedZone]) -> datetime:
    """The instant, in UTC, that `text` means at `now`, an aware instant in the client's wall time. Raises BadInput.

    A time of the day alone is the next one that comes. It may be past all the same, as with a day that is.
    """
    wanted = " ".join(text.casefold().split())
    if span := _SPAN.fullmatch(wanted):
        return now.astimezone(UTC) + timedelta(minutes=int(span[1]) * _MINUTES[span[2][0]])
    if wanted in (THIS_EVENING, "evening", "tonight"):
        if evening <= now:
            raise BadInput("This evening's time is past.", _EXAMPLE)
        return evening
    if clock := _CLOCK.fullmatch(wanted):
        at = time_typed(clock[1])
        found = wall_instant(now.date(), at, zone_on(zones, now.date()))
        return found if found > now else wall_instant(now.date() + _DAY, at, zone_on(zones, now.date() + _DAY))
    if when_in(wanted) is None:
        raise BadInput(f"“{text.strip()}” does not say until when." if wanted else "There is no time yet.", _EXAMPLE)
    when = when_typed(wanted, today)
    return wall_instant(when.date(), when.time(), zone_on(zones, when.date()))
