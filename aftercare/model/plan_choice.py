"""Taking over some of a plan: each line is accepted or left, and what is left stands as it did before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model import tables
from aftercare.model.adopting import Adoption, Write
from aftercare.model.plan import Plan, StoredPlan
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing
from aftercare.model.routine import Step

#: The table in which the things of a kind are, by the table's name.
THING_OF_TABLE = {
    tables.PLANS: Thing.PLAN,
    tables.PRACTITIONER: Thing.PRACTITIONER,
    tables.SLOTS: Thing.SLOT,
    tables.PRODUCTS: Thing.PRODUCT,
    tables.STEPS: Thing.STEP,
    tables.SESSIONS: Thing.SESSION,
    tables.PROGRAMME: Thing.PROGRAMME,
    tables.HOLDS: Thing.HOLD,
    tables.INTERVALS: Thing.INTERVAL,
    tables.POINTS: Thing.POINT,
}
#: Where a plan has the things of a kind.
_FIELDS = {
    Thing.SLOT: "slots",
    Thing.PRODUCT: "products",
    Thing.STEP: "steps",
    Thing.SESSION: "sessions",
    Thing.HOLD: "holds",
    Thing.INTERVAL: "intervals",
    Thing.POINT: "points",
}


class Chosen(Struct, frozen=True):
    """What of an adoption is written, and which lines are left. `writes` is empty where all of them are.

    A plan of which nothing is left but conflicts is in force, with the client's own in each of them.
    """

    writes: tuple[Write, ...]
    left: tuple[PlanChange, ...]


def choosable(adoption: Adoption) -> tuple[PlanChange, ...]:
    """The lines that can be accepted or left."""
    return tuple(each for each in adoption.changes if each.choosable)


def thing_in(plan: Plan, thing: Thing, thing_id: str) -> Any:
    """What `plan` says of a thing, apart from its version; None where it says nothing."""
    if thing is Thing.PRACTITIONER:
        return plan.practitioner
    if thing is Thing.PROGRAMME:
        outline = (plan.title, plan.purpose, plan.concerns, plan.advice, plan.review)
        return (*outline, plan.course, plan.preparations)
    named = thing_id.partition("@")[0]
    found = next((each for each in getattr(plan, _FIELDS[thing], ()) if each.id == named), None)
    return {name: getattr(found, name) for name in found.__struct_fields__ if name != "origin"} if found else None


def gone_from(plan: Plan, line: PlanChange) -> bool:
    """Whether the line is of a step that the plan no longer has, or has under another id."""
    return line.thing is Thing.STEP and thing_in(plan, line.thing, line.moved_from or line.id) is None


def needed_by(adoption: Adoption) -> dict[str, frozenset[str]]:
    """The lines without which a line cannot be accepted: a new product and a new slot for the step that has it, the
    plan's product where the client's own has its id, and for what the client had changed the rest of the same thing.
    """
    keys = {each.key for each in choosable(adoption)}
    needed = {each.key: set[str]() for each in choosable(adoption)}
    brought = {
        f"{each.thing.value}:{each.id}": each.key
        for each in choosable(adoption)
        if each.kind is ChangeKind.ADDED or each.own_id
    }
    for each in choosable(adoption):
        beside = f"{each.thing.value}:{each.id}"
        if each.kind is ChangeKind.CONFLICT and beside in keys:
            needed[each.key].add(beside)
    for write in adoption.writes:
        step = write.document
        if isinstance(step, Step):
            things = [f"{Thing.SLOT.value}:{slot}" for terms in step.terms for slot in terms.slots]
            things += [f"{Thing.PRODUCT.value}:{step.product}"] if step.product else []
            for key in (f"{Thing.STEP.value}:{step.id}", f"{ChangeKind.CONFLICT.value}:{Thing.STEP.value}:{step.id}"):
                if key in needed:
                    needed[key] |= {brought[each] for each in things if each in brought}
    return {key: frozenset(each) for key, each in needed.items()}


def with_what_needs_them(adoption: Adoption, left: Iterable[str]) -> frozenset[str]:
    """The lines that are left where these are: what cannot be accepted without them is left too."""
    found, needs = set(left), needed_by(adoption)
    while more := {key for key, needed in needs.items() if key not in found and needed & found}:
        found |= more
    return frozenset(found)


def with_what_they_need(adoption: Adoption, accepted: Iterable[str]) -> frozenset[str]:
    """The lines that are accepted where these are."""
    found, needs = set(accepted), needed_by(adoption)
    while more := {need for key in found for need in needs.get(key, ())} - found:
        found |= more
    return frozenset(found)


def choose(adoption: Adoption, left: Iterable[str]) -> Chosen:
    """What is written of `adoption` where the lines `left` are left, and what needs them."""
    keys = with_what_needs_them(adoption, left)
    lines = choosable(adoption)
    gone = tuple(each for each in lines if each.key in keys)
    # what is nothing but conflicts is taken over with the client's own in all of them
    if len(gone) == len(lines) and any(each.kind is not ChangeKind.CONFLICT for each in lines):
        return Chosen((), gone)
    moved = {f"{each.thing.value}:{of}" for each in gone if each.moved_from for of in (each.id, each.moved_from)}
    writes = tuple(filter(None, (_chosen(write, keys | moved) for write in adoption.writes)))
    return Chosen(tuple(_marked(each, adoption, gone) for each in writes), gone)


def _chosen(write: Write, left: frozenset[str]) -> Write | None:
    key = f"{THING_OF_TABLE[write.table].value}:{write.id}"
    if key in left:
        return None
    if write.own is not None and f"{ChangeKind.CONFLICT.value}:{key}" in left:
        return replace(write, document=write.own.document) if write.own.document is not None else None
    return write


def _marked(write: Write, adoption: Adoption, left: tuple[PlanChange, ...]) -> Write:
    stored = write.document
    if not left or not isinstance(stored, StoredPlan):
        return write
    return replace(
        write,
        document=replace(stored, taken=_taken(stored.plan, adoption.base, left), left=tuple(each.key for each in left)),
    )


def _taken(plan: Plan, base: Plan | None, left: tuple[PlanChange, ...]) -> Plan:
    """`plan`, with what was left as `base` had it. Of a conflict the plan has said its word: the client's own stays.

    Of what it no longer has it said none, and the next version is to know it as what it was.
    """
    taken = plan
    whole = [each for each in left if each.kind is not ChangeKind.CONFLICT or each.own_id or gone_from(plan, each)]
    for thing, field in _FIELDS.items():
        ids = {of.partition("@")[0] for each in whole if each.thing is thing for of in (each.id, each.moved_from) if of}
        if ids:
            said = [each for each in getattr(plan, field) if each.id not in ids]
            said += [each for each in getattr(base, field, ()) if each.id in ids]
            taken = replace(taken, **{field: tuple(said)})
    if base is not None and any(each.thing is Thing.PRACTITIONER for each in whole):
        taken = replace(taken, practitioner=base.practitioner)
    return taken
