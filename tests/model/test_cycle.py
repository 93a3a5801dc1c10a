"""Cycles: skin cycling by example, what it does after a break, and that steps of one cycle stay in step."""

from datetime import timedelta

import pytest
from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, row_of, wall
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.deciding import decide
from aftercare.model.pause import Pause
from aftercare.model.routine import ByClient, Step, Terms
from aftercare.model.rules import Cycle, Daily

EXFOLIANT = a_step(Cycle(4, (1,), START, 3), step_id="acid")
RETINOID = a_step(Cycle(4, (2,), START, 3), step_id="retinoid")
BARRIER = a_step(Cycle(4, (3, 4), START, 3), step_id="barrier")
PRESCRIBED = a_step(Cycle(4, (2,), START, 3), step_id="prescribed", product="retinoid")


def rows(seen, *steps):
    return [row_of(each, seen, 21, a_routine(*steps)) for each in steps]


def test_skin_cycling():
    assert rows(circumstances(), EXFOLIANT, RETINOID, BARRIER) == [
        "x...x.. .x...x. ..x...x",
        ".x...x. ..x...x ...x...",
        "..xx..x x..xx.. xx..xx.",
    ]


def test_after_a_hold_on_one_step_all_of_the_cycle_go_on_at_recovery():
    seen = circumstances(holds=(a_hold(wall(5), wall(7), "retinoid"),))
    assert rows(seen, EXFOLIANT, RETINOID, BARRIER) == [
        "x...x.. ..x...x ...x...",
        ".x...h. ...x... x...x..",
        "..xx..x xx..xx. .xx..xx",
    ]


def test_a_hold_on_another_step_does_not_move_a_prescribed_one():
    seen = circumstances(holds=(a_hold(wall(4), wall(6), "acid"),))
    alone = row_of(PRESCRIBED, circumstances(), 21)
    assert rows(seen, EXFOLIANT, PRESCRIBED)[1] == alone


def test_the_ruling_says_from_when_on_it_went_on():
    seen = circumstances(pauses=(Pause("away", on_day(7), on_day(10)),))
    ruling = decide(EXFOLIANT, on_day(13), a_routine(EXFOLIANT), seen).reason
    assert (ruling.position, ruling.restarted, ruling.due) == (1, on_day(11), True)


def test_breaks_that_touch_are_one():
    pauses = (Pause("a", on_day(4), on_day(5)), Pause("b", on_day(6), on_day(7)))
    assert row_of(EXFOLIANT, circumstances(pauses=pauses), 14) == "x...p.. ...x..."


def test_a_break_before_the_start_does_not_count():
    seen = circumstances(pauses=(Pause("away", on_day(-5), on_day(-1)),))
    assert row_of(EXFOLIANT, seen, 7) == "x...x.."


def test_another_step_interrupts_only_while_it_is_in_the_cycle():
    cycle = RETINOID.terms[0].rule
    terms = Terms(START, ("evening",), Daily()), Terms(on_day(10), ("evening",), cycle)
    joined = Step("late", "Late", 1, terms, ByClient())
    seen = circumstances(pauses=(Pause("away", on_day(3), on_day(5), steps=("late",)),))
    assert row_of(EXFOLIANT, seen, 14, a_routine(EXFOLIANT, joined)) == "x...x.. .x...x."


@pytest.mark.parametrize(("due", "recovery"), [(5, 1), (0, 1), (1, 9), (1, 0)])
def test_positions_lie_in_the_cycle(due, recovery):
    with pytest.raises(ValueError, match="lies outside"):
        Cycle(4, (due,), START, recovery)


@given(st.integers(2, 12), st.data())
def test_without_breaks_it_is_due_once_in_its_days_at_each_position(days, data):
    due = data.draw(st.sets(st.integers(1, days), min_size=1))
    step = a_step(Cycle(days, tuple(due), START, 1))
    first = data.draw(st.integers(0, 60))
    found = [decide(step, on_day(first + n), a_routine(step), circumstances()) for n in range(days)]
    assert {each.reason.position for each in found if each.reason.due} == due
    assert timedelta(days) == found[-1].day - found[0].day + timedelta(1)
