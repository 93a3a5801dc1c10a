"""Pausing, letting a step rest, opening again, a whole part of the day, steps as needed, why, and the therapist."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from stage import DAY, Clock, at, kinds, said, settled, shown, state, until
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.check_off import Done, Occurrence
from aftercare.model.pause import PauseReason
from aftercare.model.routine import ByClient, Step, Terms
from aftercare.model.rules import AsNeeded
from aftercare.widgets.day_lines import OnWish
from aftercare.widgets.step_list import StepList


def profile_deeds(home: Home) -> list[str]:
    return [each.action.what for each in Care.open(home)._record.actions("profile")]


@pytest.fixture
def spot_gel(care: Care) -> Step:
    """A step as needed, at most twice a day and four hours apart."""
    step = Step("spot", "Spot gel", 50, (Terms(date(2026, 11, 1), (), AsNeeded(2, 4)),), ByClient(), amount="a dot")
    care._do("start", at(6), lambda: care._put("steps", "spot", step))
    return step


async def test_one_key_ticks_the_whole_part_of_the_day_as_one_action(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("A")
        await settled(pilot)
        assert {state(home, each) for each in ("cleanse", "serum", "gel-evening")} == {"done"}
        assert kinds(home) == ["tick slot"]
        await pilot.press("u")
        await settled(pilot)
        assert state(home, "serum") == "pending"


async def test_backspace_opens_an_answered_step_again(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("space", "up", "backspace")
        await settled(pilot)
        assert state(home, "cleanse") == "pending"
    assert kinds(home) == ["tick", "reopen"]


async def test_a_pause_is_asked_for_and_ended_with_the_same_key(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("2", "enter")
        await settled(pilot)
        (pause,) = Care.open(home).present().pauses.values()
        assert (pause.first, pause.last, pause.reason, pause.steps) == (DAY, None, PauseReason.ILLNESS, ())
        assert state(home, "serum") == "paused"
        assert "‖" in shown(app)
        await pilot.press("p")
        await pilot.pause()
        await pilot.press("y")
        await settled(pilot)
        assert state(home, "serum") == "pending"
    assert profile_deeds(home)[-2:] == ["pause", "resume"]


async def test_a_pause_with_days_and_a_day_that_is_none(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        app.screen.query_one("#last", Input).value = "soon"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "“soon” is not a day" in shown(app)
        app.screen.query_one("#last", Input).value = "+7"
        await pilot.press("ctrl+s")
        await settled(pilot)
    (pause,) = Care.open(home).present().pauses.values()
    assert pause.last == DAY + timedelta(days=7)


async def test_what_stung_rests_and_becomes_a_question(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("down", "y")
        await pilot.pause()
        await pilot.press("y")
        await settled(pilot)
        assert state(home, "serum") == "paused"
        (question,) = Care.open(home).open_questions(at(21, 4))
        assert question.step == "serum"
        await pilot.press("f3")
        await settled(pilot)
        assert "To ask next time" in shown(app)
        assert "+44 20 7946 0143" in shown(app)
    assert profile_deeds(home)[-1] == "rest"


async def test_the_therapist_is_one_key_away_while_something_is_typed(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("n", "h", "i", "f3")
        await settled(pilot)
        assert "+44 20 7946 0143" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "hi" in shown(app)


async def test_why_tells_the_rules_in_their_order(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("w")
        await settled(pilot)
        assert "Evening 21:00: due" in shown(app)
        assert "The rule is daily." in shown(app)


@pytest.mark.usefixtures("spot_gel")
async def test_a_step_as_needed_is_used_with_the_same_key_and_never_too_often(
    app: AftercareApp, home: Home, clock: Clock
) -> None:
    async with app.run_test(notifications=True) as pilot:
        app.screen.query_one(StepList).place = OnWish("spot")
        await pilot.press("space")
        await settled(pilot)
        assert kinds(home) == ["use"]
        assert "1 of 2 today" in shown(app)
        await pilot.press("space")
        await settled(pilot)
        assert kinds(home) == ["use"]
        assert "allowed again from" in said(app)
        await pilot.press("u")
        await settled(pilot)
        assert Care.open(home).day(clock()).as_needed[0].allowance.used == 0  # type: ignore[union-attr]


async def test_yesterdays_open_evening_is_one_key_away(app: AftercareApp, home: Home, clock: Clock) -> None:
    clock.now = at(7, 30)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Yesterday, evening" in shown(app))
        lines = app.screen.query_one(StepList)
        from aftercare.widgets.day_lines import LeftOpen

        lines.place = LeftOpen("evening")
        await pilot.press("enter")
        await settled(pilot)
        assert "Saturday 21 November" in shown(app)
        await pilot.press("A")
        await settled(pilot)
    yesterday = Care.open(home).day(at(8), date(2026, 11, 21))
    answered = [each.occurrence for each in yesterday.due if isinstance(each.state, Done)]
    assert answered
    assert {each.day for each in answered} == {date(2026, 11, 21)}
    assert isinstance(answered[0], Occurrence)
