"""Any set of days as a calendar wants it: one recurrence, and the days that it leaves out.

It goes by the days themselves and not by the rules that led to them, so holds, pauses, courses and several steps
together come out right, whatever they do to each other. No day is ever added to a recurrence (RDATE), although
RFC 5545 can say so: several calendars drop such days, and Outlook then drops the event, without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import gcd

from msgspec import Struct

from aftercare.model.due import due_days
from aftercare.model.recurrence import frequency
from aftercare.model.rules import WEEKDAYS, CalendarRule, Daily, EveryDays, Weekdays

_LONGEST = 365


class DaySeries(Struct, frozen=True):
    """The days of `rrule` from `first` to `last`, both included, without `left_out`.

    `rrule` is the value of an RRULE (RFC 5545, 3.3.10) without an end; "" where `first` is the only day.
    """

    first: date
    last: date
    rrule: str
    left_out: tuple[date, ...] = ()


def series_of(days: Sequence[date]) -> DaySeries:
    """`days`, at least one, each once and in their order, as the series that leaves out the fewest."""
    wanted = set(days)
    first, last = days[0], days[-1]
    if first == last:
        return DaySeries(first, last, "")
    found = [
        DaySeries(first, last, frequency(rule), tuple(day for day in due_days(rule, first, last) if day not in wanted))
        for rule in _covering(days)
    ]
    return min(found, key=lambda series: len(series.left_out))


def _covering(days: Sequence[date]) -> Iterator[CalendarRule]:
    """Rules that are due on all of `days`, the plainest first."""
    yield Daily()
    yield Weekdays(tuple(WEEKDAYS[number] for number in sorted({day.weekday() for day in days})))
    stride = gcd(*((later - day).days for day, later in pairwise(days)))
    if 2 <= stride <= _LONGEST:
        yield EveryDays(stride, days[0])
