"""Where the course of sessions stands, and what is to be done before a session."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.model.routine import FromPlan

if TYPE_CHECKING:
    from aftercare.model.course_line import CourseLine
    from aftercare.model.preparing import ToPrepare
    from aftercare.model.session import Session
    from aftercare.model.session_course import SessionCourse

#: What is taken from them is kept, so that they need not be read at every start.
_KINDS = ("session_kinds",)
_USUAL = ("preparations", "session_kinds", "sources")


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
        return course_line(course, sessions, of_course.__contains__, self.wall(now))

    def to_prepare(self, session: Session, now: datetime) -> tuple[ToPrepare, ...]:
        """What is done before `session`, by the plan in force and as it usually is, the day before first."""
        line = self.course_line(now)
        return self.prepared(session, at_review=line is not None and line.is_review(session.id))

    def prepared(self, session: Session, *, at_review: bool) -> tuple[ToPrepare, ...]:
        """The same where it is known whether progress is looked at by the course in it."""
        from aftercare.model.preparing import Prepared
        from aftercare.store.extract import extracted

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

    def _of_course(self, course: SessionCourse, words: list[str]) -> _OfCourse:
        from aftercare.store.extract import extracted

        def build() -> _OfCourse:
            from aftercare.model.session_kind import is_of_course
            from aftercare.store.reference import session_kinds

            kinds = tuple(session_kinds().values())
            return _OfCourse(frozenset(each for each in words if is_of_course(each, course.kinds, kinds)))

        return extracted(self.folder.snapshots / "course", _OfCourse, _KINDS, (words, course.kinds), build)
