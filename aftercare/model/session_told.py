"""All that is told of one session, and what is gathered to be asked at the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from aftercare.model.appointment import attendance_words, has_begun, moved_words
from aftercare.model.course_line import CourseLine, numbered_words
from aftercare.model.preparation import PrepareOn
from aftercare.model.preparing import ToPrepare
from aftercare.model.question import Question
from aftercare.model.said_by import said_by_words
from aftercare.model.session import Attendance, Session
from aftercare.model.session_entry import SessionEntry
from aftercare.model.words import counted, day_in_full, short_day

#: A heading with what stands under it.
Part = tuple[str, list[str]]


class SessionTold(Struct, frozen=True):
    """A session with all that the record and the plan say of it.

    `entries` are what was written about it, in their order, `questions` what is to be asked at it where it is the
    next with the therapist.
    """

    session: Session
    course: CourseLine | None
    prepared: tuple[ToPrepare, ...] = ()
    entries: tuple[SessionEntry, ...] = ()
    questions: tuple[Question, ...] = ()


def next_session(sessions: Iterable[Session], now: datetime) -> Session | None:
    """The first session that has not begun and is not cancelled."""
    return next(iter(coming_sessions(sessions, now)), None)


def coming_sessions(sessions: Iterable[Session], now: datetime) -> list[Session]:
    """Those that have not begun and are not cancelled, the first one first."""
    coming = (each for each in sessions if not has_begun(each, now) and each.attendance is Attendance.PLANNED)
    return sorted(coming, key=lambda each: (each.at, each.id))


def gathered_words(questions: Sequence[Question], sessions: Iterable[Session], now: datetime) -> str:
    """How many of `questions` came up since the last session, such as "2 since the last session, 1 from before it".

    Nothing where no session took place yet. `now` is an aware instant in the client's wall time.
    """
    last = max((each.at for each in sessions if each.attendance is Attendance.TOOK_PLACE), default=None)
    if last is None or not questions:
        return ""
    new = sum(each.at.astimezone(now.tzinfo).replace(tzinfo=None) >= last for each in questions)
    older = len(questions) - new
    since = f"{new} since the last session" if new else "none since the last session"
    return f"{since}, {older} from before it" if older else since


def session_parts(told: SessionTold, now: datetime) -> list[Part]:
    """All of it under headings, seen at `now`, an aware instant in the client's wall time."""
    session = told.session
    parts = [(f"{day_in_full(session.at.date())}, {session.at:%H:%M}", _outline(told, now))]
    if not has_begun(session, now):
        parts += [("On the day before", _prepared(told.prepared, PrepareOn.DAY_BEFORE))]
        parts += [("On its day, before it", _prepared(told.prepared, PrepareOn.DAY_OF))]
    parts += [
        ("Points used", [", ".join(session.points)] if session.points else []),
        ("Used in the room", [", ".join(session.products)] if session.products else []),
        ("What your therapist said", [_written(each, each.said) for each in told.entries if each.said]),
        ("How it felt", [_written(each, each.text) for each in told.entries if each.text]),
        ("To ask at it", [each.text for each in told.questions]),
    ]
    return [part for part in parts if part[1]]


def _outline(told: SessionTold, now: datetime) -> list[str]:
    session = told.session
    number = numbered_words(told.course, session) if told.course is not None else ""
    state = attendance_words(session, now)
    known = [session.kind, f"{state[:1].upper()}{state[1:]}", moved_words(session), number]
    return [*(each for each in known if each), counted(session.minutes, "minute")]


def _prepared(found: Iterable[ToPrepare], when: PrepareOn) -> list[str]:
    return [f"{each.text} By {said_by_words(each.said_by)}." for each in found if each.when is when]


def _written(entry: SessionEntry, words: str) -> str:
    return f"{short_day(entry.day, entry.day)}: {words}"
