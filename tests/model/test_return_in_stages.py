"""After a hold: at most every so many days until the stage ends, counted from the last use. Rows begin on a Monday."""

from datetime import UTC, timedelta
from itertools import pairwise

from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, row_of, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.check_off import Held, Pending
from aftercare.model.deciding import StepWalk, decide
from aftercare.model.hold import Hold, SlowReturn
from aftercare.model.routine import ByClient
from aftercare.model.rules import AsNeeded, Daily, EveryDays, Weekday, Weekdays
from aftercare.model.rulings import AskFirst, ComingBack, Verdict


def staged(first, end, *stages, step_id="gel"):
    """Held from noon of the day `first` to noon of the day `end`, then stages of (last day at noon, every n days)."""
    slow = tuple(SlowReturn(wall(until).astimezone(UTC), every) for until, every in stages)
    return replace(a_hold(wall(first), wall(end), step_id), stages=slow)


def test_every_third_night_until_the_stage_ends():
    #          hold mon-tue, wed first use, then every 3rd day to sun
    seen = circumstances(wall(0), holds=(staged(0, 2, (13, 3)),))
    assert row_of(a_step(Daily()), seen, 21) == "hhxhhxh hxhhxhx xxxxxxx"


def test_a_stage_after_a_stage():
    seen = circumstances(wall(0), holds=(staged(0, 1, (7, 3), (14, 2)),))
    assert row_of(a_step(Daily()), seen, 21) == "hxhhxhh xhxhxhx xxxxxxx"


def test_it_counts_from_what_was_really_done():
    # the first possible night was skipped, so the next one is free at once
    seen = circumstances(wall(4), answered="...sd", holds=(staged(0, 3, (12, 3)),))
    assert row_of(a_step(Daily()), seen, 14) == "hhhxxhh xhhxhxx"


def test_a_rule_with_days_of_its_own_goes_on_counting_by_them():
    seen = circumstances(wall(0), holds=(staged(0, 1, (14, 3)),))
    assert row_of(a_step(Weekdays((Weekday.TUE, Weekday.THU, Weekday.SUN))), seen, 21) == ".x.h..x .h.x..x .x.x..x"
    assert row_of(a_step(EveryDays(2, START)), seen, 14) == "h.x.h.x .h.x.h."


def test_the_cycle_does_not_restart_for_a_stage():
    one, none = circumstances(wall(0), holds=(staged(0, 2, (9, 2)),)), circumstances(wall(0), holds=(staged(0, 2),))
    cycle = EveryDays(3, START)
    assert row_of(a_step(cycle), one, 14) == row_of(a_step(cycle), none, 14)


def test_what_it_says():
    seen = circumstances(wall(3), answered="..d", holds=(staged(0, 2, (13, 3)),))
    step = a_step(Daily())
    found = decide(step, on_day(3), a_routine(step), seen).slots[0]
    again = wall(5, 21).astimezone(UTC)
    assert found.rulings[-1] == ComingBack(seen.holds[0], 3, wall(13).astimezone(UTC), on_day(2), again, due=False)
    assert found.state == Held(again)
    free = decide(step, on_day(5), a_routine(step), seen).slots[0]
    assert (free.verdict, free.state) == (Verdict.DUE, Pending())


def test_it_comes_back_at_the_same_hour_across_a_clock_change():
    # clocks go back on Sunday 25 October 2026, eight days before the first day
    hold = staged(-11, -9, (2, 3))
    seen = circumstances(wall(-9), holds=(hold,))
    step = a_step(Daily(), since=on_day(-20))
    walk = StepWalk(step, a_routine(step), seen)
    states = [walk.on(on_day(n)).slots[0] for n in range(-9, -3)]
    assert [each.verdict for each in states] == [Verdict.DUE, Verdict.HELD, Verdict.HELD] * 2
    assert states[1].state == Held(wall(-6, 21).astimezone(UTC))


def test_a_prescribed_step_knows_no_stage():
    step = a_step(Daily(), product="retinoid")
    seen = circumstances(wall(0), holds=(staged(0, 2, (9, 3)),))
    assert row_of(step, seen, 14) == "xxxxxxx xxxxxxx"


def test_what_is_sold_on_prescription_only_is_asked_about_and_not_held():
    hold = replace(staged(0, 2, (9, 3)), asks=True)
    step = a_step(Daily())
    seen = circumstances(wall(0), holds=(hold,))
    assert row_of(step, seen, 14) == "xxxxxxx xxxxxxx"
    assert decide(step, on_day(0), a_routine(step), seen).slots[0].reason == AskFirst(hold, prescribed=False)


def test_as_needed_it_is_there_once_in_so_many_days():
    step = a_step(AsNeeded(2, 1))
    hold = staged(0, 1, (9, 3))
    held = decide(step, on_day(3), a_routine(step), circumstances(wall(3), answered="..d", holds=(hold,)))
    assert held.verdict is Verdict.HELD
    free = decide(step, on_day(5), a_routine(step), circumstances(wall(5), answered="..d", holds=(hold,)))
    assert free.verdict is not Verdict.HELD


@given(
    st.integers(0, 10),
    st.integers(1, 6),
    st.integers(1, 20),
    st.integers(2, 9),
    st.sampled_from([Daily(), EveryDays(2, START)]),
)
def test_between_two_uses_in_a_stage_lie_that_many_days(first, length, stage, every, rule):
    end = first + length
    hold = staged(first, end, (end + stage, every))
    step = a_step(rule)
    walk = StepWalk(step, a_routine(step), circumstances(wall(0), holds=(hold,)))
    until = wall(end + stage)
    due = [n for n in range(40) if walk.on(on_day(n)).verdict is Verdict.DUE]
    before = [n for n in due if wall(n, 21) < wall(end)][-1:]
    inside = [n for n in due if wall(end) <= wall(n, 21) < until]
    assert all(later - earlier >= every for earlier, later in pairwise(before + inside))
    free = StepWalk(step, a_routine(step), circumstances(wall(0)))
    for n in [*range(first), *range(end + stage, 40)]:
        assert (n in due) == (free.on(on_day(n)).verdict is Verdict.DUE)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5), st.integers(1, 10), st.integers(2, 6)), max_size=3))
def test_the_quick_way_through_the_days_sees_the_same(spans):
    holds = tuple(
        staged(first, first + length, (first + length + stage, every)) for first, length, stage, every in spans
    )
    step = a_step(Daily(), since=START - timedelta(9))
    seen = circumstances(wall(0), holds=holds)
    one_by_one = StepWalk(step, a_routine(step), seen)
    slowly = [(on_day(n), each.slot, each.verdict) for n in range(40) for each in one_by_one.on(on_day(n)).slots]
    assert list(StepWalk(step, a_routine(step), seen).occurrences(START, on_day(39))) == slowly


def test_a_hold_is_what_it_says():
    hold = Hold("gel", wall(0), wall(1), ByClient(), stages=(SlowReturn(wall(3), 2), SlowReturn(wall(5), 3)))
    found = [hold.stage_at(wall(n)) for n in range(6)]
    assert [each.every_days if each else None for each in found] == [None, 2, 2, 3, 3, None]
