"""The client's own points: where the therapist works, and where a magnet or a finger goes at home."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.routine import Id, Origin
from aftercare.model.side import Side

MAX_WEAR_HOURS = 24 * 7
MAX_PRESS_SECONDS = 15 * 60


class Means(StrEnum):
    """What is used on a point."""

    NEEDLE = "needle"
    """By the therapist alone."""
    MAGNET = "magnet"
    ACUPRESSURE = "acupressure"

    @property
    def by_client(self) -> bool:
        """Whether it is for the client's own hands."""
        return self is not Means.NEEDLE


class FacePoint(Struct, frozen=True):
    """A point of the client's, at a `code` of `data/points.toml` or somewhere in a `zone` of `data/zones.toml`.

    `wear_hours` is how long a magnet stays, `press_seconds` how long a finger presses. Raises ValueError where neither
    a code nor a zone is named, or both.
    """

    id: Id
    side: Side
    means: Means
    origin: Origin
    code: str | None = None
    zone: Id | None = None
    wear_hours: Annotated[int, Meta(ge=1, le=MAX_WEAR_HOURS)] | None = None
    press_seconds: Annotated[int, Meta(ge=1, le=MAX_PRESS_SECONDS)] | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.code is None) == (self.zone is None):
            raise ValueError("a point lies at a code or in a zone")


def is_same_place(one: FacePoint, other: FacePoint) -> bool:
    """Whether both are for the same use at the same place, on one side of it at least."""
    same = (one.means, one.code, one.zone) == (other.means, other.code, other.zone)
    return same and (one.side is other.side or Side.BOTH in (one.side, other.side))
