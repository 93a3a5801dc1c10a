"""A product that the client tries on a small spot before it goes on the face."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.routine import Id, Routine


class Outcome(StrEnum):
    """How a patch test ended."""

    CALM = "calm"
    REACTED = "reacted"
    BROKEN_OFF = "broken off"


#: The test on the face, at the jaw; all others are on the arm.
SPOT: Id = "jaw-spot"


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

    @property
    def is_on_face(self) -> bool:
        """Whether it is a spot of the face, where the product rests after a session as on all of it."""
        return self.how == SPOT


def trying(routine: Routine, tests: Iterable[ProductTest]) -> Routine:
    """`routine` with the steps that ask for `tests` as if they applied what is tried: what keeps it from the skin keeps
    it from a spot too.
    """
    tried = {each.step: each.product for each in tests if each.step in routine.steps}
    if not tried:
        return routine
    steps = {each: replace(routine.steps[each], product=product) for each, product in tried.items()}
    return replace(routine, steps={**routine.steps, **steps})
