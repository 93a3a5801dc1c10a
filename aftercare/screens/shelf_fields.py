"""The fields of products and packs: what stands in them, and what they are read as."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from aftercare.care import PackFacts, ProductFacts, ingredients_typed
from aftercare.model.ingredient import ingredient_words, ingredients_of
from aftercare.model.pack import Pack
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import ByClient, Product
from aftercare.model.shelf import ShelfRow
from aftercare.model.shelf_text import (
    Measure,
    best_before_typed,
    day_typed,
    measure_typed,
    months_typed,
    price_typed,
)
from aftercare.model.shelf_words import measure_words
from aftercare.screens.shelf_form import Field


def product_fields(product: Product | None, kinds: Mapping[str, ProductKind], *, own: bool) -> list[Field]:
    """The fields of a product; of one from a plan only those that are read off the pack."""
    known = product or Product("new", "", "serum", ByClient())
    theirs = [
        Field("name", "Name", known.name, "as you call it"),
        Field("kind", "Kind", known.kind, choices=tuple((each.id, each.label) for each in kinds.values())),
        Field("ingredients", "Ingredients", _ingredients(known), "as on the label: paste them", of_ingredients=True),
        Field("amount", "One use, in words", known.amount, "such as 3 drops"),
    ]
    return [
        *(theirs if own else []),
        Field("dose", "One use, ml or g", _measure(known.dose, known.dose_unit), "empty: what is usual for the kind"),
        Field("size", "Full pack, ml or g", _measure(known.size, known.size_unit), "such as 30 ml"),
        Field("pao", "Months after opening", _number(known.pao), "in the open-jar symbol, such as 12"),
    ]


def pack_fields(pack: Pack | None, opened: date | None, *, own_symbol: bool = False) -> list[Field]:
    """The fields of a pack; with `own_symbol` the months and size of this one alone, too."""
    day = pack.opened if pack and pack.opened else opened
    fields = [
        Field("opened", "Opened on", day.isoformat() if day else "", "empty: not opened yet"),
        Field("best_before", "Best before", _day(pack.best_before if pack else None), "such as 2027-03"),
        Field("price", "Price", _measure(pack.price, pack.currency) if pack else "", "such as 24.90 EUR"),
    ]
    if own_symbol:
        hint = "only where it differs from the product's"
        fields.append(Field("pack_pao", "This pack's months", _number(pack.pao if pack else None), hint))
    return fields


def product_facts(typed: Mapping[str, str]) -> ProductFacts:
    """A new product as it was typed. Raises BadInput."""
    ingredients, strengths = ingredients_typed(typed["ingredients"])
    size, dose = _size_and_dose(typed)
    return ProductFacts(
        typed["name"],
        typed["kind"],
        ingredients,
        typed["amount"],
        months_typed(typed["pao"]),
        strengths=strengths,
        size=size.number,
        dose=dose.number,
        size_unit=size.unit,
        dose_unit=dose.unit,
    )


def pack_facts(typed: Mapping[str, str], today: date) -> PackFacts:
    """A pack as it was typed. Raises BadInput."""
    price = price_typed(typed["price"])
    return PackFacts(
        day_typed(typed["opened"], "day of opening", today),
        best_before_typed(typed["best_before"], today),
        months_typed(typed.get("pack_pao", "")),
        price=price.number,
        currency=price.unit,
    )


def left_field(row: ShelfRow) -> Field:
    """The field in which to write what is left of an open pack, empty where it is as it is counted."""
    left = row.supply.left
    unit = row.supply.unit or "ml or g"
    hint = f"about {measure_words(left)} {unit}" if left is not None else "not known"
    return Field("left", f"Left now, {unit}", "", f"counted: {hint}")


def left_seen(typed: Mapping[str, str]) -> Measure | None:
    """What was typed to be left; None where nothing was. Raises BadInput."""
    text = typed.get("left", "")
    return measure_typed(text, "amount left", 5000, empty=True) if text.strip() else None


def changed_product(seen: Product, typed: Mapping[str, str]) -> Product:
    """`seen` as the fields say it now. Raises BadInput."""
    size, dose = _size_and_dose(typed)
    after = replace(
        seen,
        pao=months_typed(typed["pao"]),
        size=size.number,
        dose=dose.number,
        size_unit=size.unit,
        dose_unit=dose.unit,
    )
    if "name" not in typed:
        return after
    after = replace(after, name=typed["name"], kind=typed["kind"], amount=typed["amount"])
    if typed["ingredients"] == _ingredients(seen):
        return after
    ingredients, strengths = ingredients_typed(typed["ingredients"])
    return replace(after, ingredients=ingredients, strengths=strengths)


def changed_pack(seen: Pack, typed: Mapping[str, str], today: date) -> Pack:
    """`seen` as the fields say it now. Raises BadInput."""
    facts = pack_facts(typed, today)
    return replace(
        seen,
        opened=facts.opened,
        best_before=facts.best_before,
        pao=facts.pao,
        price=facts.price,
        currency=facts.currency,
    )


def _size_and_dose(typed: Mapping[str, str]) -> tuple[Measure, Measure]:
    return measure_typed(typed["size"], "size", 5000), measure_typed(typed["dose"], "dose", 100)


def _measure(number: float | None, unit: str) -> str:
    return f"{_number(number)} {unit}".strip()


def _ingredients(product: Product) -> str:
    return ", ".join(map(ingredient_words, ingredients_of(product)))


def _number(number: float | None) -> str:
    return f"{number:g}" if number is not None else ""


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
