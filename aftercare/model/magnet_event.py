"""What happened to the magnets on a client's points: put on, taken off and counted, looked for, the skin under them.

Each is kept as it was said and is never changed afterwards; where every magnet is now is derived (`magnets_worn`).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct, convert, json

from aftercare.model.learned_types import learned
from aftercare.model.routine import Id
from aftercare.model.side import Side

#: The month of its day, and what makes it its own.
EventId = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-[a-z0-9-]+$", max_length=64)]
_MAX_TEXT = 2000


class Spot(Struct, frozen=True, order=True):
    """One place for one magnet: a point of the client's and its side. A point on both sides has two spots."""

    point: Id
    side: Side

    @property
    def id(self) -> str:
        """Such as "jaw-left", as commands have it."""
        return self.point if self.side is Side.MIDDLE else f"{self.point}-{self.side}"


class Skin(StrEnum):
    """What the skin under a magnet looks like."""

    CLEAR = "clear"
    MARK = "mark"
    ITCH = "itch"
    BLISTER = "blister"


Spots = Annotated[tuple[Spot, ...], Meta(min_length=1, max_length=64)]


class _Happened(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Something that happened `at` an instant to the magnets at `spots`, one at each."""

    id: EventId
    at: datetime
    spots: Spots

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an event of magnets happened at an instant")
        if len(set(self.spots)) != len(self.spots):
            raise ValueError("a spot is named once")


class Placed(_Happened, frozen=True, kw_only=True, tag="placed"):
    """Put on, and counted out: as many as there are spots."""


class Removed(_Happened, frozen=True, kw_only=True, tag="removed"):
    """Taken off, and counted in."""


class Missed(_Happened, frozen=True, kw_only=True, tag="missed"):
    """Not there when they were counted."""


class Found(_Happened, frozen=True, kw_only=True, tag="found"):
    """Found after they were missed: counted in."""


class GivenUp(_Happened, frozen=True, kw_only=True, tag="given-up"):
    """No longer looked for: they stay missing in the count, and nobody asks any more."""


class SkinChecked(_Happened, frozen=True, kw_only=True, tag="skin-checked"):
    """The skin there was looked at."""

    skin: Skin
    text: Annotated[str, Meta(max_length=_MAX_TEXT)] = ""


class AdhesiveChanged(_Happened, frozen=True, kw_only=True, tag="adhesive-changed"):
    """The same magnets, with a new adhesive. How long they stay goes on from when they were put on."""


MagnetEvent: TypeAlias = Placed | Removed | Missed | Found | GivenUp | SkinChecked | AdhesiveChanged


def event_of(document: dict[str, Any]) -> MagnetEvent:
    """The event that a stored document is. Raises ValueError (msgspec's)."""
    return convert(document, learned(MagnetEvent))  # type: ignore[no-any-return]  # mypy takes a union for no type


def event_told(document: bytes) -> MagnetEvent:
    """The event that the JSON of a stored document is. Raises ValueError (msgspec's)."""
    return _decoder.decode(document)  # type: ignore[no-any-return]  # mypy takes a union for no type


_decoder = json.Decoder(learned(MagnetEvent))
