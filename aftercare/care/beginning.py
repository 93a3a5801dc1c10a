"""Beginning an active slowly, by a ready-made plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from aftercare.care.routining import Routining
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.cover import is_prescribed
from aftercare.model.deed import Deed
from aftercare.model.routine import Id, Step

if TYPE_CHECKING:
    from aftercare.model.preview import Preview
    from aftercare.model.titration_plan import TitrationPlan


class Beginning(Routining):
    """Titration plans."""

    def titration_plans(self) -> Mapping[Id, TitrationPlan]:
        """The ready-made plans by id."""
        from aftercare.store.reference import titration_plans

        return titration_plans()

    def titrated(self, seen: Step, plan: Id, now: datetime) -> Step:
        """`seen` as the plan would have it; writes nothing. Raises NotFound and BadInput."""
        from aftercare.model.product_ingredients import rows_of
        from aftercare.model.titrating import begun_slowly, part_for
        from aftercare.store.reference import ingredient_classes, ingredients

        plans, today, routine = self.titration_plans(), self.today(now), self.present().routine
        if plan not in plans:
            raise NotFound(f"There is no such plan as “{plan}”.", f"There are: {', '.join(plans)}.")
        if is_prescribed(seen, routine, today):
            raise BadInput(
                f"“{seen.name}” is prescribed: how it begins is for the prescriber to say.",
                "Ask them, or your therapist.",
            )
        product = routine.products.get(seen.as_on(today).product or "")
        if product is None:
            raise BadInput(f"“{seen.name}” applies no product.", "Choose a step that does.")
        part = part_for(plans[plan], seen.name, rows_of(product.as_on(today), ingredients()), ingredient_classes())
        return begun_slowly(seen, part, routine, today)

    def titrate(self, seen: Step, plan: Id, now: datetime) -> Step:
        """Sets the rule of `seen` to that of a ready-made plan, from today on.

        Raises NotFound, BadInput, and NoLongerCurrent where the step is not as it was `seen`.
        """
        with self._looking_closely():
            self._check_step(seen)
            step = self.titrated(seen, plan, now)
            self._do(Deed.TITRATE, now, lambda: self._put(tables.STEPS, step.id, step))
        return step

    def preview_titrated(self, seen: Step, plan: Id, now: datetime) -> Preview:
        """The coming 28 days with the plan on the step. Raises as `titrated` does."""
        from msgspec.structs import replace

        routine, step = self.present().routine, self.titrated(seen, plan, now)
        others = {each.id: each for each in routine.steps.values() if each.id != step.id}
        return self._previewed(replace(routine, steps={step.id: step, **others}), now, 28)
