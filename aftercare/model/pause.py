"""A pause: days on which the client leaves steps out (holiday, illness). It only ever removes."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id


class PauseReason(StrEnum):
    """Why the client pauses."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"
    STUNG = "it stung"
    OTHER = "other"


class Pause(Struct, frozen=True):
    """From the local date `first` to `last`, both included; without `last` until it is resumed.

    It covers `steps`, or where none are named every step that is not prescribed: nobody is told in passing to leave out
    a prescribed medicine.
    """

    id: Id
    first: date
    last: date | None = None
    reason: PauseReason = PauseReason.OTHER
    steps: tuple[Id, ...] = ()

    def includes(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)
