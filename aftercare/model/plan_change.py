"""What accepting a plan would change, in the words that a person is shown before they accept it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from enum import StrEnum

from msgspec import Struct

from aftercare.model.ingredient import ingredient_words, ingredients_of
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.routine import (
    FromPlan,
    Origin,
    Practitioner,
    Product,
    Slot,
    Step,
)
from aftercare.model.rule_words import course_words as course_words
from aftercare.model.rule_words import day_words as day_words
from aftercare.model.rule_words import rule_words as rule_words
from aftercare.model.session import Session

_NOTHING = "–"


class ChangeKind(StrEnum):
    """What happens to a thing."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    """A step has another id, and is the same one in another place: the old one ends and the new one comes."""
    ENDED = "ended"
    KEPT = "kept"
    """The plan says otherwise, and the record keeps its own: the thing is past."""
    CONFLICT = "conflict"
    """The client had changed it, and the plan now says otherwise: before is the client's own, after the plan's."""


class Thing(StrEnum):
    """What kind of thing it happens to."""

    PLAN = "plan"
    PRACTITIONER = "practitioner"
    SLOT = "slot"
    PRODUCT = "product"
    STEP = "step"
    SESSION = "session"
    PROGRAMME = "programme"
    HOLD = "hold"
    INTERVAL = "interval"
    POINT = "point"


class FieldChange(Struct, frozen=True):
    """One field of a thing, before and after, in plain words."""

    field: str
    before: str
    after: str


class PlanChange(Struct, frozen=True):
    """One thing that the plan adds, changes or ends; `fields` holds only what differs.

    `moved_from` is the id that a step had before it was moved, where the plan gave it another one. `own_id` says that a
    thing of the client's own has the id that the plan gives to one of its own.
    """

    kind: ChangeKind
    thing: Thing
    id: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    moved_from: str = ""
    own_id: bool = False

    @property
    def key(self) -> str:
        """What names the line, such as "step:cleanse" or "conflict:step:cleanse"."""
        of = f"{self.thing.value}:{self.id}"
        return f"{self.kind.value}:{of}" if self.kind is ChangeKind.CONFLICT else of

    @property
    def choosable(self) -> bool:
        """Whether it can be accepted or left. The plan goes with any of its lines, and what is past is as it was."""
        return self.thing is not Thing.PLAN and self.kind is not ChangeKind.KEPT


def differing(before: dict[str, str], after: dict[str, str]) -> tuple[FieldChange, ...]:
    """The fields of `after` whose words are not those of `before`."""
    return tuple(
        FieldChange(field, before[field] or _NOTHING, words or _NOTHING)
        for field, words in after.items()
        if words != before[field]
    )


def time_words(at: time) -> str:
    """Such as "07:30"."""
    return at.isoformat("seconds") if at.second else at.isoformat("minutes")


def appointment_words(at: datetime) -> str:
    """Such as "Thu 26 Nov 2026, 17:30"."""
    return f"{day_words(at.date())}, {time_words(at.time())}"


def wait_words(seconds: int) -> str:
    """Such as "1 min 30 s"; "no wait" for none."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if number]
    return " ".join(parts) or "no wait"


def plan_words(plan: Plan) -> dict[str, str]:
    """The fields of a plan as a person reads them."""
    return {"version": str(plan.version), "title": plan.title, "starts": day_words(plan.starts)}


def practitioner_words(one: Practitioner) -> dict[str, str]:
    """The fields of a practitioner as a person reads them."""
    return {
        "name": one.name,
        "practice": one.practice,
        "phone": one.phone,
        "email": one.email,
        "website": one.website,
        "address": one.address,
        "hours": one.hours,
    }


def product_words(product: Product) -> dict[str, str]:
    """The fields of a product as a person reads them."""
    return {
        "plan": _plan_of(product.origin),
        "name": product.name,
        "kind": product.kind,
        "ingredients": ", ".join(map(ingredient_words, ingredients_of(product))),
        "prescribed": "yes" if product.prescribed else "no",
        "amount": product.amount,
        "months after opening": str(product.pao or ""),
        "a full pack": f"{product.size:g} ml or g" if product.size else "",
    }


class Names(Struct, frozen=True):
    """How slots, products and steps are called, by their ids. What is not among them is called by its id.

    Steps that are called alike have their ids behind their names.
    """

    slots: Mapping[str, str] = {}
    products: Mapping[str, str] = {}
    steps: Mapping[str, str] = {}

    @classmethod
    def of(
        cls, slots: Iterable[Slot], products: Iterable[Product] = (), steps: Iterable[Step | PlanStep] = ()
    ) -> Names:
        """Of two with one id the later one counts."""
        of_slots, of_products, of_steps = (
            {each.id: each.name for each in things} for things in (slots, products, steps)
        )
        alike = Counter(of_steps.values())
        told = {step: f"{name} ({step})" if alike[name] > 1 else name for step, name in of_steps.items()}
        return cls(of_slots, of_products, told)


def step_words(step: Step, names: Names) -> dict[str, str]:
    """The fields of a step as a person reads them, by its newest terms."""
    terms = step.terms[-1]
    product = step.product or ""
    return {
        "plan": _plan_of(step.origin),
        "name": step.name,
        "days": rule_words(terms.rule),
        "course": course_words(terms.course),
        "slots": ", ".join(sorted(names.slots.get(slot, slot) for slot in terms.slots)),
        "holds from": day_words(terms.since),
        "last day": day_words(step.ends),
        "product": names.products.get(product, product),
        "amount": step.amount,
        "wait": wait_words(step.wait),
        "instruction": step.instruction,
        "order": f"{step.order:g}",
        "after": ", ".join(names.steps.get(each, each) for each in step.after),
        "essential": "yes" if step.essential else "no",
        "zones": ", ".join(step.zones),
        "activity": step.activity.value if step.activity else "",
    }


def session_words(session: Session) -> dict[str, str]:
    """The fields of a session as a person reads them."""
    return {
        "plan": _plan_of(session.origin),
        "time": appointment_words(session.at),
        "kind": session.kind,
        "attendance": session.attendance.value,
        "lasts": f"{session.minutes} min",
    }


def session_name(session: Session) -> str:
    """Such as "facial needles, Thu 26 Nov 2026, 17:30"."""
    return f"{session.kind}, {appointment_words(session.at)}"


def _plan_of(origin: Origin) -> str:
    return origin.plan if isinstance(origin, FromPlan) else ""
