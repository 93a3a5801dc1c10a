"""What an adoption is made of: the documents to write and the changes to tell, and what the client keeps of theirs."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.face_point import FacePoint
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing, differing
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval
from aftercare.model.programme import Programme
from aftercare.model.routine import FromPlan, Product, Step
from aftercare.model.session import Session

Planned = TypeVar("Planned", Product, Step, Session, PlanHold, Interval, FacePoint, Programme)
Placed = TypeVar("Placed", PlanHold, FacePoint)
Dated = TypeVar("Dated", PlanHold, Interval)


class Write(Struct, frozen=True):
    """One document to write; None removes it."""

    table: str
    id: str
    document: Struct | None


class Adoption(Struct, frozen=True):
    """What accepting a plan comes to: one write for each document that changes, and the same for people.

    `effective` is the first day on which the plan's steps hold. Both tuples are empty where the plan is in
    force already.
    """

    effective: date
    writes: tuple[Write, ...] = ()
    changes: tuple[PlanChange, ...] = ()


class Adopting:
    """The writes and changes of one adoption while they come together."""

    def __init__(self, effective: date) -> None:
        self.effective = effective
        self.writes: list[Write] = []
        self.changes: list[PlanChange] = []

    def write(self, table: str, document_id: str, document: Struct | None) -> None:
        self.writes.append(Write(table, document_id, document))

    def tell(
        self,
        kind: ChangeKind,
        thing: Thing,
        thing_id: str,
        name: str,
        before: dict[str, str] | None = None,
        after: dict[str, str] | None = None,
    ) -> None:
        self.changes.append(PlanChange(kind, thing, thing_id, name, differing(before or {}, after or {})))


def differ(existing: Planned, stated: Planned) -> bool:
    """Whether the document really changes; a newer version of the same plan that says the same is no change."""
    had, has = existing.origin, stated.origin
    if isinstance(had, FromPlan) and isinstance(has, FromPlan) and had.plan == has.plan:
        return existing != replace(stated, origin=had)
    return existing != stated


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
