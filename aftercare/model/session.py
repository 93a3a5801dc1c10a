"""Appointments with the therapist."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.routine import Id, Origin

#: Minutes that a session lasts where nobody says.
USUAL_MINUTES = 60


class Attendance(StrEnum):
    """What is known of a session."""

    PLANNED = "planned"
    TOOK_PLACE = "took place"
    CANCELLED = "cancelled"


class Session(Struct, frozen=True):
    """An appointment with the therapist: `at` is the local wall time at which it begins, without an offset.

    `planned_at` is the time that it was first planned for, where it has been moved.
    """

    id: Id
    at: datetime
    kind: str
    origin: Origin
    minutes: Annotated[int, Meta(ge=1, le=24 * 60)] = USUAL_MINUTES
    attendance: Attendance = Attendance.PLANNED
    planned_at: datetime | None = None
