"""python-dateutil's rrule is the oracle for every rule that RFC 5545 can say."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import DAILY, WEEKLY, rrule, rrulestr
from days_in_rows import START, a_routine, a_step, circumstances
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.deciding import StepWalk
from aftercare.model.due import due_days, rule_is_due
from aftercare.model.recurrence import Recurrence, recurrences
from aftercare.model.routine import Terms
from aftercare.model.rules import (
    WEEKDAYS,
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    Phase,
    Phases,
    SinceLastUse,
    Weekday,
    Weekdays,
)
from aftercare.model.rulings import Verdict

days = st.dates(date(2026, 6, 1), date(2027, 6, 1))
weekdays = st.sets(st.sampled_from(Weekday), min_size=1).map(tuple)


@st.composite
def cycles(draw):
    length = draw(st.integers(2, 14))
    due = draw(st.sets(st.integers(1, length), min_size=1))
    return Cycle(length, tuple(due), draw(days), draw(st.integers(1, length)))


calendar_rules = st.one_of(
    st.just(Daily()), st.builds(EveryDays, st.integers(2, 30), days), st.builds(Weekdays, weekdays)
)
with_a_form = st.one_of(calendar_rules, cycles())


def oracle(rule, since, until):
    """The due days from `since` to `until` by dateutil, told in its own terms."""
    if isinstance(rule, Cycle):
        starts = [rule.start + timedelta(position - 1) for position in rule.due]
        every = [rrule(DAILY, interval=rule.days, dtstart=at(day), until=at(until)) for day in starts]
        return sorted({each.date() for one in every for each in one if each.date() >= since})
    match rule:
        case Daily():
            found = rrule(DAILY, dtstart=at(since), until=at(until))
        case EveryDays():
            found = rrule(DAILY, interval=rule.days, dtstart=at(rule.start), until=at(until))
        case Weekdays():
            named = [WEEKDAYS.index(day) for day in rule.days]
            found = rrule(WEEKLY, byweekday=named, dtstart=at(since), until=at(until))
    return [each.date() for each in found if each.date() >= since]


def at(day):
    return datetime(day.year, day.month, day.day)


@given(with_a_form, days, st.integers(0, 200))
def test_the_decisions_are_those_of_rrule(rule, since, length):
    until = since + timedelta(length)
    step = a_step(rule, since=since)
    walk = StepWalk(step, a_routine(step), circumstances())
    asked = [since + timedelta(n) for n in range(length + 1)]
    assert [day for day in asked if walk.on(day).verdict is Verdict.DUE] == oracle(rule, since, until)
    assert [day for day, _, _ in walk.occurrences(since, until)] == oracle(rule, since, until)


@given(calendar_rules, days, st.integers(-5, 200))
def test_the_due_days_of_a_span_are_those_that_are_due_one_by_one(rule, first, length):
    asked = [first + timedelta(n) for n in range(length + 1)]
    assert list(due_days(rule, first, first + timedelta(length))) == [day for day in asked if rule_is_due(rule, day)]


lengths = st.none() | st.integers(0, 100)
course_days = st.none() | st.tuples(st.integers(-50, 150), st.integers(0, 90))


@given(with_a_form, days, lengths, course_days)
def test_what_a_calendar_reads_is_what_is_due(rule, since, runs, dates):
    until = since + timedelta(runs) if runs is not None else None
    course = None
    if dates is not None:
        first = since + timedelta(dates[0])
        course = CourseByDates(first, first + timedelta(dates[1]))
    terms = Terms(since, ("evening",), rule, until, course)
    begins, ends = since, until or date.max
    if course:
        begins, ends = max(begins, course.first), min(ends, course.last)
    ends = min(ends, since + timedelta(400))
    read = sorted(
        {
            each.date()
            for found in recurrences(terms)
            for each in rrulestr(found.rrule, dtstart=at(found.first)).between(at(begins), at(ends), inc=True)
        }
    )
    assert read == (oracle(rule, begins, ends) if begins <= ends else [])


def test_the_forms():
    assert recurrences(Terms(START, ("evening",), Weekdays((Weekday.MON, Weekday.THU)), date(2026, 11, 30))) == (
        Recurrence(START, "FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261130"),
    )
    assert recurrences(Terms(START, ("evening",), Cycle(4, (3, 4), START, 3))) == (
        Recurrence(date(2026, 11, 4), "FREQ=DAILY;INTERVAL=4"),
        Recurrence(date(2026, 11, 5), "FREQ=DAILY;INTERVAL=4"),
    )


@pytest.mark.parametrize(
    ("rule", "course"),
    [
        (SinceLastUse(72), None),
        (AsNeeded(2), None),
        (Phases(START, (Phase(Daily(), 1),)), None),
        (Daily(), CourseByCount(3, START)),
    ],
)
def test_what_depends_on_what_was_done_has_no_form(rule, course):
    assert recurrences(Terms(START, ("evening",), rule, course=course)) is None
