"""What an adoption is made of: the documents to write and the changes to tell, and what the client keeps of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.face_point import FacePoint
from aftercare.model.plan import Plan
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing, differing
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval
from aftercare.model.programme import Programme
from aftercare.model.routine import ByClient, FromPlan, Product, Step
from aftercare.model.session import Session

Changeable = TypeVar("Changeable", Product, Step, Session)
Planned = TypeVar("Planned", Product, Step, Session, PlanHold, Interval, FacePoint, Programme)
Placed = TypeVar("Placed", PlanHold, FacePoint)
Dated = TypeVar("Dated", PlanHold, Interval)


class Own(Struct, frozen=True):
    """What is written where the client's own stays against what the plan says; None where nothing is."""

    document: Struct | None


class Write(Struct, frozen=True):
    """One document to write; None removes it. `own` stands where the client had changed what the plan now changes."""

    table: str
    id: str
    document: Struct | None
    own: Own | None = None


class Adoption(Struct, frozen=True):
    """What accepting a plan comes to: one write for each document that changes, and the same for people.

    `effective` is the first day on which the plan's steps hold. Both tuples are empty where the plan is in
    force already. `base` is what of the plan before was taken over, `left` names the lines that are left unless
    somebody says otherwise, `own` are the client's own steps, which no plan touches.
    """

    effective: date
    writes: tuple[Write, ...] = ()
    changes: tuple[PlanChange, ...] = ()
    base: Plan | None = None
    left: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()


class Adopting:
    """The writes and changes of one adoption while they come together."""

    def __init__(self, effective: date) -> None:
        self.effective = effective
        self.writes: list[Write] = []
        self.changes: list[PlanChange] = []

    def write(self, table: str, document_id: str, document: Struct | None, own: Own | None = None) -> None:
        self.writes.append(Write(table, document_id, document, own))

    def change(
        self,
        table: str,
        thing: Thing,
        name: Callable[[Changeable], str],
        words: Callable[[Changeable], dict[str, str]],
        existing: Changeable,
        stated: Changeable,
        own: Changeable,
    ) -> None:
        """Writes `stated` where it changes something.

        `own` is the same with what the client had changed as they have it: where the two differ is a line of its own. A
        thing of the client's own stays whole.
        """
        own_id = isinstance(existing.origin, ByClient)
        if own_id:
            own = existing
        conflict, beside = differ(own, stated), differ(existing, own)
        if not (conflict or beside):
            return
        self.write(table, stated.id, stated, Own(own if beside else None) if conflict else None)
        if beside:
            self.tell(ChangeKind.CHANGED, thing, own.id, name(own), words(existing), words(own))
        if conflict:
            self.tell(ChangeKind.CONFLICT, thing, own.id, name(own), words(own), words(stated), own_id=own_id)

    def tell(
        self,
        kind: ChangeKind,
        thing: Thing,
        thing_id: str,
        name: str,
        before: dict[str, str] | None = None,
        after: dict[str, str] | None = None,
        *,
        own_id: bool = False,
    ) -> None:
        fields = differing(before or {}, after or {})
        if own_id:
            fields = tuple(each for each in fields if each.field != "plan")
        self.changes.append(PlanChange(kind, thing, thing_id, name, fields, own_id=own_id))


def differ(existing: Planned, stated: Planned) -> bool:
    """Whether the document really changes; a newer version of the same plan that says the same is no change."""
    had, has = existing.origin, stated.origin
    if isinstance(had, FromPlan) and isinstance(has, FromPlan) and had.plan == has.plan:
        return existing != replace(stated, origin=had)
    return existing != stated


def disputed(existing: Struct, stated: Struct, said: Struct | None, fields: Iterable[str]) -> dict[str, Any]:
    """What the client has in those `fields` that they changed since the plan `said` them, and that it changes now."""
    if said is None:
        return {}
    found = {}
    for name in fields:
        was, own, now = getattr(said, name), getattr(existing, name), getattr(stated, name)
        if own != was and now not in (was, own):
            found[name] = own
    return found


def keeping(existing: Planned, stated: Planned, before: Planned | None) -> Planned:
    """`stated`, with those fields as they are in the record that the plan states as it did `before`.

    So what the client changed stays until the plan says something else about it.
    """
    if before is None:
        return stated
    unchanged = {
        name: getattr(existing, name)
        for name in stated.__struct_fields__
        if name != "origin" and getattr(stated, name) == getattr(before, name)
    }
    return replace(stated, **unchanged)
