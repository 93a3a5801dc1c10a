"""Screens that keep up with what others write, rest when they are not seen, and say when they have too little room."""

from __future__ import annotations

from datetime import datetime

import pytest
from stage import Clock, at, settled, shown, until

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.session import Attendance
from aftercare.screens.today import TodayScreen
from aftercare.widgets.step_list import StepList


def another_process(home: Home) -> Care:
    return Care.open(home, "me")


async def test_the_routine_shows_what_another_process_writes(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("o", "down")
        await settled(pilot)
        assert "Renewal serum" in shown(app)
        chosen = app.screen.chosen  # type: ignore[attr-defined]
        other = another_process(home)
        other.end_step(other.present().routine.steps["renewal"], at(21))
        await until(pilot, lambda: "Renewal serum" not in shown(app))
        assert app.screen.chosen.id == chosen.id  # type: ignore[attr-defined]


async def test_the_appointments_show_what_another_process_writes(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a")
        await settled(pilot)
        another_process(home).add_session(datetime(2026, 11, 24, 8), "early", at(21))
        await until(pilot, lambda: "Tue 24 Nov 08:00" in shown(app))


async def test_u_takes_an_appointment_back_and_nothing_else(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("space")
        await settled(pilot)
        await pilot.press("a", "u")
        await settled(pilot)
        assert "was not an appointment" in shown(app)
        assert sum(slot.done for slot in Care.open(home).day(at(22)).slots) == 1
        await pilot.press("c")
        await settled(pilot)
        assert Care.open(home).present().sessions["session-6"].attendance is Attendance.CANCELLED
        await pilot.press("u")
        await settled(pilot)
    assert Care.open(home).present().sessions["session-6"].attendance is Attendance.PLANNED


async def test_the_record_that_was_open_first_rests_under_another_one(home: Home, care: Care, clock: Clock) -> None:
    Care.add(home, "Ben K.", at(7, day=16))
    app = AftercareApp(home, "me", clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("g", "down", "enter")
        await until(pilot, lambda: "· Ben K." in shown(app))
        await settled(pilot)
        under, over = app.screen_stack
        assert isinstance(under, TodayScreen)
        assert isinstance(over, TodayScreen)
        heard: list[object] = []
        under.care.subscribe(heard.append)
        another_process(home).note("written meanwhile", at(21), at(21).date())
        for number in (1, 2):
            # each is seen at a beat of its own: a day that did not rest would have had one in between
            Care.open(home, "ben-k").note(f"seen {number}", at(21), at(21).date())
            await until(pilot, lambda count=number: len(over.state.view.notes) == count)
        assert heard == []
        assert under.state.view.notes == ()
        await pilot.press("g", "up", "enter")
        await until(pilot, lambda: app.screen is under)
        await until(pilot, lambda: len(under.state.view.notes) == 1)


@pytest.mark.parametrize("keys", ["", "h", "on"], ids=["day", "shelf", "step form"])
async def test_a_terminal_that_is_too_small_is_told_so_and_goes_on_once_enlarged(
    app: AftercareApp, home: Home, keys: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys.replace("n", "a"))
        await settled(pilot)
        assert "all of it is shown" not in shown(app)
        for width, height in ((79, 24), (60, 18)):
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            assert f"This terminal has {width} x {height}" in shown(app)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "This terminal has" not in shown(app)


async def test_a_small_terminal_is_told_of_on_every_screen_and_answers_keys(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot)
        assert "This terminal has 70 x 20" in shown(app)
        await pilot.press("space")
        await settled(pilot)
        assert sum(slot.done for slot in Care.open(home).day(at(22)).slots) == 1
        await pilot.press("h")
        await settled(pilot)
        assert "This terminal has 70 x 20" in shown(app)
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert "This terminal has" not in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "This terminal has" not in shown(app)


async def test_what_is_said_in_passing_covers_no_step(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("A")
        await settled(pilot)
        said = next(row for row, line in enumerate(shown(app).splitlines()) if "u takes it back" in line)
        assert said < app.screen.query_one(StepList).region.y
