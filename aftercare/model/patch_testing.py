"""A product that the client tries on a small spot before it goes on the face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.model.ingredient import IngredientClass
from aftercare.model.ingredient_row import IngredientRow, families
from aftercare.model.routine import Activity, ByClient, Id, Product, Slot, Step, Terms
from aftercare.model.rules import CourseByDates, Daily, EveryDays
from aftercare.model.titration_plan import PatchTest

#: The tests of `data/patch_tests.toml` that are begun here: the usual one, with a known allergy, acids and retinoids.
USUAL, WITH_ALLERGY, SPOT = "ten-days", "fourteen-days", "jaw-spot"


class Outcome(StrEnum):
    """How a patch test ended."""

    CALM = "calm"
    REACTED = "reacted"
    BROKEN_OFF = "broken off"


class ProductTest(Struct, frozen=True):
    """A test of `product` from the day `first` to `last`, by the row `how`; `step` is the one that asks for it daily.

    It is open until somebody says how it ended: days that have passed say nothing about skin.
    """

    id: Id
    product: Id
    how: Id
    first: date
    last: date
    step: Id
    outcome: Outcome | None = None
    ended: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how it ended."""
        return self.outcome is None


def row_for(
    rows: Iterable[IngredientRow],
    classes: Mapping[Id, IngredientClass],
    tests: Mapping[Id, PatchTest],
    *,
    known_allergy: bool,
) -> PatchTest:
    """The test for a product with these ingredients: the spot at the jaw for what irritates under a test anyway."""
    usual = tests[WITH_ALLERGY if known_allergy else USUAL]
    held = {each for row in rows for each in families(row, classes)}
    return tests[SPOT] if held & set(usual.not_for) else usual


def step_of(test: ProductTest, product: Product, row: PatchTest, slots: Iterable[Slot], order: float) -> Step:
    """The step that asks for the test: an activity, as the product does not go on the face with it."""
    in_order = sorted(slots, key=lambda slot: slot.at)
    spaced = row.id == SPOT
    # the spot is for evenings, with a free one between each; twice a day takes the first and the last slot
    used = in_order[-1:] if spaced or row.times_a_day == 1 else [in_order[0], in_order[-1]]
    return Step(
        id=test.step,
        name=f"Patch test: {product.name}",
        order=order,
        terms=(
            Terms(
                test.first,
                tuple(dict.fromkeys(each.id for each in used)),
                EveryDays(2, test.first) if spaced else Daily(),
                course=CourseByDates(test.first, test.last),
            ),
        ),
        origin=ByClient(),
        amount="a thin film",
        instruction=f"{row.how} {row.stop} {row.cautions}",
        activity=Activity.OTHER,
    )


def last_day(first: date, row: PatchTest) -> date:
    """The last day of a test that begins on `first`."""
    return first + timedelta(days=row.days - 1)
