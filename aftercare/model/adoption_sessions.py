"""The sessions of a plan that the client accepts. What the client said of one, and what took place, is never lost.

The sessions of two plans are two things, whatever ids their authors chose. Those of a plan that goes out of force are
set aside and come back with it, as the client had them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from aftercare.model import tables
from aftercare.model.adopting import Adopting, differ, keeping
from aftercare.model.plan import Plan, StoredPlan, last_said
from aftercare.model.plan_change import ChangeKind, Thing, session_name, session_words
from aftercare.model.routine import FromPlan, Id
from aftercare.model.session import Attendance, Session, session_id_of_plan


def take_sessions(
    adopting: Adopting, plan: Plan, accepted: Iterable[StoredPlan], present: Mapping[str, Session], on: date
) -> None:
    """Writes the sessions that are new or differ, and sets aside the coming ones that the plan does not name.

    `accepted` are the plans ever accepted: what the plan said of a session when it was last in force tells whether it
    says anything new.
    """
    said = _said_last(plan.id, accepted)
    named = set()
    for stated in plan.sessions:
        existing = _of_plan(stated.id, plan.id, present)
        if existing is None:
            new = replace(stated, id=session_id_of_plan(stated.id, plan.id) if stated.id in present else stated.id)
            adopting.write(tables.SESSIONS, new.id, new)
            adopting.tell(ChangeKind.ADDED, Thing.SESSION, new.id, session_name(new))
            continue
        named.add(existing.id)
        _take(adopting, stated, existing, said.get(stated.id), on)
    for existing in present.values():
        if isinstance(existing.origin, FromPlan) and existing.id not in named and _is_to_come(existing, adopting, on):
            adopting.write(tables.SESSIONS, existing.id, replace(existing, set_aside=True))
            adopting.tell(ChangeKind.ENDED, Thing.SESSION, existing.id, session_name(existing))


def _take(adopting: Adopting, planned: Session, existing: Session, said: Session | None, on: date) -> None:
    stated = _as_client_has_it(planned, existing, said)
    if existing.at.date() < on and not (existing.set_aside and stated.at.date() >= on):
        words = session_words(existing), session_words(stated)
        if words[0] != words[1] and not existing.set_aside:
            adopting.tell(ChangeKind.KEPT, Thing.SESSION, existing.id, session_name(existing), *words)
        return
    kept = replace(
        keeping(existing, stated, said),
        id=existing.id,
        at=stated.at,
        attendance=stated.attendance,
        planned_at=stated.planned_at,
        set_aside=False,
        former=existing.former,
        points=existing.points,
        products=existing.products,
    )
    if existing.set_aside:
        if differ(existing, kept):
            adopting.write(tables.SESSIONS, kept.id, kept)
            adopting.tell(ChangeKind.ADDED, Thing.SESSION, kept.id, session_name(kept))
        return
    own = kept
    if _client_has_said(existing, said) and existing.at != kept.at:
        own = replace(kept, at=existing.at, attendance=existing.attendance, planned_at=existing.planned_at)
    adopting.change(tables.SESSIONS, Thing.SESSION, session_name, session_words, existing, kept, own)


def _client_has_said(session: Session, said: Session | None) -> bool:
    """Whether the client moved or cancelled it."""
    first = said.at if said is not None else session.planned_at or session.at
    return session.at != first or session.attendance is Attendance.CANCELLED


def _is_to_come(session: Session, adopting: Adopting, on: date) -> bool:
    """Whether nobody has answered for `session` and its day comes once the plan holds.

    One of today may just have taken place, and a plan written after it no longer names it.
    """
    day = session.at.date()
    answered = session.attendance is not Attendance.PLANNED
    return not session.set_aside and not answered and day > on and day >= adopting.effective


def _said_last(plan: Id, accepted: Iterable[StoredPlan]) -> dict[Id, Session]:
    last = last_said(accepted, plan)
    return {session.id: session for session in last.sessions} if last is not None else {}


def _of_plan(stated: Id, plan: Id, present: Mapping[str, Session]) -> Session | None:
    """The record's session that `plan` calls `stated`."""
    for each in (present.get(session_id_of_plan(stated, plan)), present.get(stated)):
        if each is not None and isinstance(each.origin, FromPlan) and each.origin.plan == plan:
            return each
    return None


def _as_client_has_it(stated: Session, own: Session, said: Session | None) -> Session:
    """`stated` as the client keeps it, moved, cancelled or held, where it says the same as it `said` before.

    That a session took place stays in any case.
    """
    same = (said.at if said is not None else own.planned_at or own.at) == stated.at
    if same or own.attendance is Attendance.TOOK_PLACE:
        return replace(stated, at=own.at, planned_at=own.planned_at, attendance=own.attendance)
    return stated
