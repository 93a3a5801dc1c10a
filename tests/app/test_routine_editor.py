"""The routine in the app: every key and every way of the mouse, told by what is stored."""

from __future__ import annotations

from datetime import time

import pytest
from stage import Clock, at, press, settled, shown
from textual.widgets import Input, Select

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.routine import ByClient, EveryDays
from aftercare.screens.routine import PreviewSheet, RoutineScreen
from aftercare.screens.step_form import StepForm
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import KeyLine


async def click_key(pilot, word):
    line = pilot.app.screen.query_one(KeyLine)
    start = next(start for start, key in line._placed() if key.key == word)
    await pilot.click(line, offset=(start, 0))
    await settled(pilot)


async def click_in_the_help(pilot, words):
    await click_key(pilot, "?")
    lines = shown(pilot.app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row))
    await settled(pilot)


def deeds(home: Home):
    """What was done since the record of `care` began: with its start, its plan, and the session that took place."""
    return [each.action.what for each in Care.open(home)._record.actions("profile")][4:]


def own(home: Home):
    return [each for each in Care.open(home).present().routine.steps.values() if isinstance(each.origin, ByClient)]


def evening(home: Home):
    return [each.step.id for each in Care.open(home).day(at(21)).slots[-1].due]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_step_is_added_and_the_preview_follows(app: AftercareApp, home: Home, size) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "o", "a", *"Blue [b]gel")
        app.screen.query_one("#days", Select).value = "every"
        await settled(pilot)
        assert "Not yet: The number of days is missing." in shown(app)
        app.screen.query_one("#every", Input).value = "3"
        await settled(pilot)
        assert "due on 10 of 28 days" in shown(app)
        assert deeds(home) == []
        await press(pilot, "f2")
        assert "Blue [b]gel" in shown(app)
        assert "‖ paused" in shown(app)
        await press(pilot, "f2", "ctrl+s")
        assert isinstance(app.screen, RoutineScreen)
        assert "Blue [b]gel" in shown(app)
    (step,) = own(home)
    assert (step.name, step.terms[0].slots, step.terms[0].rule) == (
        "Blue [b]gel",
        ("evening",),
        EveryDays(3, at(1).date()),
    )
    assert deeds(home)[-1] == "add step"


async def test_a_step_at_a_new_time_of_the_day(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o", "a", *"Walk")
        app.screen.query_one("#new_slot", Input).value = "tea"
        await settled(pilot)
        assert "Not yet: “tea” is no part of the day with its time." in shown(app)
        app.screen.query_one("#new_slot", Input).value = "tea 16:00"
        await settled(pilot)
        assert "due on 28 of 28 days" in shown(app)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, RoutineScreen)
        assert "Tea" in shown(app)
    assert own(home)[0].terms[0].slots == ("evening", "tea")
    assert Care.open(home).present().routine.slots["tea"].at == time(16)


