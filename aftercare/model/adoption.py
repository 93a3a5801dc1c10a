"""What a plan does to a record when the client accepts it: the documents to write and the changes to show
before.

A past day keeps the routine of its own time: a step's slots and rule hold from a day on, and a step that
the plan no longer has ends the day before. What the client wrote is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from aftercare.errors import BadPlan
from aftercare.model import tables
from aftercare.model.adopting import Adopting, Own
from aftercare.model.adopting import Adoption as Adoption
from aftercare.model.adopting import Write as Write
from aftercare.model.adoption_care import take_holds, take_intervals, take_points, take_programme
from aftercare.model.adoption_sessions import take_sessions
from aftercare.model.adoption_steps import Shelf, take_products, take_steps
from aftercare.model.face_point import FacePoint
from aftercare.model.plan import Plan, StoredPlan, in_force, last_said, stored_plan_id
from aftercare.model.plan_change import (
    ChangeKind,
    Names,
    PlanChange,
    Thing,
    plan_words,
    practitioner_words,
    step_words,
    time_words,
)
from aftercare.model.plan_choice import thing_in, with_what_needs_them
from aftercare.model.plan_hold import PlanHold
from aftercare.model.plan_moves import with_moves
from aftercare.model.procedure import Interval
from aftercare.model.product_kind import ProductKind
from aftercare.model.programme import Programme
from aftercare.model.routine import EVENING, MORNING, ByClient, Practitioner, Product, Slot, Step
from aftercare.model.session import Session
from aftercare.model.zone import NO_ZONES, Zone

_USUAL = {slot.id: slot for slot in (MORNING, EVENING)}

#: The id of the one document in the table of practitioners.
PRACTITIONER_ID = "practitioner"


class OwnThingInTheWay(BadPlan):
    """The plan gives an id to one of its things that a thing of the client's own has already."""


class Present(Struct, frozen=True):
    """What the record holds now: things by document id, and all plans ever accepted.

    Steps that ended are among them, and sessions that were set aside.
    """

    products: dict[str, Product] = {}
    slots: dict[str, Slot] = {}
    steps: dict[str, Step] = {}
    sessions: dict[str, Session] = {}
    plans: tuple[StoredPlan, ...] = ()
    practitioner: Practitioner | None = None
    programme: Programme | None = None
    holds: dict[str, PlanHold] = {}
    points: dict[str, FacePoint] = {}
    intervals: dict[str, Interval] = {}


def adopt(
    plan: Plan,
    present: Present,
    kinds: Mapping[str, ProductKind],
    on: date,
    zones: Mapping[str, Zone] = NO_ZONES,
) -> Adoption:
    """What it takes to put `plan` in force on the local date `on`, or from its own start where that is later.

    `kinds` gives a step without an order of its own the layering rank of its product's kind, `zones` tell how the
    places of the face are called.

    Raises BadPlan where the version is older than the one in force or was accepted before with another
    content, and OwnThingInTheWay where an id of the plan names a rest or a point of the client's own. A product or a
    step of theirs with an id of the plan stays unless they say otherwise, and so does what needs the plan's.
    """
    effective = max(plan.starts or on, on)
    current = in_force(present.plans)
    _refuse_version(plan, present, current)
    if current is not None and current.plan == plan and not current.left:
        return Adoption(effective, own=_own_steps(present, on))
    _refuse_own_things(plan, present)
    before = current.said if current else None
    adoption = Adopting(effective)
    said = {each.plan.id: last_said(present.plans, each.plan.id) for each in present.plans}
    _plan(adoption, plan, current, on)
    _practitioner(adoption, plan.practitioner, before, present)
    _slots(adoption, plan, before, present)
    take_programme(adoption, plan, present.programme)
    take_products(adoption, plan, before, present.products, said)
    shelf = Shelf(present.slots, present.products, present.steps, kinds, said, zones)
    take_steps(adoption, plan, current, shelf, on)
    take_holds(adoption, plan, before, present.holds, on)
    take_intervals(adoption, plan, before, present.intervals, on)
    take_points(adoption, plan, before, present.points, zones)
    take_sessions(adoption, plan, present.plans, present.sessions, on)
    changes = _with_moves(adoption, plan, present, zones)
    adopted = Adoption(effective, tuple(adoption.writes), changes, before, own=_own_steps(present, on))
    return replace(adopted, left=with_what_needs_them(adopted, _left(changes, plan, current)))


def _with_moves(adopting: Adopting, plan: Plan, present: Present, zones: Mapping[str, Zone]) -> tuple[PlanChange, ...]:
    slots = _USUAL | present.slots | {slot.id: slot for slot in plan.slots}
    products = present.products | {product.id: product for product in plan.products}
    after = {each.id: each.document for each in adopting.writes if isinstance(each.document, Step)}
    names = Names.of(slots.values(), products.values(), (*present.steps.values(), *plan.steps), zones)
    return with_moves(adopting.changes, plan, present.steps, after, partial(step_words, names=names))


