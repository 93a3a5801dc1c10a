"""The products and steps of a plan that the client accepts: all of it holds from a day on, the past keeps its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model import tables
from aftercare.model.adopting import Adopting, Own, disputed, keeping
from aftercare.model.former import names_of
from aftercare.model.plan import Plan, PlanStep, StoredPlan
from aftercare.model.plan_change import ChangeKind, Names, Thing, day_words, product_words, step_words
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import EVENING, MORNING, WAY, FormerProduct, FromPlan, Product, Slot, Step, Terms

_OF_PRODUCT = tuple(each for each in Product.__struct_fields__ if each not in ("id", "origin", "former"))


class Shelf(Struct, frozen=True):
    """What the record has of slots, products and steps, and the kinds that give a product its layering rank.

    `said` is what of each plan was taken over last.
    """

    slots: dict[str, Slot]
    products: dict[str, Product]
    steps: dict[str, Step]
    kinds: Mapping[str, ProductKind]
    said: Mapping[str, Plan | None] = {}


def take_products(
    adopting: Adopting,
    plan: Plan,
    before: Plan | None,
    present: Mapping[str, Product],
    said: Mapping[str, Plan | None],
) -> None:
    """Writes the products that are new or differ. One that is no longer named stays on the shelf."""
    stated_before = {each.id: each for each in before.products} if before and before.id == plan.id else {}
    for stated in plan.products:
        existing = present.get(stated.id)
        if existing is None:
            adopting.write(tables.PRODUCTS, stated.id, stated)
            adopting.tell(ChangeKind.ADDED, Thing.PRODUCT, stated.id, stated.name)
            continue
        taken = keeping(existing, stated, stated_before.get(stated.id))
        earlier = _last(existing, said)
        was = next((each for each in earlier.products if each.id == stated.id), None) if earlier else None
        mine = disputed(existing, taken, was, _OF_PRODUCT)
        product, own = (_dated(each, existing, adopting.effective) for each in (taken, replace(taken, **mine)))
        adopting.change(tables.PRODUCTS, Thing.PRODUCT, lambda one: one.name, product_words, existing, product, own)


def _last(existing: Product | Step, said: Mapping[str, Plan | None]) -> Plan | None:
    """What the plan that brought `existing` said last."""
    return said.get(existing.origin.plan) if isinstance(existing.origin, FromPlan) else None


def _dated(stated: Product, existing: Product, effective: date) -> Product:
    """`stated` from `effective` on; what the client read off the pack stays where the plan says nothing of it."""
    said = {name: getattr(stated, name) for name in names_of(FormerProduct)}
    return replace(
        existing.changed_from(effective, **said),
        origin=stated.origin,
        pao=stated.pao if stated.pao is not None else existing.pao,
        size=stated.size if stated.size is not None else existing.size,
        dose=stated.dose if stated.dose is not None else existing.dose,
        size_unit=stated.size_unit if stated.size is not None else existing.size_unit,
        dose_unit=stated.dose_unit if stated.dose is not None else existing.dose_unit,
    )


def take_steps(adopting: Adopting, plan: Plan, current: StoredPlan | None, shelf: Shelf, on: date) -> None:
    """Writes the steps that are new or differ, and ends those that the plan no longer has."""
    slots = {slot.id: slot for slot in (MORNING, EVENING)} | shelf.slots | {slot.id: slot for slot in plan.slots}
    products = shelf.products | {product.id: product for product in plan.products}
    names = Names.of(slots.values(), products.values(), (*shelf.steps.values(), *plan.steps))
    before = current.said if current is not None and current.plan.id == plan.id else None
    stated_before = {each.id: each for each in before.steps} if before else {}
    begun = current is None or current.holds_from <= adopting.effective
    origin = FromPlan(plan.id, plan.version)

    products_before = {each.id: each for each in before.products} if before else {}

    def order_of(stated: PlanStep, products: Mapping[str, Product] = products) -> float:
        product = products.get(stated.product) if stated.product else None
        rank = shelf.kinds[product.kind].rank if product and product.kind in shelf.kinds else 0
        return rank if stated.order is None else stated.order

    def said_by(last: Plan, was: PlanStep) -> Step:
        known = shelf.products | {each.id: each for each in last.products}
        return _step(was, order_of(was, known), None, origin, adopting.effective)

    for stated in plan.steps:
        existing = shelf.steps.get(stated.id)
        step = _step(stated, order_of(stated), existing, origin, adopting.effective)
        if existing is None:
            adopting.write(tables.STEPS, step.id, step)
            adopting.tell(ChangeKind.ADDED, Thing.STEP, step.id, step.name)
            continue
        earlier, terms, as_before = stated_before.get(stated.id), step.terms, None
        if earlier is not None:
            as_before = _step(
                earlier, order_of(earlier, shelf.products | products_before), None, origin, adopting.effective
            )
            terms = existing.terms if _stay(existing, stated, earlier, adopting.effective) else step.terms
        said = _news(step, existing, as_before, begun=begun)
        new = replace(existing.changed_from(adopting.effective, **said), terms=terms, origin=origin)
        own = new
        last = _last(existing, shelf.said)
        was = next((each for each in last.steps if each.id == stated.id), None) if last else None
        if last is not None and was is not None:
            here = current is not None and last.id == current.plan.id
            mine = _mine(existing, new, said_by(last, was))
            kept = existing.changed_from(
                adopting.effective, **{name: each for name, each in said.items() if name not in mine}
            )
            ours = existing.terms if _times_are_own(existing, was, here=here) else terms
            own = replace(kept, terms=ours, origin=origin)
        adopting.change(
            tables.STEPS,
            Thing.STEP,
            lambda one: one.name,
            partial(step_words, names=names),
            existing,
            new,
            own,
        )
    named = {step.id for step in plan.steps}
    for existing in shelf.steps.values():
        if isinstance(existing.origin, FromPlan) and existing.id not in named:
            last = _last(existing, shelf.said)
            was = next((each for each in last.steps if each.id == existing.id), None) if last else None
            own_one = False
            if last is not None and was is not None:
                here = current is not None and last.id == current.plan.id
                own_one = _changed_by_client(existing, said_by(last, was)) or _times_are_own(existing, was, here=here)
            _end(adopting, existing, on, own=own_one)


def _mine(existing: Step, new: Step, as_was: Step) -> set[str]:
    """What of the way of a step the client changed, and the plan now changes otherwise."""
    mine = set(disputed(existing, new, as_was, WAY))
    # name and layer go with what the client put in the place of a product
    return mine | {"name", "order"} if "product" in mine else mine


def _changed_by_client(existing: Step, as_was: Step) -> bool:
    """Whether the way of a step is not what the plan that brought it had said."""
    return any(getattr(existing, name) != getattr(as_was, name) for name in WAY)


def _times_are_own(existing: Step, was: PlanStep, *, here: bool) -> bool:
    """Whether the client changed when a step is due, or ended it.

    `here` says that this plan is in force: of another one nobody knows who ended its step.
    """
    last = existing.terms[-1]
    return not _same(last, was) or (here and last.until is not None)


def _news(step: Step, existing: Step, as_before: Step | None, *, begun: bool) -> dict[str, object]:
    """What the plan says anew of the way of `step`: of the rest the client's stays, with all that is to come of it.

    Where the plan's version before had not `begun`, what it said holds from the day of this one.
    """
    way = {name: getattr(step, name) for name in WAY}
    if as_before is None:
        return way
    news = {
        name: said
        for name, said in way.items()
        if said != getattr(as_before, name) or (not begun and getattr(existing, name) == getattr(as_before, name))
    }
    if "product" in news and existing.product != as_before.product:
        # name and layer went with what the client put in its place
        news |= {"name": step.name, "order": step.order}
    return news


def _stay(existing: Step, stated: PlanStep, earlier: PlanStep, effective: date) -> bool:
    """Whether the plan says nothing new about when the step is due, so that the terms in force go on."""
    last = existing.terms[-1]
    # terms to come are the client's own where the plan had said something else
    return _same(earlier, stated) and (last.since <= effective or not _same(last, earlier))


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
        essential=stated.essential,
        zones=stated.zones,
        activity=stated.activity,
    )


def _terms(stated: PlanStep, existing: Step | None, effective: date) -> tuple[Terms, ...]:
    begun = tuple(terms for terms in existing.terms if terms.since <= effective) if existing else ()
    if begun:
        last = begun[-1]
        ended = last.until is not None and last.until < effective - timedelta(days=1)
        if not ended and _same(last, stated):
            return (*begun[:-1], replace(last, until=None))
    past = tuple(terms for terms in begun if terms.since < effective)
    return (*past, Terms(effective, stated.slots, stated.rule, course=stated.course))


def _same(one: Terms | PlanStep, other: PlanStep) -> bool:
    return one.rule == other.rule and one.course == other.course and set(one.slots) == set(other.slots)


def _end(adopting: Adopting, step: Step, on: date, *, own: bool) -> None:
    """Ends a step of an earlier plan, or removes it where its first day has not come.

    `own` says that the client had changed it: then it goes on unless they say otherwise.
    """
    last_day = adopting.effective - timedelta(days=1)
    if step.ends is not None and step.ends <= last_day:
        return
    not_begun = step.terms[0].since > on and step.terms[0].since >= adopting.effective
    ended = None if not_begun else ended_after(step, last_day)
    adopting.write(tables.STEPS, step.id, ended, Own(None) if own else None)
    words = (
        {"last day": day_words(step.ends) or ("none" if own else "")},
        {"last day": "before it began" if not_begun else day_words(last_day)},
    )
    kind = ChangeKind.CONFLICT if own else ChangeKind.ENDED
    adopting.tell(kind, Thing.STEP, step.id, step.name, *words)


def ended_after(step: Step, last_day: date) -> Step:
    """The step with `last_day` as its last one."""
    begun = [terms for terms in step.terms if terms.since <= last_day] or [step.terms[0]]
    # what had ended before is not brought to life again by ending what came after it
    until = min(last_day, begun[-1].until or last_day)
    return replace(step, terms=(*begun[:-1], replace(begun[-1], until=until)))
