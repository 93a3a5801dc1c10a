"""What is gathered to be asked at the next session, and which session that is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from aftercare.model.question import Question
from aftercare.model.routine import ByClient
from aftercare.model.session import Attendance, Session
from aftercare.model.session_told import gathered_words, next_session

NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def session(day: int, attendance: Attendance = Attendance.PLANNED) -> Session:
    return Session(f"own-{day}", datetime(2026, 11, day, 17, 30), "facial needles", ByClient(), attendance=attendance)


HAD = session(19, Attendance.TOOK_PLACE)


@pytest.mark.parametrize(
    ("days", "sessions", "words"),
    [
        ((), (HAD,), ""),
        ((20,), (), ""),
        ((20, 21), (HAD,), "2 since the last session"),
        ((18, 20), (HAD, session(26)), "1 since the last session, 1 from before it"),
        ((17, 18), (HAD,), "none since the last session, 2 from before it"),
        ((20,), (session(19, Attendance.CANCELLED),), ""),
    ],
)
def test_how_many_questions_came_up_since_the_last_session(days, sessions, words):
    asked = [Question(f"q{day}", datetime(2026, 11, day, 9, tzinfo=UTC), "May I swim?") for day in days]
    assert gathered_words(asked, sessions, NOW) == words


def test_a_question_from_another_zone_is_placed_by_the_clients_own_clock():
    away = timezone(timedelta(hours=10))
    asked = [Question("q", datetime(2026, 11, 20, 2, tzinfo=away), "May I swim?")]
    assert gathered_words(asked, [HAD], NOW) == "none since the last session, 1 from before it"


def test_the_next_session_is_the_first_planned_one_that_has_not_begun():
    coming = (session(28), session(26), session(25, Attendance.CANCELLED), session(21), HAD)
    found = next_session(coming, NOW)
    assert found is not None
    assert found.id == "own-26"
    assert next_session((HAD,), NOW) is None
