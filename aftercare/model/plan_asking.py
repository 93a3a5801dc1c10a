"""What is asked of the therapist once a plan came: what was left of it, and what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2s

from msgspec import Struct

from aftercare.model.plan import Plan
from aftercare.model.plan_change import ChangeKind, PlanChange, Thing
from aftercare.model.plan_choice import gone_from, thing_in
from aftercare.model.plan_question import PlanQuestion
from aftercare.model.routine import Id
from aftercare.model.words import listed


class ToAsk(Struct, frozen=True):
    """A question that a plan brings with it. `key` names its line where the plan leaves something open."""

    text: str
    step: Id | None = None
    key: str = ""

    @property
    def id(self) -> str:
        """The id of the question: the same question is asked once, whatever version of the plan brings it."""
        return f"plan-{blake2s(self.text.encode(), digest_size=8).hexdigest()}"


def asked_of_left(plan: Plan, left: Iterable[PlanChange], on: date) -> tuple[ToAsk, ...]:
    """A question for each line that was left, but for a session that is past on the day `on`: nobody plans it now."""
    return tuple(ToAsk(_of_left(plan, each), _step(each)) for each in left if not _is_past(plan, each, on))


def asked_of_open(plan: Plan, found: Iterable[PlanQuestion]) -> tuple[ToAsk, ...]:
    """A question for each thing that the plan leaves open."""
    return tuple(
        ToAsk(f"{_titled(plan)}: {': '.join(filter(None, (each.where, each.question)))}", key=f"question:{number}")
        for number, each in enumerate(found, start=1)
    )


def _of_left(plan: Plan, line: PlanChange) -> str:
    title, thing = _titled(plan), f"{line.thing.value} {listed([line.name])}"
    match line.kind:
        case ChangeKind.CONFLICT if line.own_id:
            return (
                f"{title} gives the id {listed([line.id])} to one of its own, and my own {thing} has it. I kept mine "
                "and left the plan's out. Can it have another id?"
            )
        case ChangeKind.CONFLICT if gone_from(plan, line) and not line.moved_from:
            return f"I had changed the {thing} myself, and {title} no longer has it. I kept it: shall I end it?"
        case ChangeKind.CONFLICT:
            own = ", ".join(f"{each.field} {each.before}" for each in line.fields)
            says = ", ".join(f"{each.field} {each.after}" for each in line.fields)
            return f"I had changed the {thing} myself ({own}), and {title} says {says}. I kept mine: which shall it be?"
        case ChangeKind.ADDED:
            return f"{title} has a new {thing}, and I left it out. Shall I take it up?"
        case ChangeKind.ENDED:
            return f"{title} no longer has the {thing}, and I kept it. Shall I end it?"
        case ChangeKind.MOVED:
            says = ", ".join(f"{each.field} {each.before} → {each.after}" for each in line.fields)
            return f"{title} moves the {thing} ({says}), and I left it as it was. Is that all right?"
        case _:
            says = ", ".join(f"{each.field} {each.before} → {each.after}" for each in line.fields)
            return f"{title} changes the {thing} ({says}), and I left it as it was. Is that all right?"


def _is_past(plan: Plan, line: PlanChange, on: date) -> bool:
    said = thing_in(plan, line.thing, line.id) if line.thing is Thing.SESSION else None
    return said is not None and said["at"].date() < on


def _titled(plan: Plan) -> str:
    return listed([plan.title])


def _step(line: PlanChange) -> Id | None:
    return (line.moved_from or line.id) if line.thing is Thing.STEP and line.kind is not ChangeKind.ADDED else None
