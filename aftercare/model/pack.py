"""A bottle, jar or tube of a product."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.routine import Id


class Pack(Struct, frozen=True):
    """One bottle, jar or tube of `product`, unopened until `opened`.

    `size` is what it held when full, in `size_unit` ("ml" or "g", "" where nobody said); `pao` the months after opening
    that its own symbol says, where that differs from the product's; `price` is in `currency` ("" where nobody said).
    `finished` is the day on which it was empty or thrown away.
    """

    id: Id
    product: Id
    opened: date | None = None
    best_before: date | None = None
    pao: Annotated[int, Meta(ge=1, le=120)] | None = None
    size: Annotated[float, Meta(gt=0, le=5000)] | None = None
    price: Annotated[float, Meta(ge=0, le=100_000)] | None = None
    finished: date | None = None
    size_unit: str = ""
    currency: str = ""
