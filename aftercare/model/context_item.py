"""What else may bear on the skin on a day, as `data/context.toml` has it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from aftercare.model.reference_row import ReferenceRow, Words


class Answered(StrEnum):
    """How an item is answered."""

    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes-no"
    TEXT = "text"


class Band(Struct, frozen=True, forbid_unknown_fields=True):
    """A range of numbers, from `lowest` on up to the next band, and what it is called."""

    lowest: float
    word: Words


class ContextItem(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item: how it is answered, in which `unit`, and what is known of its link to the skin."""

    answered: Answered
    unit: str = ""
    lowest: float | None = None
    highest: float | None = None
    choices: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    link: str = ""

    def __post_init__(self) -> None:
        if (self.answered is Answered.CHOICE) != bool(self.choices):
            raise ValueError(f"the item {self.id} is chosen, or has choices")
