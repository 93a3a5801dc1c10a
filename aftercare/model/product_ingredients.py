"""What is known of the ingredients of a product: by their names on its label."""

from __future__ import annotations

from collections.abc import Mapping

from aftercare.model.ingredient_list import IngredientList, read_ingredients
from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.ingredient_row import IngredientRow, of_strength
from aftercare.model.routine import Id, Product


def rows_of(product: Product, rows: Mapping[Id, IngredientRow]) -> tuple[IngredientRow, ...]:
    """What is known of the ingredients of `product`, each row once, in the label's order. `rows` are all of them by id.

    Only names that are the row's own count, whatever their case, accents and signs: a near one is not taken.
    """
    return rows_named(product, IngredientNames(rows))


def rows_named(product: Product, names: IngredientNames) -> tuple[IngredientRow, ...]:
    """As `rows_of`, for who asks about many products: `names` take longer to make than to ask."""
    found: dict[Id, IngredientRow] = {}
    for name in product.ingredients:
        found.update((each.id, each) for each in rows_called(name, product.strengths.get(name), names))
    return tuple(found.values())


def rows_called(name: str, strength: float | None, names: IngredientNames) -> list[IngredientRow]:
    """What is known under one name of a label, which may hold several: "squalane / jojoba oil"."""
    row = names.exactly(name)
    if row is not None:
        return [of_strength(row, strength, names.rows)]
    parts = read_ingredients(name, names).known
    return [of_strength(names.rows[part.row], strength, names.rows) for part in parts if part.row is not None]


def as_kept(label: IngredientList) -> tuple[tuple[str, ...], dict[str, float]]:
    """The names of a label as a product keeps them, each once, and the strengths that it tells."""
    strengths: dict[str, float] = {}
    for part in label.ingredients:
        if part.percent is not None:
            strengths.setdefault(part.name, part.percent)
    return tuple(dict.fromkeys(part.name for part in label.ingredients)), strengths
