"""Sun care after an acid was used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aftercare.care.shelving import Shelving

if TYPE_CHECKING:
    from aftercare.model.sun_care import SunCare, SunDays

#: What is taken from them is kept, so that they need not be read at every start.
_TABLES = ("ingredients", "ingredient_classes", "sun_flags")
#: How far a flag reaches; `data/sun_flags.toml` is held to it by a test.
FLAG_REACH = timedelta(days=7)


class Sunned(Shelving):
    """Sun care."""

    def sun_care(self, now: datetime) -> SunCare | None:
        """Until when sun care is advised after what was used lately; None where nothing asks for it.

        Reads reference data only where a product with ingredients was used.
        """
        today, routine = self.today(now), self.present().routine
        used = []
        for step_id, days in self._days_done(today - FLAG_REACH, today).items():
            step = routine.steps.get(step_id)
            for day in days if step is not None else ():
                of_day = step.as_on(day) if step is not None else None
                product = routine.products.get(of_day.product or "") if of_day is not None else None
                if of_day is not None and product is not None and product.as_on(day).ingredients:
                    used.append((of_day.name, day, product.as_on(day)))
        if not used:
            return None
        from aftercare.model.rest import label_key
        from aftercare.model.sun_care import SunDays, sun_care
        from aftercare.store.extract import extracted

        asked = sorted(
            {(name, each.strengths.get(name)) for _, _, each in used for name in each.ingredients},
            key=lambda one: (one[0], one[1] or 0),
        )
        known = extracted(self.folder.snapshots / "sun", SunDays, _TABLES, asked, lambda: _from_tables(asked))
        labelled = [
            (name, day, [label_key(each, product.strengths.get(each)) for each in product.ingredients])
            for name, day, product in used
        ]
        return sun_care(labelled, known, today)


def _from_tables(labels: list[tuple[str, float | None]]) -> SunDays:
    from aftercare.model.ingredient_row import families
    from aftercare.model.product_ingredients import rows_called
    from aftercare.model.rest import label_key
    from aftercare.model.sun_care import SunDays
    from aftercare.store import reference

    names, classes = reference.ingredient_names(), reference.ingredient_classes()
    days: dict[str, int] = {}
    advice: dict[str, str] = {}
    for name, percent in labels:
        held = {each for row in rows_called(name, percent, names) for each in families(row, classes)}
        for flag in reference.sun_flags().values():
            if held & set(flag.ingredient_classes):
                days[label_key(name, percent)], advice[label_key(name, percent)] = flag.days, flag.advice
    return SunDays(days, advice)
