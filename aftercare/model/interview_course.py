"""The questions about the course that the sessions make, and about what the client does before one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.interview import Interview, Question, exact, id_from, in_parts
from aftercare.model.plan import Plan
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.session_course import MOST_SESSIONS, SessionCourse
from aftercare.model.typed_step import number_typed

_DAYS = {
    PrepareOn.DAY_BEFORE: ("What does the client do on the day before a session", "before", "Eat and sleep as usual."),
    PrepareOn.DAY_OF: ("What do they do on its day, before they come", "on-the-day", "Come without make-up."),
}


def course_questions(interview: Interview) -> Iterator[Question]:
    """How many sessions does the course have, where the plan has any session, and what is done before one."""
    if not interview.plan.sessions:
        return
    usual = "; ".join(each.label[:1].lower() + each.label[1:] for each in interview.asking.courses)
    known = f" Clinics name {usual}: all of it convention, none of it tried in a trial." if usual else ""
    yield Question(
        "How many sessions does the course have",
        lambda text: _begun(interview, number_typed(text, "sessions", 1, MOST_SESSIONS)),
        help=f"Such as 12; the client sees which one they are at. Blank where there is no course.{known}",
        told="The course",
    )
    if interview.plan.course is not None:
        yield Question(
            "Which of them is the first session of this plan",
            lambda text: _course(interview, had=number_typed(text, "number", 1, MOST_SESSIONS) - 1),
            "1",
            "5 where four were before: they are counted too.",
        )
        yield Question(
            "After which of them do you look at it together",
            lambda text: _course(interview, reviews=_numbers(text, interview)),
            help="Numbers with commas between, such as 6, 12. Blank where a day or a session of its own is meant.",
        )
    for when, (asks, name, example) in _DAYS.items():
        yield Question(
            asks,
            lambda text, when=when, name=name: _prepared(interview, when, name, text),  # type: ignore[misc]
            help=f"One line in your own words, such as: {example} Blank for nothing of your own.",
        )


def _begun(interview: Interview, sessions: int) -> Plan:
    first = min(each.at.date() for each in interview.plan.sessions)
    return replace(interview.plan, course=SessionCourse(sessions, first))


def _course(interview: Interview, **said: object) -> Plan:
    assert interview.plan.course is not None
    return replace(interview.plan, course=replace(interview.plan.course, **said))


def _numbers(text: str, interview: Interview) -> tuple[int, ...]:
    assert interview.plan.course is not None
    parts = [each for part in in_parts(text) for each in re.split(r"\s+(?:and\s+)?", part)]
    most = interview.plan.course.sessions
    if not all(each.isdecimal() and 1 <= int(each) <= most for each in parts):
        raise BadInput(f"“{text}” are no numbers of sessions from 1 to {most}.", "Write them like 6, 12.")
    return tuple(sorted({int(each) for each in parts}))


def _prepared(interview: Interview, when: PrepareOn, name: str, text: str) -> Plan:
    before = interview.plan.preparations
    line = Preparation(id_from(name, "before", {each.id for each in before}), exact(text, "preparation"), when)
    return replace(interview.plan, preparations=(*before, line))
