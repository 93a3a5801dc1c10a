"""Which local date and which slot an instant belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from aftercare.model.day_start import DayStarts
from aftercare.model.routine import Slot

_DAY_SECONDS = 24 * 3600


def local_date(now: datetime, starts: DayStarts) -> date:
    """The date whose day is running at `now` (wall time): yesterday's until that of the calendar begins."""
    day = now.date()
    return day - timedelta(days=1) if now.time() < starts.on(day) else day


def seconds_since_begin(now: datetime, starts: DayStarts) -> int:
    """Seconds from the begin of the running day to `now` (wall time); over 86399 where the next begins later."""
    day = local_date(now, starts)
    return int((now.replace(tzinfo=None) - datetime.combine(day, starts.on(day))).total_seconds())


def seconds_into_day(wall: time, day_start: time) -> int:
    """Seconds from the start of the day to `wall`, 0 to 86399; a time before `day_start` lies at the day's end."""

    def of(value: time) -> int:
        return value.hour * 3600 + value.minute * 60 + value.second

    return (of(wall) - of(day_start)) % _DAY_SECONDS


def in_day_order(slots: Iterable[Slot], day_start: time) -> list[Slot]:
    """`slots` from the start of the day to its end."""
    return sorted(slots, key=lambda slot: (seconds_into_day(slot.at, day_start), slot.id))


def current_slot(slots: Iterable[Slot], now: datetime, starts: DayStarts) -> Slot | None:
    """The slot whose time is nearest to `now` within the day, the later one on a tie; None without slots."""
    day_start, instant = starts.on(local_date(now, starts)), seconds_since_begin(now, starts)
    ordered = in_day_order(slots, day_start)
    return min(reversed(ordered), key=lambda slot: abs(seconds_into_day(slot.at, day_start) - instant), default=None)
