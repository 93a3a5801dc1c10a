"""What `plan preview` answers with --json."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.cli.json_shape import Shape
from aftercare.model.plan_days import AroundSession, PartOfDay, PlanPreview, hours_from, stages_of
from aftercare.model.routine import Step
from aftercare.model.rule_words import pattern_words
from aftercare.model.said_by import said_by_words


class DueShape(Shape, frozen=True):
    """A step that is due."""

    id: str
    name: str
    amount: str
    wait_seconds: int


class RestingShape(Shape, frozen=True):
    """A step that would be due and rests; `coming_back` says that its hold is over and it returns in stages."""

    id: str
    name: str
    until: datetime
    coming_back: bool


class PartShape(Shape, frozen=True):
    """A part of the day."""

    slot: str
    at: str
    due: tuple[DueShape, ...]
    resting: tuple[RestingShape, ...]


class PlannedDayShape(Shape, frozen=True):
    """A day; `sessions` are ids, `if_needed` the steps that are there as needed."""

    day: date
    sessions: tuple[str, ...]
    parts: tuple[PartShape, ...]
    if_needed: tuple[str, ...]


class SlowStageShape(Shape, frozen=True):
    """A stage of a step that is begun slowly, as far as it lies among the days."""

    step: str
    stage: int
    stages: int
    days: str
    first: date
    last: date


class SessionRestShape(Shape, frozen=True):
    """A step that rests after a session, for so many hours from its end, and why."""

    step: str
    hours: int
    reason: str
    note: str
    said_by: str


class SessionLeaveOutShape(Shape, frozen=True):
    """Something to leave out after a session."""

    what: str
    hours: int
    said_by: str


class AroundShape(Shape, frozen=True):
    """A session with what it asks for."""

    id: str
    kind: str
    at: datetime
    end: datetime
    rests: tuple[SessionRestShape, ...]
    leave_out: tuple[SessionLeaveOutShape, ...]
    asks: tuple[str, ...]


class PlanPreviewShape(Shape, frozen=True):
    """The days from `first` on, of a client who takes the plan over for the day `begins`."""

    plan: str
    version: int
    begins: date
    first: date
    days: tuple[PlannedDayShape, ...]
    stages: tuple[SlowStageShape, ...]
    sessions: tuple[AroundShape, ...]
    remarks: tuple[str, ...]


def plan_preview_shape(shown: PlanPreview) -> PlanPreviewShape:
    """The preview of a plan."""
    return PlanPreviewShape(
        plan=shown.plan.id,
        version=shown.plan.version,
        begins=shown.begins,
        first=shown.preview.first,
        days=tuple(
            PlannedDayShape(
                day=each.day,
                sessions=tuple(one.id for one in each.sessions),
                parts=tuple(_part(part, each.day) for part in each.parts),
                if_needed=tuple(one.id for one in each.wish),
            )
            for each in shown.days
        ),
        stages=tuple(
            SlowStageShape(
                step=each.step.id,
                stage=each.number,
                stages=each.stages,
                days=pattern_words(each.pattern),
                first=each.first,
                last=each.last,
            )
            for each in stages_of(shown.preview)
        ),
        sessions=tuple(map(_around, shown.around)),
        remarks=shown.remarks,
    )


def _part(part: PartOfDay, day: date) -> PartShape:
    return PartShape(
        slot=part.slot.id,
        at=f"{part.slot.at_on(day):%H:%M}",
        due=tuple(map(_due, part.due)),
        resting=tuple(
            RestingShape(id=each.step.id, name=each.step.name, until=each.until, coming_back=each.back)
            for each in part.resting
        ),
    )


def _due(step: Step) -> DueShape:
    return DueShape(id=step.id, name=step.name, amount=step.amount, wait_seconds=step.wait)


def _around(around: AroundSession) -> AroundShape:
    return AroundShape(
        id=around.session.id,
        kind=around.session.kind,
        at=around.session.at,
        end=around.end,
        rests=tuple(
            SessionRestShape(
                step=each.step,
                hours=hours_from(around.end, each.end),
                reason=each.reason,
                note=each.note,
                said_by=said_by_words(each.said_by),
            )
            for each in around.holds
        ),
        leave_out=tuple(
            SessionLeaveOutShape(
                what=each.label, hours=hours_from(around.end, each.until), said_by=said_by_words(each.said_by)
            )
            for each in around.leave_out
        ),
        asks=around.asks,
    )
