"""Which steps of the day are done by doing what they are about: putting magnets on, pressing points."""

from __future__ import annotations

from collections.abc import Collection

from aftercare.model.check_off import Pending
from aftercare.model.routine import Activity, Id
from aftercare.model.today import DueStep, TodayView


def steps_at_hand(view: TodayView, activity: Activity, zones: Collection[Id]) -> tuple[DueStep, ...]:
    """The open steps of `activity` that were meant when it was done in `zones` at `view.now`.

    A step is meant in the slot that matters now, or in its only one of that day. Of several those that name one of
    `zones`, or none; where there is a single one, it was meant whatever it names. What was answered stays as it is.
    """
    of_day = [each for each in view.due if each.step.activity is activity]
    times = [each.step.id for each in of_day]
    meant = [
        each
        for each in of_day
        if isinstance(each.state, Pending) and (each.occurrence.slot == view.current or times.count(each.step.id) == 1)
    ]
    fitting = tuple(each for each in meant if not each.step.zones or not set(zones).isdisjoint(each.step.zones))
    return fitting or (tuple(meant) if len(set(times)) == 1 else ())
