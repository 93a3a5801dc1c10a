"""The words that a plan may use, as the reference data has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aftercare.model.ingredient import IngredientClass
from aftercare.model.point import Point
from aftercare.model.product_kind import ProductKind
from aftercare.model.session_kind import SessionKind
from aftercare.model.zone import Zone


@dataclass(frozen=True)
class Vocabulary:
    """Kinds of product, ingredient classes, zones and kinds of session by their ids, points by their codes.

    No magnet goes into the zones `no_magnets`, and none into `no_magnets_at_night` overnight: a floor.
    """

    kinds: Mapping[str, ProductKind]
    classes: Mapping[str, IngredientClass]
    zones: Mapping[str, Zone]
    points: Mapping[str, Point]
    no_magnets: frozenset[str] = frozenset()
    no_magnets_at_night: frozenset[str] = frozenset()
    session_kinds: Mapping[str, SessionKind] = field(default_factory=dict)
