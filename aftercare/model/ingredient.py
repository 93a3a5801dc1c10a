"""What a product holds: an ingredient with its strength, and the classes that ingredients belong to."""

from __future__ import annotations

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id, Product


class Ingredient(Struct, frozen=True):
    """An ingredient by the name on the label, with its strength in percent where the label says it."""

    name: str
    percent: float | None = None


def ingredients_of(product: Product) -> tuple[Ingredient, ...]:
    """What `product` holds, with the strengths that are known."""
    return tuple(Ingredient(name, product.strengths.get(name)) for name in product.ingredients)


def ingredient_words(one: Ingredient) -> str:
    """Such as "niacinamide 5 %"."""
    return one.name if one.percent is None else f"{one.name} {one.percent:g} %"


class IngredientClass(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/ingredient_classes.toml`: what a hold may name. `also` holds other words that people write."""

    id: Id
    label: str
    grade: Grade
    source: str
    also: tuple[str, ...] = ()
