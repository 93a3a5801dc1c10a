"""What `session elsewhere` answers with --json, and what `session` and `after` say of the same."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.care import Care
from aftercare.cli.json_shape import Shape
from aftercare.model.after_procedure import AfterProcedure
from aftercare.model.procedure import Procedure
from aftercare.model.procedure_words import procedure_name


class ProcedureShape(Shape, frozen=True):
    """Something had elsewhere on `day`: `what` is the kind, `name` what it is called.

    `until` is the day from which needles may go on by the therapist's interval of `days`, whose `reason` may be empty;
    `within` are the ids of the planned sessions before it. `question` is what is to be asked where no plan says it. All
    are null or empty where nothing waits and nothing is asked.
    """

    id: str
    what: str
    name: str
    day: date
    note: str
    until: date | None
    days: int | None
    reason: str
    within: tuple[str, ...]
    question: str | None


class ElsewhereShape(Shape, frozen=True):
    """`session elsewhere`: the last one first."""

    client: str
    procedures: tuple[ProcedureShape, ...]


class ElsewhereChangeShape(Shape, frozen=True):
    """`session elsewhere add` and `remove`: the `id` of which `what` is said, and the list as it is now."""

    client: str
    id: str
    what: str
    procedures: tuple[ProcedureShape, ...]


def procedure_shapes(care: Care, now: datetime) -> tuple[ProcedureShape, ...]:
    """All that was had elsewhere, seen at `now`."""
    asks = {each.procedure.id: each for each in care.after_procedures(now)}
    return tuple(procedure_shape(each, asks.get(each.id)) for each in care.procedures())


def procedure_shape(procedure: Procedure, after: AfterProcedure | None) -> ProcedureShape:
    """`procedure` with what it asks for."""
    interval = after.interval if after else None
    return ProcedureShape(
        id=procedure.id,
        what=procedure.what.value,
        name=procedure_name(procedure),
        day=procedure.day,
        note=procedure.note,
        until=after.until if after else None,
        days=interval.days if interval else None,
        reason=interval.reason if interval else "",
        within=tuple(each.id for each in after.within) if after else (),
        question=after.question.text if after and after.question else None,
    )
