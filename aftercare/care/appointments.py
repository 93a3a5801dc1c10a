"""Sessions, the client's own and those of the plan: adding, moving and cancelling them, and that they took place."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

from msgspec.structs import replace

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.appointment import has_begun
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient
from aftercare.model.session import USUAL_MINUTES, Attendance, Session
from aftercare.model.tables import month_of
from aftercare.model.text import typed_text

_LONGEST = 24 * 60


class Appointing(Kept):
    """The sessions. Each change is one action; what is so already is not written again (`changed` is False)."""

    def sessions(self) -> list[Session]:
        """All sessions, in the order of their times."""
        return sorted(self.present().sessions.values(), key=lambda each: (each.at, each.id))

    def add_session(self, at: datetime, kind: str, now: datetime, minutes: int = USUAL_MINUTES) -> Session:
        """Adds a session of the client's own, at the wall time `at`. Raises BadInput."""
        told = typed_text(" ".join(kind.split()), "kind of session")
        if not 1 <= minutes <= _LONGEST:
            raise BadInput(f"A session cannot last {minutes} minutes.", f"Write 1 to {_LONGEST}.")
        session = Session(_own_id(), at, told, ByClient(), minutes)
        with self._looking_closely():
            same = next((each for each in self.sessions() if (each.at, each.kind) == (at, told)), None)
            if same is not None and same.attendance is not Attendance.CANCELLED:
                raise BadInput(f"There is a session “{told}” at {at:%Y-%m-%d %H:%M} already.", "Nothing was added.")
            self._do(Deed.ADD_SESSION, now, lambda: self._put(tables.SESSIONS, session.id, session))
        return session

    def move_session(self, session_id: str, at: datetime, now: datetime) -> bool:
        """Moves a session to the wall time `at`; the time that it was first planned for is kept.

        One that was cancelled is planned again. Raises NotFound, and BadInput where it took place.
        """
        with self._looking_closely():
            before = self._session(session_id)
            if before.attendance is Attendance.TOOK_PLACE:
                raise BadInput("This session took place: it cannot be moved.", "Add another one instead.")
            planned = before.planned_at or before.at
            first = None if at == planned else planned
            stood = before if at == before.at else self._withdrawn(before, now)
            after = replace(stood, at=at, planned_at=first, attendance=Attendance.PLANNED)
            return self._write(Deed.MOVE_SESSION, before, after, now)

    def cancel_session(self, session_id: str, now: datetime) -> bool:
        """Says that a session does not, or did not, take place. Raises NotFound."""
        with self._looking_closely():
            before = self._session(session_id)
            if before.attendance is Attendance.CANCELLED:
                return False
            after = replace(self._withdrawn(before, now), attendance=Attendance.CANCELLED)
            return self._write(Deed.CANCEL_SESSION, before, after, now)

    def session_took_place(self, session_id: str, now: datetime) -> bool:
        """Says that a session took place. Raises NotFound, and BadInput where its time has not come."""
        with self._looking_closely():
            before = self._session(session_id)
            if not has_begun(before, self.wall(now)):
                raise BadInput(
                    f"This session is still to come: {before.at:%Y-%m-%d %H:%M}.", "Move it if it took place earlier."
                )
            return self._write(Deed.SESSION_TOOK_PLACE, before, replace(before, attendance=Attendance.TOOK_PLACE), now)

    def tell_session(
        self,
        session_id: str,
        now: datetime,
        *,
        points: str | None = None,
        products: str | None = None,
        kind: str | None = None,
        said: str = "",
        following: datetime | None = None,
    ) -> bool:
        """Keeps what was done in a session, each list with commas between; None leaves one as it is, "" empties it.

        It took place then. What the therapist `said` goes into the journal, and at `following`, the next date that was
        agreed on, a session is added, unless one is listed then. All of it is one action. Raises NotFound, and BadInput
        where its time has not come.
        """
        told = typed_text(said, "text") if said.strip() else ""
        with self._looking_closely():
            before = self._session(session_id)
            if not has_begun(before, self.wall(now)):
                raise BadInput(f"This session is still to come: {before.at:%Y-%m-%d %H:%M}.", "Tell of it afterwards.")
            after = replace(
                before,
                attendance=Attendance.TOOK_PLACE,
                points=before.points if points is None else _listed(points, "points"),
                products=before.products if products is None else _listed(products, "products"),
                kind=before.kind if kind is None else typed_text(" ".join(kind.split()), "kind of session"),
            )
            coming = None if following is None or self._is_planned(following) else self._next_one(after, following)

            def put() -> None:
                if after != before:
                    self._put(tables.SESSIONS, after.id, after)
                if told:
                    self._put_said(after.id, told, now)
                if coming is not None:
                    self._put(tables.SESSIONS, coming.id, coming)

            return self._do(Deed.TELL_SESSION, now, put) is not None

    def doubted_points(self, session_id: str, points: str) -> tuple[str, str] | None:
        """What is wrong with `points`, with commas between, and what would be right: no table and no plan of the
        client's has them, and they were not kept for the session before. None where all are known. Raises NotFound.
        """
        from aftercare.model.points_written import not_known, not_known_words
        from aftercare.store import reference

        present = self.present()
        new = [each for each in _listed(points, "points") if each not in self._session(session_id).points]
        found = not_known(new, reference.points(), present.points.values()) if new else ()
        return not_known_words(found, present.points.values()) if found else None

    def _is_planned(self, at: datetime) -> bool:
        return any(each.at == at and each.attendance is not Attendance.CANCELLED for each in self.sessions())

    def _next_one(self, session: Session, at: datetime) -> Session:
        return Session(_own_id(), at, session.kind, ByClient(), session.minutes)

    def _put_said(self, session: str, said: str, now: datetime) -> None:
        from aftercare.care.journaling import new_entry_id
        from aftercare.model.session_entry import SessionEntry

        today = self.today(now)
        entry = SessionEntry(new_entry_id(today), today, self.wall(now), session, said=said)
        self._record.need(month_of(today))
        self._put(tables.ENTRIES, entry.id, entry)

    def _withdrawn(self, session: Session, now: datetime) -> Session:
        """`session`, which did not take place when it was said to: what rested after it on days behind stays told."""
        today = self.today(now)
        if session.attendance is Attendance.CANCELLED or session.at.date() >= today:
            return session
        return session.withdrawn_after(today - timedelta(days=1))

    def _session(self, session_id: str) -> Session:
        session = self.present().sessions.get(session_id)
        if session is None:
            raise NotFound(f"There is no session “{session_id}”.", "`aftercare session` lists them.")
        return session

    def _write(self, deed: Deed, before: Session, after: Session, now: datetime) -> bool:
        if after == before:
            return False
        self._do(deed, now, lambda: self._put(tables.SESSIONS, after.id, after))
        return True


def _own_id() -> str:
    return f"own-{os.urandom(6).hex()}"


def _listed(typed: str, what: str) -> tuple[str, ...]:
    parts = (" ".join(each.split()) for each in typed.split(","))
    return tuple(dict.fromkeys(typed_text(each, what) for each in parts if each))
