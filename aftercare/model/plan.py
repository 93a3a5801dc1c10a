"""A therapist's plan as values: what one version of a plan file says, and how the record keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.face_point import FacePoint
from aftercare.model.plan_hold import PlanHold
from aftercare.model.preparation import Preparation
from aftercare.model.procedure import Interval
from aftercare.model.programme import Cosmetic, Purpose
from aftercare.model.routine import Activity, Id, Practitioner, Product, Rule, Slot
from aftercare.model.rules import Course
from aftercare.model.session import Session
from aftercare.model.session_course import SessionCourse


class PlanStep(Struct, frozen=True):
    """A step as the plan states it, before it is known from which day it holds.

    `order` is the layering rank, None for that of the product's kind, `wait` is in seconds before the next
    layer, `after` names steps of the same plan that come before this one in the same slot. Only a step as needed may
    do without a slot.
    """

    id: Id
    name: str
    slots: tuple[Id, ...]
    rule: Rule
    order: float | None = None
    product: Id | None = None
    amount: str = ""
    wait: int = 0
    instruction: str = ""
    after: tuple[Id, ...] = ()
    course: Course | None = None
    essential: bool = False
    zones: tuple[Id, ...] = ()
    activity: Activity | None = None


class Plan(Struct, frozen=True):
    """One version of a plan.

    `starts` is the first day on which it is to hold, `slots` only those whose time it states. `concerns` are what the
    care attends to, `advice` are sentences to the client, `review` is the day on which the therapist looks at it again,
    `course` says which of how many sessions they are, `preparations` what the client does before one.
    """

    id: Id
    version: Annotated[int, Meta(ge=1)]
    title: str
    practitioner: Practitioner
    products: tuple[Product, ...]
    slots: tuple[Slot, ...]
    steps: tuple[PlanStep, ...]
    sessions: tuple[Session, ...]
    written: date | None = None
    starts: date | None = None
    client: str = ""
    purpose: Purpose = Cosmetic()
    concerns: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    review: date | None = None
    holds: tuple[PlanHold, ...] = ()
    points: tuple[FacePoint, ...] = ()
    intervals: tuple[Interval, ...] = ()
    course: SessionCourse | None = None
    preparations: tuple[Preparation, ...] = ()


class StoredPlan(Struct, frozen=True):
    """The document of a plan that was accepted on the day `imported`.

    Of all plans the one with the highest `turn` is in force. Where the client left some of it, `left` names those lines
    and `taken` is what was taken over: the plan with them as they were before.
    """

    plan: Plan
    imported: date
    turn: int
    taken: Plan | None = None
    left: tuple[str, ...] = ()

    @property
    def said(self) -> Plan:
        """What of the plan the record took over."""
        return self.taken or self.plan

    @property
    def holds_from(self) -> date:
        """The first day on which its steps hold."""
        return max(self.plan.starts or self.imported, self.imported)

    @property
    def id(self) -> str:
        """`plan@version`, its document id."""
        return stored_plan_id(self.plan)


def stored_plan_id(plan: Plan) -> str:
    """The document id under which the record keeps `plan`: `plan@version`."""
    return f"{plan.id}@{plan.version}"


def in_force(plans: Iterable[StoredPlan]) -> StoredPlan | None:
    """The plan that was accepted last, or None where there is none yet."""
    return max(plans, key=lambda stored: (stored.turn, stored.id), default=None)


def last_said(plans: Iterable[StoredPlan], plan: Id) -> Plan | None:
    """What was taken over of that version of `plan` that was accepted last, or None where none was."""
    last = in_force(each for each in plans if each.plan.id == plan)
    return last.said if last is not None else None
