"""The kinds of product as `data/product_kinds.toml` has them: rank, usual amount, time after opening."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id


class PartOfDay(StrEnum):
    """When a kind of product is usually used."""

    MORNING = "morning"
    EVENING = "evening"
    ANY = "any"
    LABEL = "label"
    """As its label or the prescriber says."""


class Usual(Struct, frozen=True, forbid_unknown_fields=True):
    """How a kind is typically used: `amount` for the face in words, and `dose`, what that is in millilitres or grams.

    `wait` is in seconds before the next layer, `wait_words` says what it is about.
    """

    amount: str
    wait: Annotated[int, Meta(ge=0)]
    wait_words: str
    frequency: str
    grade: Grade
    source: str
    dose: Annotated[float, Meta(gt=0)] | None = None


class IngredientPao(Struct, frozen=True, forbid_unknown_fields=True):
    """The months after opening that are usual where one of the ingredients called `names` is in it."""

    names: tuple[str, ...]
    months: int
    grade: Grade
    source: str


class UsualPao(Struct, frozen=True, forbid_unknown_fields=True):
    """The months after opening that are usual for a kind; 0 means at once, None that only the label knows."""

    grade: Grade
    source: str
    lowest: Annotated[int, Meta(ge=0)] | None = None
    highest: Annotated[int, Meta(ge=1)] | None = None
    ingredients: tuple[IngredientPao, ...] = ()

    def months(self, ingredients: tuple[str, ...] = ()) -> int | None:
        """The months to go by where no symbol is known: the shorter end, as caution asks; None where nobody can say.

        What may be for a single use has no shorter end to go by: then the longer one.
        """
        held = {each.casefold() for each in ingredients}
        special = [each.months for each in self.ingredients if held & set(each.names)]
        usual = self.lowest or self.highest
        return min([*special, usual]) if usual is not None else min(special, default=None)


class ProductKind(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/product_kinds.toml`.

    `rank` is the place in the order of layers (lower goes on earlier), `grade` and `source` say how sure that is and
    who says so, `also` holds other words that people write for it. The days of a `slow` one are chosen for it alone.
    """

    id: Id
    label: str
    rank: int
    when: PartOfDay
    grade: Grade
    source: str
    usual: Usual
    pao: UsualPao
    also: tuple[str, ...] = ()
    slow: bool = False
