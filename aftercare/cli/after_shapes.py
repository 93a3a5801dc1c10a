"""What a session still asks for, as `today`, `after` and `why` answer with --json."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftercare.cli.elsewhere_shapes import ProcedureShape, procedure_shape
from aftercare.cli.json_shape import Shape
from aftercare.model.leaving_out import AfterSession, LeaveOut
from aftercare.model.said_by import said_by_words
from aftercare.model.today import ReturningStep, TodayView


class LeaveOutShape(Shape, frozen=True):
    """Something to leave out `until` an instant; `why` and `note` may be empty, `who` says so."""

    what: str
    until: datetime
    why: str
    note: str
    who: str


class ReturnShape(Shape, frozen=True):
    """A step that is held and the instant from which it may be used again; `slowly` where it comes back in stages."""

    step: str
    name: str
    at: datetime
    slowly: bool


class AfterShape(Shape, frozen=True):
    """What the session that ended last still asks for. `provisional`: nobody has said yet that it took place."""

    session: str
    kind: str
    ended: datetime
    provisional: bool
    leave_out: tuple[LeaveOutShape, ...]
    asks: tuple[str, ...]


class AfterAllShape(Shape, frozen=True):
    """`after`. `after` is null where no session asks for anything; `elsewhere` is what was had elsewhere that does."""

    client: str
    after: AfterShape | None
    returns: tuple[ReturnShape, ...]
    elsewhere: tuple[ProcedureShape, ...]


def after_shape(after: AfterSession | None) -> AfterShape | None:
    """What the last session still asks for; None where that is nothing."""
    if after is None:
        return None
    return AfterShape(
        session=after.session.id,
        kind=after.session.kind,
        ended=after.end,
        provisional=after.provisional,
        leave_out=tuple(map(_leave_out_shape, after.leave_out)),
        asks=after.asks,
    )


def return_shapes(returns: Iterable[ReturningStep]) -> tuple[ReturnShape, ...]:
    """The held steps by when they come back."""
    return tuple(
        ReturnShape(step=each.step.id, name=each.step.name, at=each.at, slowly=each.slowly) for each in returns
    )


def elsewhere_shapes(view: TodayView) -> tuple[ProcedureShape, ...]:
    """What was had elsewhere and still asks for something."""
    return tuple(procedure_shape(each.procedure, each) for each in view.elsewhere)


def _leave_out_shape(one: LeaveOut) -> LeaveOutShape:
    return LeaveOutShape(what=one.label, until=one.until, why=one.why, note=one.note, who=said_by_words(one.said_by))
