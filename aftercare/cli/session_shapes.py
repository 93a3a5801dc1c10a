"""What `session` answers with --json."""

from __future__ import annotations

from datetime import datetime

from aftercare.cli.elsewhere_shapes import ProcedureShape
from aftercare.cli.shapes import Shape
from aftercare.model.appointment import has_begun
from aftercare.model.routine import ByClient
from aftercare.model.session import Session


class AppointmentShape(Shape, frozen=True):
    """A session. `at` and `planned_at` (when it was first planned, if it was moved) are wall times.

    `attendance` is planned, took place or cancelled; `past` says that its time has come, `own` that it is none of the
    plan's, `points` and `products` are what was used in the room.
    """

    id: str
    at: datetime
    kind: str
    minutes: int
    attendance: str
    past: bool
    planned_at: datetime | None
    own: bool
    points: tuple[str, ...]
    products: tuple[str, ...]


class SessionsShape(Shape, frozen=True):
    """`session`. `elsewhere` is as in `session elsewhere`, `questions` what is to be asked at the next session."""

    client: str
    sessions: tuple[AppointmentShape, ...]
    questions: tuple[str, ...]
    elsewhere: tuple[ProcedureShape, ...]


class SessionChangeShape(Shape, frozen=True):
    """`session add`, `move`, `cancel`, `took-place` and `told`. `changed` is false where it was so already."""

    client: str
    changed: bool
    session: AppointmentShape


def appointment_shape(session: Session, now: datetime) -> AppointmentShape:
    """A session, seen at `now`, an aware instant in the client's wall time."""
    return AppointmentShape(
        id=session.id,
        at=session.at,
        kind=session.kind,
        minutes=session.minutes,
        attendance=session.attendance.value,
        past=has_begun(session, now),
        planned_at=session.planned_at,
        own=isinstance(session.origin, ByClient),
        points=session.points,
        products=session.products,
    )
