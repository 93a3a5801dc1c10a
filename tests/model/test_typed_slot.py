"""Parts of the day as they are typed."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, to_builtins

from aftercare.errors import BadInput
from aftercare.model.routine import EVENING, MORNING, Slot
from aftercare.model.typed_slot import new_slot, set_to, slot_called, slot_typed

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "slot"),
    [
        ("noon 12:30", Slot("noon", "Noon", time(12, 30))),
        (" after  lunch, 9:05 ", Slot("after-lunch", "After lunch", time(9, 5))),
        ("Café 16:00", Slot("cafe", "Café", time(16))),
        ("обед 13:00", Slot("slot-1300", "Обед", time(13))),
    ],
)
def test_a_name_and_a_time_make_a_part_of_the_day(typed, slot):
    assert slot_typed(typed) == slot


@pytest.mark.parametrize(
    "typed", ["noon", "12:30", "noon 25:00", "noon 12.30", "", "x\u202ey 12:30", f"{'x' * 41} 12:30"]
)
def test_what_is_none(typed):
    with pytest.raises(BadInput):
        slot_typed(typed)


@given(st.text(min_size=1, max_size=40), st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_whatever_the_name_is_the_id_can_be_kept(name, at):
    try:
        slot = new_slot(name, at)
    except BadInput:
        return
    assert convert(to_builtins(slot), Slot) == slot


def test_another_time_holds_from_its_day():
    moved = set_to(EVENING, time(21, 30), "", TODAY)
    days = (TODAY - timedelta(1), TODAY)
    assert [moved.at_on(day) for day in days] == [time(21), time(21, 30)]
    assert set_to(moved, time(21, 30), "", TODAY) == moved
    assert set_to(moved, None, "Late", TODAY).name == "Late"


def test_only_the_whole_name_calls_one():
    assert slot_called("EVENING", [MORNING, EVENING]) == EVENING
    assert slot_called("even", [MORNING, EVENING]) is None
