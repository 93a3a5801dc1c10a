"""A floor over a step: a safety rule that keeps it from being offered, whatever a plan, a setting or a person says."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id


class FloorKind(StrEnum):
    """Which floor it is."""

    MAGNETS = "magnets"
    """An exclusion is recorded, or not yet answered with no."""
    MAGNET_PLACE = "magnet place"
    """Within the rim of the orbit, or at the mouth overnight."""
    POINT = "point"
    """A point at the orbit or over the carotid artery, for the client's own hands."""
    PREGNANCY = "pregnancy"
    """A retinoid or hydroquinone, with a recorded pregnancy and without the doctor's word, or before anybody asked."""
    UNDER_18 = "under 18"
    """An active, for somebody under 18 and without the word of a parent or guardian."""


class Floor(Struct, frozen=True):
    """Why something is not offered.

    `because` names what is recorded: exclusions, or the ingredients that it is about; `unanswered` are the labels of
    the questions still open. One that `goes_on` is prescribed and was in use before: nobody is told to stop it, it
    stays due and asks the prescriber.
    """

    kind: FloorKind
    because: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    goes_on: bool = False


class OverStep(Struct, frozen=True):
    """Something over one step, from the local date `first` to `last`, both included; without `last` from then on."""

    step: Id
    first: date
    last: date | None

    def includes(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)


class FloorOver(OverStep, frozen=True):
    """A floor over one step."""

    floor: Floor
