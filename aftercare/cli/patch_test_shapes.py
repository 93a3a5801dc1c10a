"""What `patch-test` answers with --json."""

from __future__ import annotations

from datetime import date

from aftercare.cli.json_shape import Shape
from aftercare.model.product_test import ProductTest


class PatchTestShape(Shape, frozen=True):
    """A test; `how` names a row of patch_tests, `outcome` is calm, reacted, broken off, or null while it is open.

    `last` is its last day as it stands now: one that rested goes on for longer.
    """

    id: str
    product: str
    how: str
    first: date
    last: date
    step: str
    outcome: str | None


class PatchTestsShape(Shape, frozen=True):
    """All tests, the newest last."""

    client: str
    tests: tuple[PatchTestShape, ...]


def patch_test_shape(test: ProductTest, last: date) -> PatchTestShape:
    """A test that runs to the day `last`."""
    return PatchTestShape(
        id=test.id,
        product=test.product,
        how=test.how,
        first=test.first,
        last=last,
        step=test.step,
        outcome=test.outcome.value if test.outcome else None,
    )
