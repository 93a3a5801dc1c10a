"""What the client wants to ask the therapist at the next session."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.model.routine import Id


class Question(Struct, frozen=True):
    """A question, about a step where one is named. `settled` is when it was answered or let go."""

    id: Id
    at: datetime
    text: str
    step: Id | None = None
    settled: datetime | None = None
