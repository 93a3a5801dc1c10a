"""Beginning an active slowly: a ready-made plan on a step, and one phase back when it stings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.editing import rescheduled
from aftercare.model.ingredient import IngredientClass
from aftercare.model.ingredient_row import IngredientRow, families
from aftercare.model.routine import Id, Routine, Step
from aftercare.model.rules import Phases
from aftercare.model.titration_plan import TitrationPart, TitrationPlan, rule_beginning


def part_for(
    plan: TitrationPlan, name: str, rows: Iterable[IngredientRow], classes: Mapping[Id, IngredientClass]
) -> TitrationPart:
    """The part of `plan` that is for a product with these ingredients; the only part where none are known.

    Raises BadInput where the plan is for something else, or nobody can tell which part is meant.
    """
    held = {each for row in rows for each in families(row, classes)}
    fitting = [each for each in plan.parts if held & set(each.ingredient_classes)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and not held and len(plan.parts) == 1:
        return plan.parts[0]
    wanted = ", ".join(dict.fromkeys(classes[name].label for part in plan.parts for name in part.ingredient_classes))
    if fitting:
        raise BadInput(f"“{name}” holds what several parts of this plan are for.", "Ask your therapist which one.")
    raise BadInput(
        f"“{plan.label}” is for {wanted}; no ingredient of “{name}” is known as one.",
        "Write its ingredients on the shelf, or choose another plan.",
    )


def begun_slowly(step: Step, part: TitrationPart, routine: Routine, today: date) -> Step:
    """`step` by the schedule of `part`, whose first day is today, or its own where that is to come."""
    terms = step.terms_on(today) or step.terms[-1]
    begins = max(today, terms.since)
    slots = (part.slot,) if part.slot in routine.slots else terms.slots
    return rescheduled(step, slots, rule_beginning(part.schedule, begins), today)


def gone_back(step: Step, today: date, on: date) -> Step | None:
    """`step` one phase lower from the day `on`; None where it has no phases today, or ends by then."""
    terms = step.terms_on(today)
    if terms is None or not isinstance(terms.rule, Phases) or step.terms_on(on) is not terms:
        return None
    lower = replace(terms, rule=replace(terms.rule, step_downs=(*terms.rule.step_downs, on)))
    return replace(step, terms=tuple(lower if each is terms else each for each in step.terms))
