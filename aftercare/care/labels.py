"""Lists of ingredients as they stand on labels: what is known of them. No record is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftercare.model.ingredient import IngredientClass
    from aftercare.model.ingredient_list import IngredientList
    from aftercare.model.ingredient_row import IngredientRow
    from aftercare.model.routine import Id


def read_label(text: str) -> IngredientList:
    """What is known of a list of ingredients that was typed or pasted."""
    from aftercare.model.ingredient_list import read_ingredients
    from aftercare.store.reference import ingredient_names

    return read_ingredients(text, ingredient_names())


def read_label_bytes(raw: bytes, name: str) -> IngredientList:
    """The same of what came through a pipe called `name`. Raises BadInput where it is no text."""
    from aftercare.exchange.label_file import label_text

    return read_label(label_text(raw, name))


def read_label_file(path: Path) -> IngredientList:
    """The same of a file. Raises NotFound, BadInput where it is no text, and DiskTrouble."""
    from aftercare.exchange import label_file

    return read_label(label_file.read_label_file(path))


def ingredients_typed(text: str) -> tuple[tuple[str, ...], dict[str, float]]:
    """The names of a list of ingredients as a product keeps them, and the strengths that it tells."""
    from aftercare.model.product_ingredients import as_kept

    return as_kept(read_label(text))


def ingredient_rows() -> Mapping[Id, IngredientRow]:
    """What is known of ingredients, by id."""
    from aftercare.store.reference import ingredients

    return ingredients()


def ingredient_classes() -> Mapping[Id, IngredientClass]:
    """The classes of ingredients, by id."""
    from aftercare.store.reference import ingredient_classes as read

    return read()
