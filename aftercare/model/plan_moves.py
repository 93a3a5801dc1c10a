"""A step that a plan only moved: the old one ends and a new one comes, and that is one decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from aftercare.model.plan import Plan
from aftercare.model.plan_change import ChangeKind, FieldChange, PlanChange, Thing, differing
from aftercare.model.routine import Activity, FromPlan, Step
from aftercare.model.rules import AsNeeded

#: What differs in any case between a step that ends and one that comes.
_ALWAYS = frozenset({"plan", "holds from", "last day"})
#: What is done in a step: product, activity, name where there is no product, and whether it is done as needed.
_Work = tuple[str, Activity | None, str, bool]


def with_moves(
    changes: Sequence[PlanChange],
    plan: Plan,
    before: Mapping[str, Step],
    after: Mapping[str, Step],
    words: Callable[[Step], dict[str, str]],
) -> tuple[PlanChange, ...]:
    """`changes` with one line for each step of `plan` that is the same one under another id.

    It has to be plain: one step of this plan ends and one comes, with the same product, or without one the same
    activity and name, and both as needed or neither. Where more would fit, each stays a line of its own.
    """
    named = {each.id for each in plan.steps}
    gone = _alone((each, before[each.id]) for each in changes if _goes(each, plan.id, named, before))
    come = _alone((each, after[each.id]) for each in changes if _of_step(each, ChangeKind.ADDED))
    moved = {come[work].id: gone[work] for work in come.keys() & gone.keys()}
    lines = (each for each in changes if each not in moved.values())
    return tuple(
        _moved(each, moved[each.id], words(before[moved[each.id].id]), words(after[each.id]))
        if _of_step(each, ChangeKind.ADDED) and each.id in moved
        else each
        for each in lines
    )


def _alone(lines: Iterable[tuple[PlanChange, Step]]) -> dict[_Work, PlanChange]:
    """The lines by what is done in their steps, where that is done in one of them only."""
    found: dict[_Work, list[PlanChange]] = {}
    for line, step in lines:
        name = "" if step.product else step.name.casefold()
        as_needed = isinstance(step.terms[-1].rule, AsNeeded)
        found.setdefault((step.product or "", step.activity, name, as_needed), []).append(line)
    return {work: each[0] for work, each in found.items() if len(each) == 1}


def _of_step(line: PlanChange, *kinds: ChangeKind) -> bool:
    return line.thing is Thing.STEP and line.kind in kinds


def _goes(line: PlanChange, plan: str, named: set[str], before: Mapping[str, Step]) -> bool:
    """Whether the line ends a step of this plan, the client having changed it or not."""
    if not _of_step(line, ChangeKind.ENDED, ChangeKind.CONFLICT) or line.id in named:
        return False
    origin = before[line.id].origin
    return isinstance(origin, FromPlan) and origin.plan == plan


def _moved(new: PlanChange, old: PlanChange, was: dict[str, str], now: dict[str, str]) -> PlanChange:
    fields = tuple(each for each in differing(was, now) if each.field not in _ALWAYS)
    return PlanChange(
        ChangeKind.CONFLICT if old.kind is ChangeKind.CONFLICT else ChangeKind.MOVED,
        Thing.STEP,
        new.id,
        new.name,
        fields or (FieldChange("id", old.id, new.id),),
        moved_from=old.id,
    )
