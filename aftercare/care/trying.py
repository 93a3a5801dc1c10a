"""Patch tests: a product is tried on a small spot before it goes on the face."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care.circumstances import Surrounded
from aftercare.care.shelving import Shelving
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.product_test import SPOT, Outcome, ProductTest
from aftercare.model.routine import EVENING, ByClient, Daily, Id, Product, Routine, Step, Terms

if TYPE_CHECKING:
    from aftercare.model.floor import Floor
    from aftercare.model.titration_plan import PatchTest


class StartedTest(Struct, frozen=True):
    """A test that was begun, and the row of the reference tables that it goes by."""

    test: ProductTest
    row: PatchTest


class Trying(Surrounded, Shelving):
    """Patch tests. The daily reminder is a step of the routine; notes on it are notes about that step."""

    def patch_tests(self) -> tuple[ProductTest, ...]:
        """All that were ever begun, the newest last."""
        return tuple(sorted(self.present().tests.values(), key=lambda each: (each.first, each.id)))

    def open_test(self, product: Id) -> ProductTest:
        """The test of `product` that nobody has ended. Raises NotFound."""
        found = [each for each in self.patch_tests() if each.product == product and each.is_open]
        if not found:
            raise NotFound("No patch test of it is open.", "`aftercare patch-test start PRODUCT` begins one.")
        return found[-1]

    def runs_to(self, test: ProductTest, now: datetime) -> date:
        """The last day of `test`, as seen at `now`: one that rested goes on for longer than it was meant to."""
        from aftercare.model.deciding import StepWalk
        from aftercare.model.preview import PREVIEW_DAYS
        from aftercare.model.rulings import Verdict

        routine, today = self.present().routine, self.today(now)
        step = routine.steps.get(test.step)
        if step is None or not test.is_open:
            return test.last
        far = today + timedelta(days=PREVIEW_DAYS)
        walk = StepWalk(step, routine, self.circumstances(now, today, far))
        due = (day for day, _, verdict in walk.occurrences(today, far) if verdict is Verdict.DUE)
        return max(test.last, *due)

    def start_patch_test(self, product: Id, now: datetime, *, known_allergy: bool = False) -> StartedTest:
        """Begins a patch test today, with a step that asks for it: longer with an allergy, recorded or said here, on a
        spot for acids, peels and retinoids. Raises NotFound and BadInput.
        """
        from aftercare.model.after_words import until_words
        from aftercare.model.floor_words import floor_sentence, next_step
        from aftercare.model.patch_testing import last_day, row_for, step_of
        from aftercare.model.product_ingredients import rows_of
        from aftercare.model.safety_questions import is_allergic
        from aftercare.store.reference import ingredient_classes, ingredients, patch_tests

        with self._looking_closely():
            today = self.today(now)
            of = self._known_product(product).as_on(today)
            if of.by_prescription:
                raise BadInput(f"“{of.name}” is prescribed.", "Ask the prescriber whether and how to try it first.")
            if any(each.product == product and each.is_open for each in self.patch_tests()):
                raise BadInput(
                    f"A patch test of “{of.name}” is open already.", "`aftercare patch-test done` says how it ended."
                )
            rows = rows_of(of, ingredients())
            allergic = known_allergy or is_allergic(self.present().safety, today)
            row = row_for(of.kind, rows, ingredient_classes(), patch_tests(), known_allergy=allergic)
            if (floor := self._floor_over(of, today)) is not None:
                raise BadInput(f"“{of.name}” is not offered. {floor_sentence(floor)}", next_step(floor))
            if row.id == SPOT and (until := self._rests_until(of, now)) is not None:
                raise BadInput(
                    f"“{of.name}” rests after your session, on a spot of the face too.",
                    f"Begin the test after {until_words(until, now.tzinfo, now)}, or ask your therapist.",
                )
            mark = os.urandom(4).hex()
            test = ProductTest(mark, product, row.id, today, last_day(today, row), f"own-patch-test-{mark}")
            present = self.present()
            order = max((each.order for each in present.routine.steps.values()), default=0) + 1
            step = step_of(test, of, row, present.routine.slots.values(), order)

            def put() -> None:
                self._put(tables.STEPS, step.id, step)
                self._put(tables.PRODUCT_TESTS, test.id, test)

            self._do(Deed.START_TEST, now, put)
        return StartedTest(test, row)

    def _rests_until(self, product: Product, now: datetime) -> datetime | None:
        """Until when `product` rests after a session, on the face, as seen at `now`; None where it does not."""
        from aftercare.care.resting import holds_on

        present, today = self.present(), self.today(now)
        alone = self._alone(product, today)
        holds = holds_on(present, alone, (today,), present.zones, now, self.folder.snapshots)
        return max((each.end for each in holds if each.includes(now)), default=None)

    def _floor_over(self, product: Product, today: date) -> Floor | None:
        """What keeps `product` from being offered today."""
        from aftercare.care.flooring import floors_of

        present = self.present()
        floors, _ = floors_of(present, self._alone(product, today), self.folder.snapshots)
        return next((each.floor for each in floors if each.includes(today)), None)

    def _alone(self, product: Product, today: date) -> Routine:
        """A routine that applies nothing but `product`, from today on."""
        applied = Step("patch-test", product.name, 0, (Terms(today, (EVENING.id,), Daily()),), ByClient(), product.id)
        return Routine(self.present().routine.slots, {product.id: product}, {applied.id: applied})

    def end_patch_test(self, product: Id, outcome: Outcome, now: datetime) -> ProductTest:
        """Says how the open test of `product` ended; its step ends with today. Raises NotFound."""
        from aftercare.model.editing import ended, is_over

        with self._looking_closely():
            test = self.open_test(product)
            today = self.today(now)
            after = replace(test, outcome=outcome, ended=today)
            step = self.present().routine.steps.get(test.step)
            goes_on = step is not None and not is_over(step, today) and step.ends is None
            left = ended(step, today + timedelta(days=1), today) if step is not None and goes_on else None

            def put() -> None:
                if left is not None:
                    self._put(tables.STEPS, left.id, left)
                self._put(tables.PRODUCT_TESTS, after.id, after)

            self._do(Deed.END_TEST, now, put)
        return after
