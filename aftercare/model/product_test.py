"""A product that the client tries on a small spot before it goes on the face."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id


class Outcome(StrEnum):
    """How a patch test ended."""

    CALM = "calm"
    REACTED = "reacted"
    BROKEN_OFF = "broken off"


class ProductTest(Struct, frozen=True):
    """A test of `product` from the day `first` to `last`, by the row `how`; `step` is the one that asks for it daily.

    It is open until somebody says how it ended: days that have passed say nothing about skin.
    """

    id: Id
    product: Id
    how: Id
    first: date
    last: date
    step: Id
    outcome: Outcome | None = None
    ended: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how it ended."""
        return self.outcome is None
