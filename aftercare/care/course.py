"""Where the course of sessions stands, and what is to be done before a session."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.model.preparation import prepared_on
from aftercare.model.routine import FromPlan

if TYPE_CHECKING:
    from aftercare.model.course_line import CourseLine
    from aftercare.model.preparing import ToPrepare
    from aftercare.model.question import Question
    from aftercare.model.session import Session
    from aftercare.model.session_course import SessionCourse
    from aftercare.model.session_told import SessionTold

#: What is taken from them is kept, so that they need not be read at every start.
_KINDS = ("session_kinds",)
_USUAL = ("preparations", "session_kinds", "sources")
#: How long after a session what was written about it is looked for.
_LOOKED_FOR = timedelta(days=92)


class _OfCourse(Struct, frozen=True):
    """Of the words that sessions are called by those of the course's."""

    words: frozenset[str]


class Coursing(Kept):
    """The course that the plan in force names, and preparations. Reference data is read only where they need it."""

    def course_line(self, now: datetime) -> CourseLine | None:
        """Where the course stands at `now`; None where the plan in force names none."""
        present = self.present()
        course = present.programme.course if present.programme is not None else None
        if course is None:
            return None
        from aftercare.model.course_line import course_line, may_be_of

        sessions = [each for each in present.sessions.values() if may_be_of(course, each)]
        of_course = self._of_course(course, sorted({each.kind for each in sessions}))
        return course_line(course, sessions, of_course.words.__contains__, self.wall(now))

    def preparing(self, session: Session | None, day: date, now: datetime) -> tuple[ToPrepare, ...]:
        """What is done for the next `session` on `day`: on the day before it, and on its own up to its beginning."""
        when = prepared_on(session, day) if session is not None and day >= self.today(now) else None
        if session is None or when is None:
            return ()
        return tuple(each for each in self.to_prepare(session, now) if each.when is when)

    def to_prepare(self, session: Session, now: datetime) -> tuple[ToPrepare, ...]:
        """What is done before `session`, by the plan in force and as it usually is, the day before first."""
        from aftercare.model.preparing import Prepared
        from aftercare.store.extract import extracted

        line = self.course_line(now)
        at_review = line is not None and line.is_review(session.id)
        programme = self.present().programme
        said = programme.preparations if programme is not None else ()
        origin = programme.origin if programme is not None else None
        plan = origin if isinstance(origin, FromPlan) else FromPlan("", 1)
        asked = (session.kind, said, plan, at_review)

        def build() -> Prepared:
            from aftercare.model.preparing import Usual, to_prepare
            from aftercare.store import reference

            usual = Usual(
                tuple(reference.preparations().values()),
                tuple(reference.session_kinds().values()),
                reference.sources(),
            )
            return Prepared(to_prepare(session.kind, said, plan, usual, at_review=at_review))

        return extracted(self.folder.snapshots / "before-session", Prepared, _USUAL, asked, build).lines

    def session_told(self, session: Session, questions: Iterable[Question], now: datetime) -> SessionTold:
        """All that is told of `session`: `questions` are those that are asked at the next with
        the therapist. Blocks on the disk.

        What was written about it is looked for in the months from its own to the third after it.
        """
        from aftercare.care.timeline import Timeline
        from aftercare.model.appointment import has_begun
        from aftercare.model.session_entry import SessionEntry
        from aftercare.model.session_told import SessionTold

        wall = self.wall(now)
        begun = has_begun(session, wall)
        day = session.at.date()
        entries = Timeline.sharing(self).entries_in_turn(day, day + _LOOKED_FOR) if begun else ()
        following = self.asked_at(now)
        return SessionTold(
            session=session,
            course=self.course_line(now),
            prepared=() if begun else self.to_prepare(session, now),
            entries=tuple(each for each in entries if isinstance(each, SessionEntry) and each.session == session.id),
            questions=tuple(questions) if following is not None and following.id == session.id else (),
        )

    def asked_at(self, now: datetime) -> Session | None:
        """The next session with the therapist, at which questions are asked: one of the plan, or an own one that is
        neither an MRI nor a surgery. Reads the kinds of session where an own one comes first.
        """
        from aftercare.model.session_told import coming_sessions

        coming = coming_sessions(self.present().sessions.values(), self.wall(now))
        return next((each for each in coming if is_with_therapist(each)), None)

    def _of_course(self, course: SessionCourse, words: list[str]) -> _OfCourse:
        from aftercare.store.extract import extracted

        def build() -> _OfCourse:
            from aftercare.model.session_kind import is_of_course
            from aftercare.store.reference import session_kinds

            kinds = tuple(session_kinds().values())
            return _OfCourse(frozenset(each for each in words if is_of_course(each, course.kinds, kinds)))

        return extracted(self.folder.snapshots / "course", _OfCourse, _KINDS, (words, course.kinds), build)


def is_with_therapist(session: Session) -> bool:
    """Whether it is, or may be, with the therapist. Reads the kinds of session for one of the client's own."""
    if isinstance(session.origin, FromPlan):
        return True
    from aftercare.model.session_kind import may_be_with_therapist
    from aftercare.store.reference import session_kinds

    return may_be_with_therapist(session.kind, tuple(session_kinds().values()))
