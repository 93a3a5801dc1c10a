"""Any set of days as a calendar wants it: one recurrence, the days that it leaves out and those that come besides.

It goes by the days themselves and not by the rules that led to them, so holds, pauses, courses and several steps
together come out right, whatever they do to each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from aftercare.model.due import due_days
from aftercare.model.recurrence import frequency
from aftercare.model.rules import WEEKDAYS, CalendarRule, Daily, EveryDays, Weekdays

_DAY = timedelta(days=1)
_LONGEST = 365


class DaySeries(Struct, frozen=True):
    """The days of `rrule` from `first` to `last`, both included, without `left_out` and with `besides`.

    `rrule` is the value of an RRULE (RFC 5545, 3.3.10) without an end; "" where `first` and `besides` are all days.
    """

    first: date
    last: date
    rrule: str
    left_out: tuple[date, ...] = ()
    besides: tuple[date, ...] = ()


def series_of(days: Sequence[date]) -> DaySeries:
    """`days`, at least one, each once and in their order, as the series that takes the fewest exceptions.

    The series begins on the first of them. Among equals it is one of few days besides: some calendars do not read them.
    """
    wanted = set(days)
    first, last = days[0], days[-1]
    best = DaySeries(first, last, "", besides=tuple(days[1:]))
    for rule in _rules_for(days):
        pattern = set(due_days(rule, first, last))
        found = DaySeries(
            first, last, frequency(rule), tuple(sorted(pattern - wanted)), tuple(sorted(wanted - pattern))
        )
        if first in pattern and _exceptions(found) < _exceptions(best):
            best = found
    return best


def _exceptions(series: DaySeries) -> tuple[int, int]:
    return len(series.left_out) + len(series.besides), len(series.besides)


def _rules_for(days: Sequence[date]) -> Iterator[CalendarRule]:
    yield Daily()
    first, last = days[0], days[-1]
    there = Counter(day.weekday() for day in days)
    whole = Counter((first + n * _DAY).weekday() for n in range((last - first).days + 1))
    # a day of the week belongs to the pattern where leaving out takes fewer exceptions than adding
    weekly = {day for day in there if 2 * there[day] > whole[day]} | {first.weekday()}
    yield Weekdays(tuple(WEEKDAYS[day] for day in sorted(weekly)))
    gaps = {(later - day).days for day, later in pairwise(days)}
    yield from (EveryDays(gap, first) for gap in sorted(gaps) if 2 <= gap <= _LONGEST)
