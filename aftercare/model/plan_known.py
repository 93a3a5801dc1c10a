"""What the questions on a plan go by: reference data, and where the plan's own points lie."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from aftercare.model.ingredient import IngredientClass
from aftercare.model.product_kind import ProductKind
from aftercare.model.rest import Rests
from aftercare.model.routine import Id


class Known(Struct, frozen=True):
    """The kinds of product, the classes of ingredients with those that may go on at once after needles, what rests
    after sessions, and in which zones each of the plan's points lies, by its id.
    """

    kinds: Mapping[str, ProductKind]
    classes: Mapping[str, IngredientClass]
    at_once: frozenset[str]
    rests: Rests
    point_zones: Mapping[str, frozenset[Id]]
