"""What a plan does to a record when the client accepts it: the documents to write and the changes to show
before.

A past day keeps the routine of its own time: a step's slots and rule hold from a day on, and a step that
the plan no longer has ends the day before. What the client wrote is never touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.errors import BadPlan
from aftercare.model import tables
from aftercare.model.keeping import with_measures, with_product
from aftercare.model.plan import Plan, PlanStep, StoredPlan, in_force, stored_plan_id
from aftercare.model.plan_change import (
    ChangeKind,
    PlanChange,
    Thing,
    day_words,
    differing,
    plan_words,
    practitioner_words,
    product_words,
    session_name,
    session_words,
    step_words,
    time_words,
)
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import (
    EVENING,
    MORNING,
    ByClient,
    FromPlan,
    Practitioner,
    Product,
    Slot,
    Step,
    Terms,
)
from aftercare.model.session import Attendance, Session

#: The id of the one document in the table of practitioners.
PRACTITIONER_ID = "practitioner"


class OwnThingInTheWay(BadPlan):
    """The plan gives an id to one of its things that a thing of the client's own has already."""


class Present(Struct, frozen=True):
    """What the record holds now: things by document id, ended steps among them, and all plans ever accepted."""

    products: dict[str, Product] = {}
    slots: dict[str, Slot] = {}
    steps: dict[str, Step] = {}
    sessions: dict[str, Session] = {}
    plans: tuple[StoredPlan, ...] = ()
    practitioner: Practitioner | None = None


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


def adopt(plan: Plan, present: Present, kinds: Mapping[str, ProductKind], on: date) -> Adoption:
    """What it takes to put `plan` in force on the local date `on`, or from its own start where that is later.

    `kinds` gives a step without an order of its own the layering rank of its product's kind.

    Raises BadPlan where the version is older than the one in force or was accepted before with another
    content, and OwnThingInTheWay where an id of the plan names a thing of the client's own.
    """
    effective = max(plan.starts or on, on)
    current = in_force(present.plans)
    _refuse_version(plan, present, current)
    if current is not None and current.plan == plan:
        return Adoption(effective)
    _refuse_own_things(plan, present)
    before = current.plan if current else None
    adoption = _Adopting(effective)
    _plan(adoption, plan, current, on)
    _practitioner(adoption, plan.practitioner, before, present)
    _slots(adoption, plan, before, present)
    _products(adoption, plan, present)
    _steps(adoption, plan, before, present, kinds, on)
    _sessions(adoption, _as_client_has_them(plan, before, present), present, on)
    return Adoption(effective, tuple(adoption.writes), tuple(adoption.changes))


class _Adopting:
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
    named: list[tuple[Thing, str, Product | Step | Session | None]] = [
        *((Thing.PRODUCT, each.id, present.products.get(each.id)) for each in plan.products),
        *((Thing.STEP, each.id, present.steps.get(each.id)) for each in plan.steps),
        *((Thing.SESSION, each.id, present.sessions.get(each.id)) for each in plan.sessions),
    ]
    for thing, thing_id, own in named:
        if own is not None and isinstance(own.origin, ByClient):
            raise OwnThingInTheWay(
                f'The plan has a {thing} with the id "{thing_id}", and a {thing} of the client\'s own has it too.',
                f"Ask the author to give the plan's {thing} another id.",
            )


def _plan(adopting: _Adopting, plan: Plan, current: StoredPlan | None, on: date) -> None:
    turn = current.turn + 1 if current else 1
    adopting.write(tables.PLANS, stored_plan_id(plan), StoredPlan(plan, on, turn))
    if current is None or current.plan.id != plan.id:
        if current is not None:
            adopting.tell(ChangeKind.ENDED, Thing.PLAN, current.plan.id, current.plan.title)
        adopting.tell(ChangeKind.ADDED, Thing.PLAN, plan.id, plan.title)
        return
    adopting.tell(ChangeKind.CHANGED, Thing.PLAN, plan.id, plan.title, plan_words(current.plan), plan_words(plan))


def _practitioner(adopting: _Adopting, stated: Practitioner, before: Plan | None, present: Present) -> None:
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


def _slots(adopting: _Adopting, plan: Plan, before: Plan | None, present: Present) -> None:
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
            adopting.write(tables.SLOTS, slot.id, replace(existing, at=slot.at))
            times = {"time": time_words(existing.at)}, {"time": time_words(slot.at)}
            adopting.tell(ChangeKind.CHANGED, Thing.SLOT, slot.id, existing.name, *times)


def _products(adopting: _Adopting, plan: Plan, present: Present) -> None:
    for product in plan.products:
        existing = present.products.get(product.id)
        if existing is not None:
            product = with_measures(product, existing)
        if existing is None:
            adopting.write(tables.PRODUCTS, product.id, product)
            adopting.tell(ChangeKind.ADDED, Thing.PRODUCT, product.id, product.name)
        elif _differ(existing, product):
            adopting.write(tables.PRODUCTS, product.id, product)
            words = product_words(existing), product_words(product)
            adopting.tell(ChangeKind.CHANGED, Thing.PRODUCT, product.id, product.name, *words)


