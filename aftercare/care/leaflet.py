"""The leaflet of a plan, without any record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from aftercare.care.helping import help_without_record, region_called, with_region
from aftercare.care.plan_preview import present_of, sessions_of_plan
from aftercare.care.planning import consider_first_plan
from aftercare.model.leaflet import Known
from aftercare.model.leaflet_safety import leaflet
from aftercare.store import reference

if TYPE_CHECKING:
    from aftercare.model.leaflet import Leaflet
    from aftercare.model.plan import Plan


def leaflet_of_plan(plan: Plan, now: datetime, region: str | None = None) -> Leaflet:
    """What a client would get on paper by `plan`. Writes nothing, and reads the reference data only. Raises BadPlan.

    The emergency number is that of `region`, a country's name or code. Without it the number of the country that the
    clock's zone points to is told with 112 and the others beside it. Raises BadInput for a country that is not known.
    """
    page = help_without_record(now, practitioner=plan.practitioner)
    if region is not None:
        page = with_region(page, region_called(region).id)
    adoption = consider_first_plan(plan, now, plan.starts)
    return leaflet(
        plan,
        Known(
            routine=present_of(adoption, plan).routine,
            around=sessions_of_plan(plan, now),
            page=page,
            kinds=reference.product_kinds(),
            zones=reference.zones(),
            points=reference.points(),
            magnet_rules=tuple(reference.magnet_rules().values()),
            at_once=tuple(reference.allowed_at_once().values()),
            session_kinds=tuple(reference.session_kinds().values()),
            preparations=tuple(reference.preparations().values()),
        ),
    )
