"""Which position of its cycle a day has."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from aftercare.model.rules import Cycle
from aftercare.model.rulings import InCycle


def position_on(cycle: Cycle, day: date, restarts: Sequence[date]) -> InCycle:
    """The position of `cycle` on `day`.

    `restarts` are the first days after holds and pauses, in their order. While one lasts the position runs on with the
    calendar, so that what it covers can be named.
    """
    if day < cycle.start:
        return InCycle(cycle, None, None, due=False)
    before = bisect_right(restarts, day)
    restarted = restarts[before - 1] if before and restarts[before - 1] > cycle.start else None
    passed = (day - restarted).days + cycle.recovery - 1 if restarted else (day - cycle.start).days
    position = passed % cycle.days + 1
    return InCycle(cycle, position, restarted, due=position in cycle.due)
