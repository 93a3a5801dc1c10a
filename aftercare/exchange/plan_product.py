"""The products of a plan file: what they are, what is in them and how strong, and what the pack says."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from aftercare.exchange.plan_amount import months_after_opening, pack_size
from aftercare.exchange.plan_table import PlanTable, described, nearest
from aftercare.model.ingredient import Ingredient
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import FromPlan, Product
from aftercare.model.safe_text import shown

PRODUCT_KEYS = ("id", "name", "kind", "ingredients", "prescribed", "amount", "pao", "size")
INGREDIENT_KEYS = ("name", "percent")
MAX_INGREDIENTS = 80
_MAX_NAME, _MAX_AMOUNT, _MAX_INGREDIENT = 80, 60, 100
_WITH_STRENGTH = re.compile(r"(?P<name>[^%]*[^%\s\d.,])\s*\s(?P<percent>\d{1,3}(?:[.,]\d{1,4})?)\s*%")


def read_product(table: PlanTable, kinds: Mapping[str, ProductKind], origin: FromPlan) -> Product:
    """The product that `table` states."""
    table.refuse_unknown(PRODUCT_KEYS)
    ingredients = _ingredients(table)
    return Product(
        id=table.identifier("id"),
        name=table.text("name", _MAX_NAME, required=True, example='name = "Calming gel"'),
        kind=product_kind(table, "kind", kinds),
        origin=origin,
        ingredients=tuple(each.name for each in ingredients),
        prescribed=table.flag("prescribed"),
        amount=table.text("amount", _MAX_AMOUNT),
        pao=months_after_opening(table, "pao"),
        size=pack_size(table, "size"),
        strengths={each.name: each.percent for each in ingredients if each.percent is not None},
    )


def product_kind(table: PlanTable, key: str, kinds: Mapping[str, ProductKind]) -> str:
    """A kind of product by its id. Always required."""
    kind = table.text(key, 64, required=True, example=f'{key} = "gel"')
    if kind and kind not in kinds:
        word = kind.casefold().replace(" ", "-")
        meant = next((each.id for each in kinds.values() if word in each.also or word == each.id), None)
        suggestion = f'Did you mean "{meant}"?' if meant else nearest(word, kinds)
        table.problem(key, f"{shown(kind)} is not a kind of product.", suggestion)
    return kind


def _ingredients(table: PlanTable) -> list[Ingredient]:
    found: list[Ingredient] = []
    for index, each in enumerate(table.parts("ingredients", MAX_INGREDIENTS)):
        one = (
            _of_table(table.part("ingredients", each, index))
            if isinstance(each, dict)
            else _of_text(table, each, index)
        )
        if one.name and one.name in [other.name for other in found]:
            table.problem("ingredients", f"{shown(one.name)} stands twice in the list.", "Keep one of the two.", index)
        found.append(one)
    return found


def _of_table(table: PlanTable) -> Ingredient:
    table.refuse_unknown(INGREDIENT_KEYS)
    name = table.text("name", _MAX_INGREDIENT, required=True, example='{ name = "niacinamide", percent = 5 }')
    value = table.values.get("percent")
    if value is None:
        return Ingredient(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        table.problem("percent", f"{described(value)}, and a strength in percent is needed.", "Write percent = 5")
        return Ingredient(name)
    return Ingredient(name, _percent(table, "percent", float(value)))


def _of_text(table: PlanTable, value: object, index: int) -> Ingredient:
    text = table.checked_text("ingredients", value, _MAX_INGREDIENT, index=index)
    if "%" not in text:
        return Ingredient(text)
    found = _WITH_STRENGTH.fullmatch(text)
    if not found:
        message = f"The strength in {shown(text)} cannot be read."
        table.problem("ingredients", message, 'Write the name first: "niacinamide 5 %"', index)
        return Ingredient(text)
    percent = float(found["percent"].replace(",", "."))
    return Ingredient(found["name"].strip(), _percent(table, "ingredients", percent, index))


def _percent(table: PlanTable, key: str, percent: float, index: int | None = None) -> float | None:
    if 0 < percent <= 100:
        return percent
    table.problem(key, f"{percent:g} % is no strength.", "It lies above 0 and goes up to 100 percent.", index)
    return None
