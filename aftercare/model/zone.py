"""The zones of the face that are rated, watched and treated, as `data/zones.toml` has them."""

from __future__ import annotations

from msgspec import Struct

from aftercare.model.product_kind import Grade
from aftercare.model.routine import Id
from aftercare.model.side import Side


class Box(Struct, frozen=True, forbid_unknown_fields=True):
    """The rectangle around a zone, in the frame of the face."""

    left: float
    right: float
    top: float
    bottom: float


class Zone(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/zones.toml`.

    In the frame of the face x goes from 0 at the outer edge of the ear at the viewer's left to 1 at the other, y from 0
    at the hairline to 1 at the chin. The client's right side is at the viewer's left. `pair` is the name that a zone
    and its mirror image share, `measures` are the ratings that make sense there.
    """

    id: Id
    label: str
    side: Side
    x: float
    y: float
    box: Box
    measures: tuple[str, ...]
    grade: Grade
    source: str
    pair: Id | None = None
