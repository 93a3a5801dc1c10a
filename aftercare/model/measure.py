"""What is rated, counted or compared over time, as `data/measures.toml` has it, with the licence of each scale."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import ReferenceRow, Words


class Direction(StrEnum):
    """Which end of a measure is the better one."""

    HIGHER_WORSE = "higher-worse"
    HIGHER_BETTER = "higher-better"
    NONE = "none"
    """It only describes."""


class Scope(StrEnum):
    """What is rated."""

    ZONE = "zone"
    """A zone that names the measure."""
    ANYWHERE = "anywhere"
    """Any zone."""
    FACE = "face"
    """The face as a whole."""
    COURSE = "course"
    """The course of treatment."""
    BODY = "body"
    """Skin anywhere, or life with it."""


class Licence(StrEnum):
    """What may be shipped of a scale."""

    FREE = "free"
    OWN = "own"
    CITE = "cite"
    """May be used with its name and source."""
    TOTAL_ONLY = "total-only"
    """Its questions may not be shipped; a total worked out elsewhere may be typed in."""
    NOT_SHIPPED = "not-shipped"


class ScaleWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A value and what it is called: papers number some scales differently, so the words are what is kept."""

    value: int
    word: Words


class Measure(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A measure. `lowest` and `highest` bound it, None where it has no bound or nothing of it is shipped.

    `change` is the smallest change that means something in words, `change_points` the same in points. What is smaller
    is "no clear change". `observer` says that somebody else rates it, `millimetres` that a size is kept beside it.
    """

    scope: Scope
    direction: Direction
    interval: str
    change: str
    licence: Licence
    licence_words: str = ""
    lowest: int | None = None
    highest: int | None = None
    change_points: Annotated[float, Meta(gt=0)] | None = None
    change_percent: Annotated[float, Meta(gt=0, le=100)] | None = None
    words: tuple[ScaleWord, ...] = ()
    observer: bool = False
    millimetres: bool = False

    def __post_init__(self) -> None:
        if self.lowest is not None and self.highest is not None and self.highest <= self.lowest:
            raise ValueError(f"the measure {self.id} ends before it begins")
