"""Where a course of sessions stands, such as "session 5 of 12, review at 6"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from aftercare.model.appointment import has_begun
from aftercare.model.rule_words import day_words
from aftercare.model.session import Attendance, Session, SessionId
from aftercare.model.session_course import SessionCourse
from aftercare.model.words import counted


class CourseLine(Struct, frozen=True):
    """Where `course` stands: `had` of its sessions took place, `unanswered` have begun and nobody has said.

    `numbers` are those of the sessions that took place and of those to come, by their ids: one that nobody answered
    for has none, and those to come are counted as if all of them took place.
    """

    course: SessionCourse
    had: int
    unanswered: int
    numbers: Mapping[SessionId, int]

    @property
    def review(self) -> int | None:
        """The number of the session after which somebody looks at it next."""
        return min((each for each in self.course.reviews if each > self.had), default=None)

    def is_review(self, session: SessionId) -> bool:
        """Whether progress is looked at after that session."""
        return self.numbers.get(session) in self.course.reviews


def course_line(
    course: SessionCourse, sessions: Iterable[Session], counts: Callable[[str], bool], now: datetime
) -> CourseLine:
    """Where `course` stands at `now`, an aware instant in the client's wall time.

    `counts` says of the words that a session is called by whether it is one of the course. What was cancelled is none,
    and what was moved is one, at the time to which it was moved.
    """
    standing = [each for each in sessions if may_be_of(course, each) and counts(each.kind)]
    standing.sort(key=lambda each: (each.at, each.id))
    took_place = [each for each in standing if each.attendance is Attendance.TOOK_PLACE]
    planned = [each for each in standing if each.attendance is Attendance.PLANNED]
    coming = [each for each in planned if not has_begun(each, now)]
    return CourseLine(
        course=course,
        had=course.had + len(took_place),
        unanswered=len(planned) - len(coming),
        numbers={each.id: number for number, each in enumerate((*took_place, *coming), start=course.had + 1)},
    )


def may_be_of(course: SessionCourse, session: Session) -> bool:
    """Whether `session` is one of the course, as far as its day and what is known of it say so."""
    return session.at.date() >= course.start and session.attendance is not Attendance.CANCELLED


def course_line_words(line: CourseLine) -> str:
    """Such as "session 5 of 12, review at 6"."""
    of = line.course.sessions
    if not line.had:
        words = f"no session of {of} yet"
    elif line.had < of:
        words = f"session {line.had} of {of}"
    else:
        words = "its one session took place" if of == 1 else f"all {of} sessions took place"
        words += f", and {line.had - of} more" if line.had > of else ""
    return f"{words}, review at {line.review}" if line.review is not None else words


def unanswered_words(line: CourseLine) -> str:
    """What is not counted as long as nobody says whether it took place; nothing where that is none."""
    if not line.unanswered:
        return ""
    them = "it" if line.unanswered == 1 else "they"
    return f"{counted(line.unanswered, 'session')} not counted: nobody has said whether {them} took place"


def number_words(line: CourseLine, session: SessionId) -> str:
    """Such as "session 6 of 12"; nothing of a session that has no number in the course."""
    number = line.numbers.get(session)
    if number is None:
        return ""
    if number > line.course.sessions:
        return f"session {number}, after a course of {line.course.sessions}"
    return f"session {number} of {line.course.sessions}"


def numbered_words(line: CourseLine, session: Session) -> str:
    """The same, and that the review follows it where its own words do not say so."""
    words = number_words(line, session.id)
    told = "review" in session.kind.casefold()
    return f"{words}, review" if words and line.is_review(session.id) and not told else words


def planned_course_words(course: SessionCourse | None) -> str:
    """What a plan says of it, such as "12 sessions from Mon 2 Nov 2026, 4 before that, review at 6 and 12"."""
    if course is None:
        return ""
    parts = [f"{counted(course.sessions, 'session')} from {day_words(course.start)}"]
    if course.kinds:
        parts[0] += f" ({' or '.join(course.kinds)})"
    if course.had:
        parts.append(f"{course.had} before that")
    if course.reviews:
        parts.append(f"review at {_and(list(map(str, course.reviews)))}")
    return ", ".join(parts)


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