def _own_steps(present: Present, on: date) -> tuple[str, ...]:
    own = (each for each in present.steps.values() if isinstance(each.origin, ByClient))
    return tuple(each.name for each in own if each.ends is None or each.ends >= on)


def _left(changes: tuple[PlanChange, ...], plan: Plan, current: StoredPlan | None) -> frozenset[str]:
    """What is left unless somebody says otherwise: the client's own stays, and so does what they left before."""
    left = {each.key for each in changes if each.kind is ChangeKind.CONFLICT}
    if current is not None and current.plan.id == plan.id:
        left |= {each.key for each in changes if each.key in current.left and _same(each, plan, current.plan)}
    return frozenset(left)


def _same(change: PlanChange, plan: Plan, before: Plan) -> bool:
    """Whether the two versions say the same of what `change` is about."""
    said, had = (thing_in(each, change.thing, change.id) for each in (plan, before))
    return bool(said == had)


def _refuse_version(plan: Plan, present: Present, current: StoredPlan | None) -> None:
    if current is not None and current.plan.id == plan.id and current.plan.version > plan.version:
        newer = current.plan.version
        raise BadPlan(
            f'This is version {plan.version} of the plan "{plan.id}", and version {newer} is in force.',
            "Ask the author for the newest version.",
        )
    same = next((stored for stored in present.plans if stored.id == stored_plan_id(plan)), None)
    if same is not None and same.plan != plan:
        raise BadPlan(
            f'Version {plan.version} of the plan "{plan.id}" was accepted before with another content.',
            f"Its author has to raise the version: write version = {plan.version + 1}",
        )


def _refuse_own_things(plan: Plan, present: Present) -> None:
    named: list[tuple[Thing, str, PlanHold | FacePoint | None]] = [
        *((Thing.HOLD, each.id, present.holds.get(each.id)) for each in plan.holds),
        *((Thing.POINT, each.id, present.points.get(each.id)) for each in plan.points),
    ]
    for thing, thing_id, own in named:
        if own is not None and isinstance(own.origin, ByClient):
            raise OwnThingInTheWay(
                f'The plan calls a {thing} "{thing_id}", and you have a {thing} of your own under that id.',
                f'Ask its author to call the plan\'s otherwise, such as id = "{thing_id}-2", and send the file again. '
                "Until then nothing changes.",
            )


def _plan(adopting: Adopting, plan: Plan, current: StoredPlan | None, on: date) -> None:
    turn = current.turn + 1 if current else 1
    adopting.write(tables.PLANS, stored_plan_id(plan), StoredPlan(plan, on, turn))
    if current is None or current.plan.id != plan.id:
        if current is not None:
            adopting.tell(ChangeKind.ENDED, Thing.PLAN, current.plan.id, current.plan.title)
        adopting.tell(ChangeKind.ADDED, Thing.PLAN, plan.id, plan.title)
        return
    if current.plan == plan:
        # in force, and some of it was left: that alone is told
        return
    adopting.tell(ChangeKind.CHANGED, Thing.PLAN, plan.id, plan.title, plan_words(current.plan), plan_words(plan))


def _practitioner(adopting: Adopting, stated: Practitioner, before: Plan | None, present: Present) -> None:
    existing = present.practitioner
    # What the plan says as it did before leaves alone what the client corrected since.
    if existing == stated or (existing is not None and before is not None and before.practitioner == stated):
        return
    adopting.write(tables.PRACTITIONER, PRACTITIONER_ID, stated)
    if existing is None:
        adopting.tell(ChangeKind.ADDED, Thing.PRACTITIONER, PRACTITIONER_ID, stated.name)
    else:
        words = practitioner_words(existing), practitioner_words(stated)
        adopting.tell(ChangeKind.CHANGED, Thing.PRACTITIONER, PRACTITIONER_ID, stated.name, *words)


def _slots(adopting: Adopting, plan: Plan, before: Plan | None, present: Present) -> None:
    stated = {slot.id: slot for slot in plan.slots}
    stated_before = {slot.id: slot for slot in before.slots} if before else {}
    used = {slot for step in plan.steps for slot in step.slots}
    for default in (MORNING, EVENING):
        if default.id in used and default.id not in stated and default.id not in present.slots:
            stated[default.id] = default
    for slot in stated.values():
        existing = present.slots.get(slot.id)
        if existing is None:
            adopting.write(tables.SLOTS, slot.id, slot)
            adopting.tell(ChangeKind.ADDED, Thing.SLOT, slot.id, f"{slot.name} {time_words(slot.at)}")
        elif existing.at != slot.at and stated_before.get(slot.id) != slot:
            usual = stated_before.get(slot.id) or _USUAL.get(slot.id)
            own = usual is not None and existing.at != usual.at
            adopting.write(
                tables.SLOTS, slot.id, existing.at_from(adopting.effective, slot.at), Own(None) if own else None
            )
            times = {"time": time_words(existing.at)}, {"time": time_words(slot.at)}
            kind = ChangeKind.CONFLICT if own else ChangeKind.CHANGED
            adopting.tell(kind, Thing.SLOT, slot.id, existing.name, *times)
