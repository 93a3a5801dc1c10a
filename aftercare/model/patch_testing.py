"""How a product is tried on a small spot: which test, for how long, and the step that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from aftercare.model.ingredient import IngredientClass
from aftercare.model.ingredient_row import IngredientRow, families
from aftercare.model.product_test import SPOT, ProductTest
from aftercare.model.routine import Activity, ByClient, Id, Product, Slot, Step, Terms
from aftercare.model.rules import CourseByCount, CourseByDates, Daily, EveryDays
from aftercare.model.titration_plan import PatchTest

#: The tests of `data/patch_tests.toml` that are begun here on the arm: the usual one, and with a known allergy.
USUAL, WITH_ALLERGY = "ten-days", "fourteen-days"


def row_for(
    kind: Id,
    rows: Iterable[IngredientRow],
    classes: Mapping[Id, IngredientClass],
    tests: Mapping[Id, PatchTest],
    *,
    known_allergy: bool,
) -> PatchTest:
    """The test for a product of `kind` with these ingredients: a spot at the jaw for what irritates in one anyway."""
    usual = tests[WITH_ALLERGY if known_allergy else USUAL]
    held = {each for row in rows for each in families(row, classes)}
    return tests[SPOT] if kind in usual.not_for_kinds or held & set(usual.not_for) else usual


def step_of(test: ProductTest, product: Product, row: PatchTest, slots: Iterable[Slot], order: float) -> Step:
    """The step that asks for the test: an activity, as the product does not go on the face with it.

    A spot is tried on so many evenings, however long they take: what rests in between does not count.
    """
    in_order = sorted(slots, key=lambda slot: slot.at)
    spaced = row.id == SPOT
    evenings = (row.days + 1) // 2
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
                course=CourseByCount(evenings, test.first) if spaced else CourseByDates(test.first, test.last),
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
