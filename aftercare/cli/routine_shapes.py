"""What `routine` answers with --json."""

from __future__ import annotations

from datetime import date, time

from aftercare.cli.json_shape import Shape
from aftercare.model.preview import Preview
from aftercare.model.preview_words import sign_of
from aftercare.model.routine import FromPlan, Slot, Step
from aftercare.model.rule_words import terms_words
from aftercare.model.titration_plan import TitrationPlan, schedule_words


class RoutineStepShape(Shape, frozen=True):
    """A step by its newest terms; `days` says in words when it is due, `plan` is null for the client's own."""

    id: str
    name: str
    slots: tuple[str, ...]
    days: str
    since: date
    until: date | None
    product: str | None
    activity: str | None
    amount: str
    wait_seconds: int
    essential: bool
    plan: str | None


class RoutineShape(Shape, frozen=True):
    """The steps in force or to come, in layering order."""

    client: str
    steps: tuple[RoutineStepShape, ...]


class EditedShape(Shape, frozen=True):
    """`what` is added, changed, moved, titrated or ended; `step` is null where it had not begun and is gone."""

    client: str
    what: str
    step: RoutineStepShape | None


class TitrationPlanShape(Shape, frozen=True):
    """A ready-made way to begin an active slowly; `parts` say what each step does, and when."""

    id: str
    label: str
    parts: tuple[str, ...]
    grade: str


class TitrationPlansShape(Shape, frozen=True):
    """The ready-made plans."""

    plans: tuple[TitrationPlanShape, ...]


class SlotShape(Shape, frozen=True):
    """A part of the day, with its newest time."""

    id: str
    name: str
    at: time


class SlotSetShape(Shape, frozen=True):
    """`routine slot`: `what` is added, changed, or kept where it was so already."""

    client: str
    what: str
    slot: SlotShape


class PreviewRowShape(Shape, frozen=True):
    """One sign a day."""

    step: str
    name: str
    days: tuple[str, ...]


class PreviewShape(Shape, frozen=True):
    """The coming days from `first` on."""

    client: str
    first: date
    rows: tuple[PreviewRowShape, ...]


_NAMES = {"·": "due", "‖": "paused", "◌": "held", "~": "if_needed", "⊘": "barred", " ": "not_due"}


def routine_step_shape(step: Step) -> RoutineStepShape:
    """A step."""
    terms = step.terms[-1]
    return RoutineStepShape(
        id=step.id,
        name=step.name,
        slots=terms.slots,
        days=terms_words(terms),
        since=step.terms[0].since,
        until=terms.until,
        product=step.product,
        activity=step.activity.value if step.activity else None,
        amount=step.amount,
        wait_seconds=step.wait,
        essential=step.essential,
        plan=step.origin.plan if isinstance(step.origin, FromPlan) else None,
    )


def titration_plan_shape(plan: TitrationPlan) -> TitrationPlanShape:
    """A ready-made plan."""
    parts = tuple(f"{each.what}: {schedule_words(each.schedule)}" for each in plan.parts)
    return TitrationPlanShape(id=plan.id, label=plan.label, parts=parts, grade=plan.grade.value)


def slot_shape(slot: Slot) -> SlotShape:
    """A part of the day."""
    return SlotShape(id=slot.id, name=slot.name, at=slot.at)


def preview_shape(preview: Preview, client: str) -> PreviewShape:
    """The coming days."""
    rows = (
        PreviewRowShape(step=row.step.id, name=row.step.name, days=tuple(_NAMES[sign_of(each)] for each in row.days))
        for row in preview.rows
    )
    return PreviewShape(client=client, first=preview.first, rows=tuple(rows))
