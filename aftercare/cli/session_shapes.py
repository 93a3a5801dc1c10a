"""What `session` answers with --json."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.cli.course_shapes import CourseShape, PreparationShape, preparation_shapes
from aftercare.cli.elsewhere_shapes import ProcedureShape
from aftercare.cli.json_shape import Shape
from aftercare.model.appointment import has_begun
from aftercare.model.course_line import CourseLine
from aftercare.model.routine import ByClient
from aftercare.model.session import Session
from aftercare.model.session_told import SessionTold


class AppointmentShape(Shape, frozen=True):
    """A session. `at` and `planned_at` (when it was first planned, if it was moved) are wall times.

    `attendance` is planned, took place or cancelled; `past` says that its time has come, `own` that it is none of the
    plan's, `points` and `products` are what was used in the room. `number` is that in the plan's course, where it is
    one of it and took place or is to come.
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
    number: int | None


class SessionsShape(Shape, frozen=True):
    """`session`. `elsewhere` is as in `session elsewhere`, `questions` what is to be asked at the next session.

    `next` is the id of that, `preparations` what is done before it, `course` where the plan's course stands.
    """

    client: str
    course: CourseShape | None
    sessions: tuple[AppointmentShape, ...]
    next: str | None
    preparations: tuple[PreparationShape, ...]
    questions: tuple[str, ...]
    elsewhere: tuple[ProcedureShape, ...]


class WrittenShape(Shape, frozen=True):
    """What was written about a session on a `day`: `said` by the therapist, or `felt`."""

    id: str
    day: date
    said: str
    felt: str


class SessionShownShape(Shape, frozen=True):
    """`session show`. `questions` are asked at it where it is the next one."""

    client: str
    session: AppointmentShape
    preparations: tuple[PreparationShape, ...]
    written: tuple[WrittenShape, ...]
    questions: tuple[str, ...]


class SessionChangeShape(Shape, frozen=True):
    """`session add`, `move`, `cancel`, `took-place` and `told`. `changed` is false where it was so already."""

    client: str
    changed: bool
    session: AppointmentShape


def appointment_shape(session: Session, now: datetime, course: CourseLine | None) -> AppointmentShape:
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
        number=course.numbers.get(session.id) if course is not None else None,
    )


def shown_shape(told: SessionTold, client: str, now: datetime) -> SessionShownShape:
    """All that is told of a session."""
    return SessionShownShape(
        client=client,
        session=appointment_shape(told.session, now, told.course),
        preparations=preparation_shapes(told.prepared),
        written=tuple(WrittenShape(id=e.id, day=e.day, said=e.said, felt=e.text) for e in told.entries),
        questions=tuple(each.text for each in told.questions),
    )
