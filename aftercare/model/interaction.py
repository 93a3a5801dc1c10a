"""What goes together in one routine and what does not, as `data/interactions.toml` has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from aftercare.model.ingredient import IngredientClass, families_of
from aftercare.model.ingredient_row import IngredientRow, Sun
from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id


class Verdict(StrEnum):
    """Whether two things go together, the gravest first."""

    AVOID = "avoid"
    """Not in one application."""
    ALTERNATE = "alternate"
    """Not in one application: in the other half of the day, or on other nights."""
    CAUTION = "caution"
    OK = "ok"
    GOOD = "good"


class Apart(StrEnum):
    """How two things alternate."""

    OTHER_HALF_DAY = "other-half-day"
    OTHER_NIGHT = "other-night"


class Evidence(StrEnum):
    """What kind of knowledge it is."""

    DOCUMENTED = "documented"
    CONSENSUS = "consensus"
    PLAUSIBLE = "plausible"
    THEORETICAL = "theoretical"
    LABEL = "label"
    MYTH = "myth"
    """It is often said that the two do not go together, and that is not so, or mostly not."""


class Circumstance(StrEnum):
    """What the other side is where it is no product: how, when or on what something is used."""

    SUN = "sun"
    MORNING = "morning"
    NO_SUNSCREEN = "no-sunscreen"
    NEEDLED_SKIN = "needled-skin"
    NEW_PRODUCT = "new-product"
    MIXED = "mixed"
    DEVICE = "device"


#: Whatever makes skin burn in the sun, as `Sun` says it of an ingredient.
SUN_SENSITISING = "sun-sensitising"


class Interaction(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of `a` and `b` together, each a choice of ids; `how` they alternate, None where either way does."""

    a: Annotated[tuple[Id, ...], Meta(min_length=1)]
    b: Annotated[tuple[Id, ...], Meta(min_length=1)]
    verdict: Verdict
    reason: Words
    evidence: Evidence
    how: Apart | None = None

    def __post_init__(self) -> None:
        if self.how is not None and self.verdict is not Verdict.ALTERNATE:
            raise ValueError(f"the interaction {self.id} says how, and nothing alternates")


_GRAVITY = {verdict: place for place, verdict in enumerate(Verdict)}


def between(
    a: Id,
    b: Id,
    interactions: Iterable[Interaction],
    ingredients: Mapping[Id, IngredientRow],
    classes: Mapping[Id, IngredientClass],
) -> Interaction | None:
    """What is said of the two together, in whichever order they are named; None where nothing is.

    Each is the id of an ingredient, a class, a kind of product, an activity or a circumstance. A row that names the
    ingredient itself comes before that of its class, and that before its family's; of two that are as near, the graver.
    """
    nearness_a, nearness_b = _nearness(a, ingredients, classes), _nearness(b, ingredients, classes)
    found: list[tuple[int, int, Interaction]] = []
    for each in interactions:
        ways = ((each.a, each.b), (each.b, each.a))
        far = [
            min(nearness_a[one] for one in left if one in nearness_a)
            + min(nearness_b[other] for other in right if other in nearness_b)
            for left, right in ways
            if not nearness_a.keys().isdisjoint(left) and not nearness_b.keys().isdisjoint(right)
        ]
        if far:
            found.append((min(far), _GRAVITY[each.verdict], each))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _nearness(
    thing: Id, ingredients: Mapping[Id, IngredientRow], classes: Mapping[Id, IngredientClass]
) -> dict[Id, int]:
    """The ids by which `thing` may be named, and how near each is to it: 0 is its own."""
    if thing in ingredients:
        row = ingredients[thing]
        above = families_of(row.classes, classes)
        if row.sun in (Sun.SENSITISING, Sun.PHOTOTOXIC):
            above = (*above, SUN_SENSITISING)
        return {thing: 0, **{each: place for place, each in enumerate(above, 1)}}
    if thing in classes:
        return {each: place for place, each in enumerate(families_of((thing,), classes))}
    return {thing: 0}