@pytest.mark.parametrize("by_mouse", [False, True])
async def test_parts_of_the_day_are_made_and_moved(app: AftercareApp, home: Home, by_mouse: bool) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o")
        for typed in ("tea 16:00", "evening 21:30"):
            await (click_in_the_help(pilot, "make a part of the day") if by_mouse else press(pilot, "t"))
            await press(pilot, *typed, "enter")
            assert isinstance(app.screen, RoutineScreen)
    slots = Care.open(home).present().routine.slots
    assert (slots["tea"].at, slots["evening"].at) == (time(16), time(21, 30))
    assert deeds(home)[-2:] == ["set slot"] * 2


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_a_step_is_changed(app: AftercareApp, home: Home, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o", key)
        assert "holds until the plan states the step anew" in shown(app)
        await press(pilot, *" mild", "ctrl+s")
        assert isinstance(app.screen, RoutineScreen)
    assert deeds(home)[-1] == "change step"
    assert any(each.name.endswith(" mild") for each in Care.open(home).present().routine.steps.values())


@pytest.mark.parametrize(("later", "earlier"), [("J", "K"), ("shift+down", "shift+up")])
async def test_a_step_is_moved_by_keys(app: AftercareApp, home: Home, later: str, earlier: str) -> None:
    before = evening(home)
    async with app.run_test() as pilot:
        await press(pilot, "o", "end", "up", earlier)
        assert evening(home) == [*before[:-2], before[-1], before[-2]]
        await press(pilot, later)
    assert evening(home) == before
    assert deeds(home)[-2:] == ["move step"] * 2


async def test_a_step_is_ended_after_a_yes(app: AftercareApp, home: Home) -> None:
    last = evening(home)[-1]
    async with app.run_test() as pilot:
        await press(pilot, "o", "end", "up", "x", "n")
        assert last in evening(home)
        await press(pilot, "x", "y")
        assert isinstance(app.screen, RoutineScreen)
    assert last not in evening(home)
    assert deeds(home)[-1] == "end step"


async def test_by_mouse_alone(app: AftercareApp, home: Home) -> None:
    before = evening(home)
    async with app.run_test() as pilot:
        await press(pilot, "o", "end", "up")
        await click_key(pilot, "K")
        assert evening(home) != before
        await click_key(pilot, "J")
        assert evening(home) == before
        await click_key(pilot, "p")
        assert isinstance(app.screen, PreviewSheet)
        await click_key(pilot, "esc")
        await click_key(pilot, "x")
        await click_key(pilot, "y")
        assert len(evening(home)) == len(before) - 1
        await click_key(pilot, "e")
        assert isinstance(app.screen, StepForm)
        await click_key(pilot, "esc")
        await click_key(pilot, "a")
        assert isinstance(app.screen, StepForm)
        await click_key(pilot, "ctrl+s")
        assert "The name is missing." in shown(app)
        await click_key(pilot, "esc")
        assert isinstance(app.screen, RoutineScreen)


async def test_typed_words_survive_an_error_and_one_escape(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o", "a", *"Gel")
        app.screen.query_one("#wait", Input).value = "soon"
        await press(pilot, "ctrl+s")
        assert "The wait “soon” is not a time." in shown(app)
        assert app.screen.query_one("#name", Input).value == "Gel"
        await press(pilot, "escape")
        assert isinstance(app.screen, StepForm)
        await press(pilot, "escape")
        assert isinstance(app.screen, RoutineScreen)
    assert own(home) == []


async def test_help_and_an_empty_routine(home: Home) -> None:
    Care.start(home, at(8))
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        await press(pilot, "o")
        assert "No steps yet. a adds one." in shown(app)
        await press(pilot, "question_mark")
        assert "add a step of your own" in shown(app)
        await press(pilot, "escape", "e", "K", "x")
        assert isinstance(app.screen, RoutineScreen)
        assert app.screen.query_one(Choices).option_count == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_error_is_told_once_and_the_fields_stay_in_view(app: AftercareApp, size) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "o", "a", *"Gel")
        app.screen.query_one("#wait", Input).value = "soon"
        app.screen.query_one("#wait", Input).focus()
        await press(pilot, "ctrl+s")
        lines = shown(app).splitlines()
        assert sum("The wait “soon” is not a time." in line for line in lines) == 1
        assert any("Then wait" in line and "soon" in line for line in lines)
        assert any("Name" in line and "Gel" in line for line in lines)


async def test_the_days_beside_not_yet_are_those_of_the_routine_as_it_is(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "o", "a", *"Blue gel")
        assert app.screen.grid.preview.rows[0].step.name == "Blue gel"
        app.screen.query_one("#wait", Input).value = "soon"
        await settled(pilot)
        assert "Not yet" in shown(app)
        assert "Blue gel" not in {row.step.name for row in app.screen.grid.preview.rows}


async def test_a_step_as_needed_asks_for_no_part_of_the_day(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o", "a", *"Spot gel")
        app.screen.query_one("#days", Select).value = "as_needed"
        await settled(pilot)
        assert not app.screen.query_one("#row-slots").display
        app.screen.query_one("#at_most", Input).value = "2"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, RoutineScreen)
    (step,) = own(home)
    assert step.terms[0].slots == ()
