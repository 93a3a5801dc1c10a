"""The course as a line: which session it is of how many, and when somebody looks at it next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.course_line import (
    course_line,
    course_line_words,
    number_words,
    numbered_words,
    planned_course_words,
    unanswered_words,
)
from aftercare.model.routine import ByClient, FromPlan
from aftercare.model.session import Attendance, Session
from aftercare.model.session_course import SessionCourse
from aftercare.model.session_kind import is_of_course
from aftercare.store.reference import session_kinds

FIRST = date(2026, 11, 2)
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
COURSE = SessionCourse(12, FIRST, (6, 12))
KINDS = tuple(session_kinds().values())


def session(number: int, days: int, attendance: Attendance = Attendance.TOOK_PLACE, kind: str = "facial needles"):
    at = datetime(2026, 11, 2, 17, 30) + timedelta(days)
    return Session(f"session-{number}", at, kind, FromPlan("p", 1), attendance=attendance)


def line_of(*sessions: Session, course: SessionCourse = COURSE):
    return course_line(course, sessions, lambda kind: is_of_course(kind, course.kinds, KINDS), NOW)


def test_session_5_of_12_review_at_6():
    five = [session(number, 3 * number) for number in range(1, 6)]
    sixth = session(6, 24, Attendance.PLANNED)
    line = line_of(*five, sixth)
    assert course_line_words(line) == "session 5 of 12, review at 6"
    assert numbered_words(line, five[4]) == "session 5 of 12"
    assert numbered_words(line, sixth) == "session 6 of 12, review"
    assert numbered_words(line, replace(sixth, kind="facial needles, review")) == "session 6 of 12"


@pytest.mark.parametrize(
    ("had", "words"),
    [
        (0, "no session of 12 yet, review at 6"),
        (1, "session 1 of 12, review at 6"),
        (6, "session 6 of 12, review at 12"),
        (11, "session 11 of 12, review at 12"),
        (12, "all 12 sessions took place"),
        (14, "all 12 sessions took place, and 2 more"),
    ],
)
def test_the_words_at_each_place_of_the_course(had, words):
    assert course_line_words(line_of(course=replace(COURSE, had=had))) == words


def test_a_course_of_one_session_without_a_review():
    one = SessionCourse(1, FIRST)
    assert course_line_words(line_of(course=one)) == "no session of 1 yet"
    assert course_line_words(line_of(session(1, 3), course=one)) == "its one session took place"
    assert number_words(line_of(session(1, 3), session(2, 4), course=one), "session-2") == (
        "session 2, after a course of 1"
    )


def test_what_was_cancelled_counts_not_and_what_was_moved_counts_once():
    moved = replace(session(2, 5), planned_at=datetime(2026, 11, 5, 17, 30)).withdrawn_after(date(2026, 11, 6))
    line = line_of(session(1, 1), moved, session(3, 8, Attendance.CANCELLED), session(4, 30, Attendance.PLANNED))
    assert (line.had, dict(line.numbers)) == (2, {"session-1": 1, "session-2": 2, "session-4": 3})
    assert number_words(line, "session-3") == ""


def test_one_that_nobody_answered_for_is_told_and_not_counted():
    line = line_of(session(1, 1), session(2, 5, Attendance.PLANNED), session(3, 30, Attendance.PLANNED))
    assert (line.had, line.unanswered) == (1, 1)
    assert number_words(line, "session-2") == ""
    assert number_words(line, "session-3") == "session 2 of 12"
    assert unanswered_words(line) == "1 session not counted: nobody has said whether it took place"
    assert unanswered_words(replace(line, unanswered=2)).endswith("whether they took place")
    assert unanswered_words(replace(line, unanswered=0)) == ""


@pytest.mark.parametrize(
    ("kind", "named", "counts"),
    [
        ("facial needles", (), True),
        ("facial needles, review", (), True),
        ("micromagnets", (), True),
        ("first visit: facial", (), True),
        ("tuning the meridians", (), True),
        ("consultation", (), False),
        ("review", (), False),
        ("MRI", (), False),
        ("threads", (), False),
        ("threads", ("thread lift",), True),
        ("micromagnets", ("facial needles",), False),
        ("face acupuncture", ("facial needles",), True),
    ],
)
def test_a_session_is_of_the_course_only_if_its_kind_counts(kind, named, counts):
    assert is_of_course(kind, named, KINDS) is counts


def test_what_was_before_the_course_is_counted_by_its_number_alone():
    line = line_of(session(1, -3), session(2, 1), course=replace(COURSE, had=4))
    assert (line.had, dict(line.numbers)) == (5, {"session-2": 5})


def test_what_a_plan_says_of_its_course():
    assert planned_course_words(None) == ""
    assert planned_course_words(COURSE) == "12 sessions from Mon 2 Nov 2026, review at 6 and 12"
    said = SessionCourse(10, FIRST, had=4, kinds=("facial needles", "combined"))
    assert planned_course_words(said) == "10 sessions from Mon 2 Nov 2026 (facial needles or combined), 4 before that"


sessions = st.lists(
    st.builds(
        lambda number, days, attendance, kind: Session(
            f"own-{number}", datetime(2026, 11, 2, 9) + timedelta(days), kind, ByClient(), attendance=attendance
        ),
        st.integers(0, 99),
        st.integers(-5, 40),
        st.sampled_from(Attendance),
        st.sampled_from(["facial needles", "review"]),
    ),
    unique_by=lambda each: each.id,
)


@given(sessions, st.integers(0, 5))
def test_numbers_follow_one_another_in_the_order_of_time(found, had):
    line = line_of(*found, course=replace(COURSE, had=had))
    known = {each.id: each for each in found}
    assert sorted(line.numbers.values()) == list(range(had + 1, had + 1 + len(line.numbers)))
    for attendance in (Attendance.TOOK_PLACE, Attendance.PLANNED):
        in_turn = [known[each].at for each in line.numbers if known[each].attendance is attendance]
        assert in_turn == sorted(in_turn)
    took_place = [each for each in line.numbers if known[each].attendance is Attendance.TOOK_PLACE]
    assert line.had == had + len(took_place)
    assert all(line.numbers[each] <= line.had for each in took_place)
