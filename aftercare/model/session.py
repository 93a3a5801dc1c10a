"""Appointments with the therapist."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from aftercare.model.routine import Id, Origin

#: Such as "session-6". Where two plans have sessions of the same id, that of the second is "session-6@its-plan".
SessionId = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?(@[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?)?\Z",
        max_length=129,
    ),
]

#: Minutes that a session lasts where nobody says.
USUAL_MINUTES = 60


class Attendance(StrEnum):
    """What is known of a session."""

    PLANNED = "planned"
    TOOK_PLACE = "took place"
    CANCELLED = "cancelled"


class FormerSession(Struct, frozen=True):
    """What a session was taken to be up to and with the local day `until`, on which its time had passed already."""

    until: date
    at: datetime
    kind: str
    minutes: int


class Session(Struct, frozen=True):
    """An appointment with the therapist: `at` is the local wall time at which it begins, without an offset.

    `planned_at` is the time that it was first planned for, where it has been moved. One that is `set_aside` is not
    planned now: its plan is not in force, or no longer names it. It comes back with its plan. `former` is what it was
    taken to be before it was cancelled or moved afterwards: what rested on the days up to then stays told as it was.
    `points` and `products` are what was used in the room, in the client's words.
    """

    id: SessionId
    at: datetime
    kind: str
    origin: Origin
    minutes: Annotated[int, Meta(ge=1, le=24 * 60)] = USUAL_MINUTES
    attendance: Attendance = Attendance.PLANNED
    planned_at: datetime | None = None
    set_aside: bool = False
    former: tuple[FormerSession, ...] = ()
    points: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def withdrawn_after(self, last: date) -> Session:
        """The session with what it is now as what it was taken to be up to and with the day `last`."""
        return replace(self, former=(*self.former, FormerSession(last, self.at, self.kind, self.minutes)))

    def as_taken(self, former: FormerSession) -> Session:
        """The session as it was taken to be then."""
        return replace(self, at=former.at, kind=former.kind, minutes=former.minutes, attendance=Attendance.PLANNED)


def session_id_of_plan(session: Id, plan: Id) -> str:
    """The id of what `plan` calls `session`, where another plan has a session of that id."""
    return f"{session}@{plan}"
