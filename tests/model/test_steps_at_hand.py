"""Which steps are done by putting magnets on or pressing a point."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from aftercare.model.check_off import Done, Occurrence, Pending, StateWithCover
from aftercare.model.routine import EVENING, MORNING, Activity, ByClient, Client, Slot, Step, Terms
from aftercare.model.rules import Daily
from aftercare.model.steps_at_hand import steps_at_hand
from aftercare.model.today import DueStep, SlotOfDay, TodayView

NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)


def due(name: str, slot: Slot = EVENING, state: StateWithCover = Pending(), **more) -> DueStep:  # noqa: B008
    terms = (Terms(NOW.date(), (slot.id,), Daily()),)
    step = Step(name, name, 0, terms, ByClient(), **{"activity": Activity.MAGNETS, **more})
    return DueStep(Occurrence(name, NOW.date(), slot.id), step, None, state)


def view(*steps: DueStep, current: str = "evening") -> TodayView:
    slots = tuple(
        SlotOfDay(slot, found)
        for slot in (MORNING, EVENING)
        if (found := tuple(each for each in steps if each.occurrence.slot == slot.id))
    )
    today = date(2026, 11, 22)
    return TodayView(Client(""), today, today, NOW, slots, current, (), None, None)


@pytest.mark.parametrize(
    ("steps", "zones", "meant"),
    [
        ((due("a"),), ("chin",), ["a evening"]),
        ((due("a", state=Done(NOW)),), ("chin",), []),
        ((due("a", activity=Activity.MASSAGE),), ("chin",), []),
        # in the morning the evening's is not meant where there is one for each
        ((due("a", MORNING), due("a")), ("chin",), ["a evening"]),
        ((due("a", MORNING), due("a", state=Done(NOW))), ("chin",), []),
        # the day's only one is meant whatever the hour
        ((due("a", MORNING),), ("chin",), ["a morning"]),
        # a single one is meant wherever its magnets went, of several those whose zone it was
        ((due("a", zones=("temple-l",)),), ("chin",), ["a evening"]),
        ((due("a", zones=("temple-l",)), due("b", zones=("chin",))), ("chin",), ["b evening"]),
        ((due("a", zones=("temple-l",)), due("b", zones=("chin",))), ("nose",), []),
        ((due("a", zones=("temple-l",)), due("b")), ("nose",), ["b evening"]),
    ],
)
def test_the_open_step_that_was_meant(steps, zones, meant):
    found = steps_at_hand(view(*steps), Activity.MAGNETS, zones)
    assert [f"{each.step.id} {each.occurrence.slot}" for each in found] == meant
