"""Adherence: what counts, how the score moves, runs of days and the short form; and that held days change nothing."""

from datetime import timedelta

import pytest
from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.adherence import (
    DayForm,
    Outcome,
    Result,
    Run,
    Tally,
    adherence,
    day_forms,
    outcomes,
    run_of_days,
    scores,
)
from aftercare.model.check_off import Done
from aftercare.model.pause import Pause
from aftercare.model.routine import ByClient, Step, Terms
from aftercare.model.rules import AsNeeded, Daily, EveryDays, Weekday, Weekdays

SIGNS = {"d": Result.DONE, "s": Result.SKIPPED, "m": Result.MISSED, "o": Result.OPEN, "h": Result.COVERED}


def a_window(row, step="gel", every=1):
    """Outcomes every so many days: done, skipped, missed, open, held."""
    return [Outcome(step, on_day(every * n), "evening", SIGNS[letter]) for n, letter in enumerate(row)]


def test_what_was_done_over_what_counts():
    found = adherence(a_window("ddsmhho")).routine
    assert found == Tally(done=2, skipped=1, missed=1)
    assert found.share == 0.5
    assert Tally().share is None


def test_a_step_a_slot_and_the_routine_have_their_own():
    gel, serum = a_step(Daily(), slots=("evening", "morning")), a_step(Weekdays((Weekday.MON,)), step_id="serum")
    seen = circumstances(wall(7), answered="ddd.sdd", holds=(a_hold(wall(5), wall(6)),))
    found = adherence(outcomes(a_routine(gel, serum), seen, START, on_day(7)))
    # The hold covers the evening of day 5, which was answered, and the morning of day 6; day 7 is running.
    assert found.steps["gel"] == Tally(done=4, skipped=1, missed=7)
    assert found.steps["serum"] == Tally(0, 0, 1)
    assert found.slots == {"evening": Tally(4, 1, 2), "morning": Tally(0, 0, 6)}
    assert found.routine == Tally(4, 1, 8)


def test_today_counts_once_it_is_answered_and_tomorrow_never():
    step = a_step(Daily())
    found = outcomes(a_routine(step), circumstances(wall(1), answered="d."), START, on_day(9))
    results = [each.result for each in found]
    assert results == [Result.DONE, Result.OPEN]


def test_what_is_covered_does_not_count_even_when_it_was_answered():
    step = a_step(Daily())
    seen = circumstances(wall(9), answered="dsdsdd", pauses=(Pause("ill", on_day(2), on_day(3)),))
    results = [each.result for each in outcomes(a_routine(step), seen, START, on_day(5))]
    assert "".join({v: k for k, v in SIGNS.items()}[each] for each in results) == "dshhdd"


def test_a_step_as_needed_has_no_occurrences():
    assert outcomes(a_routine(a_step(AsNeeded(2))), circumstances(wall(9)), START, on_day(9)) == []


# ---- the score


def test_half_the_score_of_a_daily_step_comes_in_13_days_and_80_percent_in_a_month():
    assert scores(a_window("d" * 13)).steps["gel"] == pytest.approx(0.5)
    assert scores(a_window("d" * 30)).steps["gel"] == pytest.approx(0.8, abs=0.005)


def test_a_weekly_step_needs_34_days():
    """0.5 ** (1 / (13 * sqrt(1/7))) an occurrence: half of it after 34.4 days, 4.9 occurrences."""
    five = scores(a_window("ddddd", every=7)).steps["gel"]
    assert five == pytest.approx(1 - 0.5 ** (5 / (13 * (1 / 7) ** 0.5)))
    assert scores(a_window("dddd", every=7)).steps["gel"] < 0.5 < five


def test_one_missed_day_after_a_long_run_costs_little():
    before, after = (scores(a_window(row)).steps["gel"] for row in ("d" * 60, "d" * 60 + "m"))
    assert 0.04 < before - after < 0.06


def test_in_the_routine_s_score_a_step_weighs_as_often_as_it_is_due():
    daily, weekly = a_window("d" * 28), a_window("mmmm", "serum", every=7)
    found = scores([*daily, *weekly])
    assert found.steps["serum"] == 0
    assert found.routine == pytest.approx(found.steps["gel"] * 1 / (1 + 1 / 7))


def test_nothing_that_counts_has_no_score():
    assert scores(a_window("hho")).routine is None
    assert scores([]).steps == {}


rows = st.text("dsmh", min_size=1, max_size=60)


@given(rows)
def test_a_score_lies_between_none_and_all(row):
    found = scores(a_window(row)).routine
    assert found is None or 0 <= found < 1


@given(st.text("dsm", min_size=1, max_size=60), st.data())
def test_days_that_are_held_change_neither_tally_nor_score_nor_run(row, data):
    step = a_step(Daily())
    held = "".join(letter + "h" * data.draw(st.integers(0, 2)) for letter in row)
    plain, covered = a_window(row), a_window(held)
    assert adherence(plain) == adherence(covered)
    assert scores(plain).steps["gel"] == pytest.approx(scores(covered).steps["gel"])
    routine = a_routine(step)
    assert run_of_days(day_forms(routine, plain)) == run_of_days(day_forms(routine, covered))


# ---- days


def forms(gel, serum, last=9):
    """Days of an essential gel and a serum that is not."""
    routine = a_routine(a_step(Daily(), essential=True), a_step(Daily(), step_id="serum"))
    window = a_window(gel) + a_window(serum, "serum")
    return list(day_forms(routine, window).values())


def test_the_essential_steps_alone_make_a_short_form_day():
    assert forms("ddmdh", "dmdhm") == [DayForm.FULL, DayForm.SHORT, DayForm.BROKEN, DayForm.FULL, DayForm.BROKEN]


def test_a_day_on_which_nothing_counts_or_something_is_open_is_neutral():
    assert forms("hod", "hdo") == [DayForm.NEUTRAL] * 3


def test_without_essential_steps_no_day_is_short():
    assert list(day_forms(a_routine(a_step(Daily())), a_window("dm")).values()) == [DayForm.FULL, DayForm.BROKEN]


def test_runs():
    routine = a_routine(a_step(Daily()))

    def run(row):
        return run_of_days(day_forms(routine, a_window(row)))

    assert run("") == Run(0, 0)
    assert run("ddddmdd") == Run(2, 4)
    assert run("ddhhd") == Run(3, 3)
    assert run("ddo") == Run(2, 2)
    assert run("ddm") == Run(0, 2)


# ---- the past


@given(st.text("ds.", min_size=20, max_size=20), st.integers(1, 20), st.sampled_from([Daily(), EveryDays(2, START)]))
def test_a_routine_edited_today_leaves_the_past_as_it_was(answered, since, rule):
    before = a_step(Daily())
    after = replace(before, terms=(*before.terms, Terms(on_day(since), ("morning",), rule)))
    seen = circumstances(wall(since), answered=answered[:since])
    end = on_day(since) - timedelta(1)
    one, other = (outcomes(a_routine(each), seen, START, end) for each in (before, after))
    assert one == other
    assert (adherence(one), scores(one)) == (adherence(other), scores(other))


def test_done_off_the_plan_does_not_count():
    step = Step("gel", "Gel", 1, (Terms(START, ("evening",), Weekdays((Weekday.TUE,))),), ByClient())
    seen = circumstances(wall(7), answered="dd")
    assert isinstance(seen.answers["gel"][START]["evening"], Done)
    assert adherence(outcomes(a_routine(step), seen, START, on_day(6))).routine == Tally(done=1)
