"""A rule in the form of RFC 5545, where one exists, for calendars."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.due import due_days
from aftercare.model.routine import Terms
from aftercare.model.rules import CalendarRule, CourseByCount, CourseByDates, Cycle, Daily, EveryDays, Weekdays


class Recurrence(Struct, frozen=True):
    """An event on the day `first` that recurs by `rrule`, the value of an RRULE for dates (RFC 5545, 3.3.10)."""

    first: date
    rrule: str


def recurrences(terms: Terms) -> tuple[Recurrence, ...] | None:
    """The recurrences that together are due as `terms` are; empty where no day is, None where RFC 5545 has no form.

    A cycle needs one for each of its positions, and is taken without the restarts that holds and pauses bring.
    """
    begins, ends = terms.since, terms.until
    match terms.course:
        case CourseByCount():
            return None
        case CourseByDates(first=first, last=last):
            begins, ends = max(begins, first), min(ends or last, last)
    until = f";UNTIL={ends:%Y%m%d}" if ends is not None else ""
    match terms.rule:
        case Daily() | EveryDays() | Weekdays() as rule:
            found = [(next(due_days(rule, begins, date.max)), frequency(rule))]
        case Cycle(days=days, due=due, start=start):
            firsts = [start + timedelta(days=position - 1) for position in sorted(set(due))]
            found = [(_not_before(begins, each, days), f"FREQ=DAILY;INTERVAL={days}") for each in firsts]
        case _:
            return None
    return tuple(Recurrence(day, frequency + until) for day, frequency in found if ends is None or day <= ends)


def _not_before(begins: date, day: date, interval: int) -> date:
    return day if day >= begins else day + timedelta(days=-(-(begins - day).days // interval) * interval)


def frequency(rule: CalendarRule) -> str:
    """`rule` as the value of an RRULE that has no end."""
    match rule:
        case Daily():
            return "FREQ=DAILY"
        case EveryDays(days=days):
            return f"FREQ=DAILY;INTERVAL={days}"
        case Weekdays(days=days):
            return "FREQ=WEEKLY;BYDAY=" + ",".join(day[:2].upper() for day in days)
