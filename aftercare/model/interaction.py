"""What goes together in one routine and what does not, as `data/interactions.toml` has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from operator import itemgetter
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


class Pairings:
    """What is said of two things together. Each is the id of an ingredient, a class, a kind of product, an activity or
    a circumstance.
    """

    def __init__(
        self,
        interactions: Iterable[Interaction],
        ingredients: Mapping[Id, IngredientRow],
        classes: Mapping[Id, IngredientClass],
    ) -> None:
        self._ingredients = ingredients
        self._classes = classes
        self._nearness: dict[Id, dict[Id, int]] = {}
        # both ways round, by what stands first
        self._naming: dict[Id, list[tuple[int, tuple[Id, ...], Interaction]]] = {}
        for number, each in enumerate(interactions):
            for left, right in ((each.a, each.b), (each.b, each.a)):
                for one in left:
                    self._naming.setdefault(one, []).append((number, right, each))

    def speak_of(self, thing: Id) -> bool:
        """Whether anything is said of `thing` together with something else."""
        return not self._naming.keys().isdisjoint(self._near(thing))

    def between(self, a: Id, b: Id) -> Interaction | None:
        """What is said of the two, in whichever order they are named; None where nothing is.

        A row that names the ingredient itself comes before that of its class, and that before its family's; of two that
        are as near, the graver.
        """
        near_b = self._near(b)
        found = [
            (far + near_b[other], _GRAVITY[each.verdict], number, each)
            for one, far in self._near(a).items()
            for number, right, each in self._naming.get(one, ())
            for other in right
            if other in near_b
        ]
        return min(found, key=itemgetter(0, 1, 2))[3] if found else None

    def _near(self, thing: Id) -> dict[Id, int]:
        """The ids by which `thing` may be named, and how near each is to it: 0 is its own."""
        if thing not in self._nearness:
            self._nearness[thing] = {each: place for place, each in enumerate(self._names(thing))}
        return self._nearness[thing]

    def _names(self, thing: Id) -> tuple[Id, ...]:
        if thing in self._ingredients:
            row = self._ingredients[thing]
            flag = (SUN_SENSITISING,) if row.sun in (Sun.SENSITISING, Sun.PHOTOTOXIC) else ()
            return (thing, *families_of(row.classes, self._classes), *flag)
        return families_of((thing,), self._classes) if thing in self._classes else (thing,)
