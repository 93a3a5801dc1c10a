"""When a step is due by the calendar alone. Rules that look at what happened need `deciding.decide`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from aftercare.model.rules import (
    WEEKDAYS,
    CalendarRule,
    Daily,
    EveryDays,
    Weekdays,
)

_DAY = timedelta(days=1)


def rule_is_due(rule: CalendarRule, day: date) -> bool:
    """Whether `rule` alone makes its step due on `day`."""
    match rule:
        case Daily():
            return True
        case EveryDays(days=days, start=start):
            return day >= start and (day - start).days % days == 0
        case Weekdays(days=days):
            return WEEKDAYS[day.weekday()] in days


def due_days(rule: CalendarRule, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, on which `rule` alone makes its step due."""
    strides: tuple[timedelta, ...] = (_DAY,)
    match rule:
        case EveryDays(days=days, start=start):
            strides = (timedelta(days=days),)
            first = max(first, start)
            first += timedelta(days=-(first - start).days % days)
        case Weekdays(days=days):
            named = {WEEKDAYS.index(each) for each in days}
            while first.weekday() not in named:
                first += _DAY
            ahead = sorted((each - first.weekday()) % 7 for each in named)
            strides = tuple(timedelta(days=then - now) for now, then in zip(ahead, [*ahead[1:], 7], strict=True))
    turn = 0
    while first <= last:
        yield first
        first += strides[turn]
        turn = (turn + 1) % len(strides)
