"""The coming weeks of a routine, if it is used as planned: what an editor shows beside a change before it is kept."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.decision import Decision
from aftercare.model.routine import Routine, Step

PREVIEW_DAYS = 28


class PreviewRow(Struct, frozen=True):
    """One step with its decision for each day of the preview: states to be, and the reasons."""

    step: Step
    days: tuple[Decision, ...]


class Preview(Struct, frozen=True):
    """A row for each step of the routine, in the routine's order, from the day `first` on."""

    first: date
    rows: tuple[PreviewRow, ...]


def preview(routine: Routine, circumstances: Circumstances, first: date, days: int = PREVIEW_DAYS) -> Preview:
    """What `routine` comes to on `days` days from `first` on. What is not answered from today on counts as done."""
    columns = [first + timedelta(days=n) for n in range(days)]
    rows = []
    for step in routine.steps.values():
        walk = StepWalk(step, routine, circumstances)
        rows.append(PreviewRow(step, tuple(walk.on(day) for day in columns)))
    return Preview(first, tuple(rows))
