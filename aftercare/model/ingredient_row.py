"""Ingredients as `data/ingredients.toml` has them: their names, class, when to use them, sun, pregnancy, hold hours.

The fact base calls its values for irritation and hold hours its author's own judgement: they wait for a dermatologist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade import Grade
from aftercare.model.ingredient import IngredientClass, families_of
from aftercare.model.plan_hold import MAX_HOLD_HOURS
from aftercare.model.reference_row import ReferenceRow, Sources, Words
from aftercare.model.routine import Id
from aftercare.model.text import name_key


class DayPart(StrEnum):
    """When an ingredient is usually used."""

    MORNING = "morning"
    EVENING = "evening"
    ANY = "any"


class Sun(StrEnum):
    """What an ingredient has to do with the sun."""

    NONE = "none"
    SENSITISING = "sensitising"
    """Skin burns more easily."""
    PHOTOTOXIC = "phototoxic"
    """With the sun on it, it burns skin itself."""
    LIGHT_UNSTABLE = "light-unstable"
    """Light spoils it, skin takes no harm."""
    MAYBE = "maybe"
    """The fact base puts a question mark."""


class Pregnancy(StrEnum):
    """Whether an ingredient is used in pregnancy."""

    OK = "ok"
    ASK = "ask"
    AVOID = "avoid"


class Allergen(StrEnum):
    """What people who react to one of a family react to in the others too."""

    DAISY = "daisy"
    BEE = "bee"
    LANOLIN = "lanolin"
    FRAGRANCE = "fragrance"
    SALICYLATE = "salicylate"
    NUT = "nut"
    ISOTHIAZOLINONE = "isothiazolinone"
    FORMALDEHYDE = "formaldehyde"


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """The most that a product may hold, in percent, `use` says in which; 0 where it is banned. `by` says who set it."""

    percent: Annotated[float, Meta(ge=0, le=100)]
    use: Words
    by: Words
    grade: Grade
    source: Sources


class Stronger(Struct, frozen=True, forbid_unknown_fields=True):
    """Where more than `above` percent are known to be in it, the row `row` counts."""

    above: Annotated[float, Meta(gt=0, lt=100)]
    row: Id


class IngredientRow(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An ingredient. `inci` are its names on labels; `also`, `de`, `fr` and `es` are other names for it.

    `classes` are rows of `data/ingredient_classes.toml`, the main one first. `start_per_week` is how often it is used
    at first, None where only its label or a prescriber says. `hold_hours` are those after needling there, 0 where
    it is allowed at once, None where only the prescriber says; `hold_least` is the lower end where the fact base gives
    a range. `ask` says that it is asked about, `prescription` that it is sold on prescription only.
    """

    classes: Annotated[tuple[Id, ...], Meta(min_length=1)]
    pregnancy: Pregnancy
    irritation: Annotated[int, Meta(ge=0, le=4)]
    hold_hours: Annotated[int, Meta(ge=0, le=MAX_HOLD_HOURS)] | None = None
    hold_least: Annotated[int, Meta(ge=0, le=MAX_HOLD_HOURS)] | None = None
    start_per_week: Annotated[int, Meta(ge=1, le=7)] | None = None
    when: DayPart = DayPart.ANY
    sun: Sun = Sun.NONE
    ask: bool = False
    prescription: bool = False
    allergens: tuple[Allergen, ...] = ()
    limits: tuple[Limit, ...] = ()
    stronger: Stronger | None = None
    pregnancy_source: Sources = "none"
    inci: tuple[str, ...] = ()
    de: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()
    es: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.hold_hours is None and not self.ask:
            raise ValueError(f"the ingredient {self.id} has neither hours nor a question")

    @property
    def names(self) -> tuple[str, ...]:
        """All that it is called, the label's name for it first."""
        return (*self.inci, self.label, *self.also, *self.de, *self.fr, *self.es)


def by_name(rows: Iterable[IngredientRow]) -> dict[str, IngredientRow]:
    """The rows by the keys of all their names."""
    found: dict[str, IngredientRow] = {}
    for row in rows:
        for name in (row.id, *row.names):
            found.setdefault(name_key(name), row)
    return found


def of_strength(row: IngredientRow, percent: float | None, rows: Mapping[Id, IngredientRow]) -> IngredientRow:
    """The row that counts for this strength."""
    if row.stronger is not None and percent is not None and percent > row.stronger.above:
        return rows[row.stronger.row]
    return row


def families(row: IngredientRow, classes: Mapping[Id, IngredientClass]) -> tuple[Id, ...]:
    """The classes of `row`, its own first and then those above them, each once."""
    return families_of(row.classes, classes)