def _steps(
    adopting: _Adopting,
    plan: Plan,
    before: Plan | None,
    present: Present,
    kinds: Mapping[str, ProductKind],
    on: date,
) -> None:
    stated_before = {step.id: step for step in before.steps} if before else {}
    slots = {slot.id: slot for slot in (MORNING, EVENING)} | present.slots | {slot.id: slot for slot in plan.slots}
    products = present.products | {product.id: product for product in plan.products}
    for stated in plan.steps:
        existing = present.steps.get(stated.id)
        product = products.get(stated.product) if stated.product else None
        rank = kinds[product.kind].rank if product and product.kind in kinds else 0
        order = rank if stated.order is None else stated.order
        step = _step(stated, order, existing, FromPlan(plan.id, plan.version), adopting.effective)
        if existing is not None:
            step = with_product(step, existing, stated, stated_before.get(stated.id), adopting.effective)
        if existing is None:
            adopting.write(tables.STEPS, step.id, step)
            adopting.tell(ChangeKind.ADDED, Thing.STEP, step.id, step.name)
        elif _differ(existing, step):
            adopting.write(tables.STEPS, step.id, step)
            words = step_words(existing, slots, products), step_words(step, slots, products)
            adopting.tell(ChangeKind.CHANGED, Thing.STEP, step.id, step.name, *words)
    named = {step.id for step in plan.steps}
    for existing in present.steps.values():
        if isinstance(existing.origin, FromPlan) and existing.id not in named:
            _end(adopting, existing, on)


def _step(stated: PlanStep, order: float, existing: Step | None, origin: FromPlan, effective: date) -> Step:
    """The document of a step of the plan, which keeps the terms of the days before `effective`."""
    return Step(
        id=stated.id,
        name=stated.name,
        order=order,
        terms=_terms(stated, existing, effective),
        origin=origin,
        product=stated.product,
        amount=stated.amount,
        wait=stated.wait,
        instruction=stated.instruction,
        after=stated.after,
    )


def _terms(stated: PlanStep, existing: Step | None, effective: date) -> tuple[Terms, ...]:
    begun = tuple(terms for terms in existing.terms if terms.since <= effective) if existing else ()
    if begun:
        last = begun[-1]
        ended = last.until is not None and last.until < effective - timedelta(days=1)
        if not ended and last.rule == stated.rule and set(last.slots) == set(stated.slots):
            return (*begun[:-1], replace(last, until=None))
    past = tuple(terms for terms in begun if terms.since < effective)
    return (*past, Terms(effective, stated.slots, stated.rule))


def _end(adopting: _Adopting, step: Step, on: date) -> None:
    """Ends a step of an earlier plan, or removes it where its first day has not come."""
    last_day = adopting.effective - timedelta(days=1)
    if step.ends is not None and step.ends <= last_day:
        return
    not_begun = step.terms[0].since > on and step.terms[0].since >= adopting.effective
    adopting.write(tables.STEPS, step.id, None if not_begun else _ended(step, last_day))
    words = (
        {"last day": day_words(step.ends)},
        {"last day": "before it began" if not_begun else day_words(last_day)},
    )
    adopting.tell(ChangeKind.ENDED, Thing.STEP, step.id, step.name, *words)


def _ended(step: Step, last_day: date) -> Step:
    begun = [terms for terms in step.terms if terms.since <= last_day] or [step.terms[0]]
    return replace(step, terms=(*begun[:-1], replace(begun[-1], until=last_day)))


def _sessions(adopting: _Adopting, plan: Plan, present: Present, on: date) -> None:
    for session in plan.sessions:
        existing = present.sessions.get(session.id)
        if existing is None:
            adopting.write(tables.SESSIONS, session.id, session)
            adopting.tell(ChangeKind.ADDED, Thing.SESSION, session.id, session_name(session))
        elif existing.at.date() < on:
            words = session_words(existing), session_words(session)
            if words[0] != words[1]:
                adopting.tell(ChangeKind.KEPT, Thing.SESSION, session.id, session_name(existing), *words)
        elif _differ(existing, session):
            adopting.write(tables.SESSIONS, session.id, session)
            words = session_words(existing), session_words(session)
            adopting.tell(ChangeKind.CHANGED, Thing.SESSION, session.id, session_name(session), *words)
    named = {session.id for session in plan.sessions}
    for existing in present.sessions.values():
        # One of today may just have taken place, and a plan written after it no longer names it.
        if isinstance(existing.origin, FromPlan) and existing.id not in named and existing.at.date() > on:
            adopting.write(tables.SESSIONS, existing.id, None)
            adopting.tell(ChangeKind.ENDED, Thing.SESSION, existing.id, session_name(existing))


def _as_client_has_them(plan: Plan, before: Plan | None, present: Present) -> Plan:
    """`plan` with its sessions as the client keeps them: moved, cancelled or held, where it says the same as before.

    That a session took place stays in any case.
    """
    said = {session.id: session.at for session in before.sessions} if before else {}
    kept = []
    for stated in plan.sessions:
        own = present.sessions.get(stated.id)
        if own is None:
            kept.append(stated)
        elif said.get(stated.id, own.planned_at or own.at) == stated.at:
            kept.append(replace(stated, at=own.at, planned_at=own.planned_at, attendance=own.attendance))
        elif own.attendance is Attendance.TOOK_PLACE:
            kept.append(replace(stated, attendance=own.attendance))
        else:
            kept.append(stated)
    return replace(plan, sessions=tuple(kept))


def _differ(existing: Product | Step | Session, stated: Product | Step | Session) -> bool:
    """Whether the document really changes; a newer version of the same plan that says the same is no change."""
    had, has = existing.origin, stated.origin
    if isinstance(had, FromPlan) and isinstance(has, FromPlan) and had.plan == has.plan:
        return existing != replace(stated, origin=had)
    return existing != stated
