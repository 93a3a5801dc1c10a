"""When the question about late lumps and sores is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.later_watch import BETWEEN, WATCHED, later_watch, sessions_that_count
from aftercare.model.routine import ByClient
from aftercare.model.session import Attendance, Session
from aftercare.model.session_kind import may_pierce
from aftercare.store.reference import session_kinds

FIRST = date(2026, 9, 1)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
KINDS = tuple(session_kinds().values())


def day(number):
    return FIRST + timedelta(days=number)


def due_on(needled, answered, today):
    watch = later_watch([day(each) for each in needled], [day(each) for each in answered], day(today))
    return watch is not None and watch.is_due(day(today))


def test_it_is_asked_two_weeks_after_a_session_and_not_before():
    assert not due_on([0], [], 13)
    assert due_on([0], [], 14)


def test_it_waits_until_it_is_answered():
    assert all(due_on([0], [], today) for today in range(14, 85))


def test_an_answer_puts_it_off_for_two_weeks():
    assert not due_on([0], [20], 33)
    assert due_on([0], [20], 34)


def test_it_ends_twelve_weeks_after_the_last_session():
    assert due_on([0], [], 84)
    assert not due_on([0], [], 85)
    assert later_watch([FIRST], [], day(85)) is None


def test_one_question_covers_a_whole_course():
    weekly = range(0, 84, 7)
    assert due_on(weekly, [], 14)
    assert not due_on(weekly, [14], 21)
    assert due_on(weekly, [14], 28)


def test_a_session_long_ago_does_not_make_a_new_one_due_at_once():
    assert not due_on([0, 200], [], 205)
    assert due_on([0, 200], [], 214)


def test_it_is_not_asked_again_where_two_weeks_would_lead_past_the_end():
    watch = later_watch([FIRST], [day(75)], day(76))
    assert watch is not None
    assert watch.due is None
    assert watch.until == day(84)


@given(st.sets(DAYS, max_size=20), st.sets(DAYS, max_size=20), DAYS)
def test_it_is_only_asked_within_twelve_weeks_and_never_within_two_of_an_answer(needled, answered, today):
    watch = later_watch(needled, answered, today)
    past = [each for each in needled if each <= today]
    if watch is None or not watch.is_due(today):
        return
    assert today - max(past) <= WATCHED
    assert all(today - each >= BETWEEN for each in answered if each <= today)


@given(st.sets(DAYS, min_size=1, max_size=12), st.sets(DAYS, max_size=12), st.sets(DAYS, max_size=6), DAYS)
def test_over_more_sessions_it_is_due_at_least_as_often(needled, answered, others, today):
    fewer, more = later_watch(needled, answered, today), later_watch(needled | others, answered, today)
    if fewer is not None and fewer.is_due(today):
        assert more is not None
        assert more.is_due(today)


def test_sessions_that_were_cancelled_or_are_to_come_do_not_count():
    now = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)

    def session(name, on, attendance=Attendance.PLANNED):
        return Session(name, datetime(2026, 11, on, 9), "facial needles", ByClient(), attendance=attendance)

    known = [
        session("took-place", 10, Attendance.TOOK_PLACE),
        session("unanswered", 12),
        session("cancelled", 14, Attendance.CANCELLED),
        session("to-come", 26),
    ]
    assert [each.id for each in sessions_that_count(known, now)] == ["took-place", "unanswered"]


@pytest.mark.parametrize(
    ("kind", "pierces"),
    [
        ("facial needles, review", True),
        ("facial and body", True),
        ("thread lift", True),
        ("micromagnets", False),
        ("consult", False),
        ("review", False),
        ("the usual", True),
    ],
)
def test_needles_and_what_may_be_needles_count(kind, pierces):
    assert may_pierce(kind, KINDS) is pierces
