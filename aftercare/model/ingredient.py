"""What a product holds: an ingredient with its strength, and the classes that ingredients belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    """One row of `data/ingredient_classes.toml`: what a hold may name. `also` holds other words that people write.

    `families` are the classes above it: whatever is said of one of them is said of it.
    """

    id: Id
    label: str
    grade: Grade
    source: str
    also: tuple[str, ...] = ()
    families: tuple[Id, ...] = ()


def families_of(own: Iterable[Id], classes: Mapping[Id, IngredientClass]) -> tuple[Id, ...]:
    """The classes `own` and then all above them, the nearest first, each once."""
    found: dict[Id, None] = dict.fromkeys(own)
    level = list(found)
    while level:
        level = [above for each in level for above in classes[each].families if above not in found]
        found.update(dict.fromkeys(level))
    return tuple(found)
