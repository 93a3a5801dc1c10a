"""Ticking, skipping and taking back on Today, by keyboard and by mouse, judged by what the record holds."""

from __future__ import annotations

import pytest
from scenes import anna
from stage import DAY, Clock, another_machine, at, kinds, settled, shown, state

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.check_off import Occurrence
from aftercare.screens.today import TodayScreen
from aftercare.widgets.day_lines import Folded, StepLine
from aftercare.widgets.step_list import StepList


def row_of(app: AftercareApp, step: str, slot: str = "evening") -> int:
    lines = app.screen.query_one(StepList)._lines
    return next(
        row
        for row, line in enumerate(lines)
        if isinstance(line, StepLine) and (line.due.occurrence.step, line.due.occurrence.slot) == (step, slot)
    )


async def test_space_ticks_the_step_to_do_now_and_goes_on_to_the_next(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("space")
        await pilot.press("enter")
        await settled(pilot)
        assert state(home, "cleanse") == state(home, "serum") == "done"
        assert state(home, "gel-evening") == "pending"
        chosen = app.screen.query_one(StepList).chosen
        assert chosen is not None
        assert chosen.step.id == "gel-evening"
        assert "2 of 5" in shown(app)
        assert "done 21:04" in shown(app)
    assert kinds(home) == ["tick", "tick"]


async def test_a_step_that_is_done_is_not_written_twice(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("space", "up", "space")
        await settled(pilot)
        assert "already done at 21:04 · u takes back your last action" in shown(app)
    assert kinds(home) == ["tick"]


async def test_s_asks_for_a_reason_and_a_digit_gives_it(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("down", "s")
        await pilot.pause()
        await pilot.press("1")
        await settled(pilot)
        assert state(home, "serum") == "skipped: No time"
        assert isinstance(app.screen, TodayScreen)
        assert "skipped: No time" in shown(app)


async def test_a_reason_in_own_words_begins_with_the_first_letter(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"late", "enter")
        await settled(pilot)
        assert state(home, "cleanse") == "skipped: late"


async def test_escape_skips_nothing(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert kinds(home) == []


async def test_u_takes_back_the_last_action_and_says_which(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("space")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert state(home, "cleanse") == "pending"
        assert "taken back: marking “Mild cleanser” as done" in shown(app)


async def test_nothing_to_undo_is_said(home: Home, clock: Clock) -> None:
    Care.start(home, at(7, day=16))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("u")
        await settled(pilot)
        assert "There is nothing to undo." in shown(app)


async def test_a_plan_is_taken_back_only_when_asked_for_twice(home: Home, clock: Clock) -> None:
    anna(home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("u")
        await settled(pilot)
        assert "Your last action took over a plan." in shown(app)
        await pilot.press("n")
        await settled(pilot)
        assert Care.open(home).day(at(21)).due != ()
        await pilot.press("u")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
    assert Care.open(home).day(at(21)).due == ()


@pytest.mark.parametrize(("answer", "after"), [("y", "pending"), ("n", "skipped: no time")])
async def test_an_undo_of_what_was_changed_since_asks(
    app: AftercareApp, care: Care, home: Home, answer: str, after: str
) -> None:
    async with app.run_test() as pilot:
        await pilot.press("space")
        await settled(pilot)
        Care(another_machine(home)).skip(Occurrence("cleanse", DAY, "evening"), "no time", at(21, 6))
        app.screen.beat()
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "has been changed since" in shown(app)
        await pilot.press(answer)
        await settled(pilot)
        assert state(home, "cleanse") == after


async def test_a_click_chooses_and_a_click_on_the_sign_ticks(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        row = row_of(app, "gel-evening")
        await pilot.click(StepList, offset=(20, row))
        await settled(pilot)
        assert state(home, "gel-evening") == "pending"
        assert "▌· Calming gel" in shown(app)
        await pilot.click(StepList, offset=(2, row))
        await settled(pilot)
        assert state(home, "gel-evening") == "done"


async def test_a_double_click_ticks_once(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.click(StepList, offset=(20, row_of(app, "serum")), times=2)
        await settled(pilot)
        await pilot.click(StepList, offset=(2, row_of(app, "gel-evening")), times=2)
        await settled(pilot)
    assert kinds(home) == ["tick", "tick"]


async def test_the_keys_at_the_bottom_can_be_clicked(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        line = shown(app).splitlines()[-1]
        await pilot.click(offset=(line.index("done"), 23))
        await settled(pilot)
        assert state(home, "cleanse") == "done"
        await pilot.click(offset=(line.index("undo"), 23))
        await settled(pilot)
        assert state(home, "cleanse") == "pending"
        await pilot.click(offset=(line.index("skip"), 23))
        await pilot.pause()
        await pilot.click("OptionList", offset=(3, 2))
        await settled(pilot)
        assert state(home, "serum") == "skipped: Out of product"
        await pilot.click(offset=(line.index("←"), 23))
        await settled(pilot)
        assert "Saturday 21 November · yesterday" in shown(app)


async def test_every_key_of_the_help_can_be_clicked(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if "the step is done" in line)
        await pilot.click(offset=(lines[row].index("the step"), row))
        await settled(pilot)
        assert state(home, "cleanse") == "done"


async def test_a_finished_part_of_the_day_takes_one_line_and_opens(app: AftercareApp, care: Care, home: Home) -> None:
    for due in care.day(at(8)).slots[0].due:
        care.tick(due.occurrence, at(7, 40))
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        assert "▸ Morning 07:30" in shown(app)
        assert "Mineral sunscreen" not in shown(app)
        app.screen.query_one(StepList).place = Folded("morning")
        await pilot.press("enter")
        await settled(pilot)
        assert "Mineral sunscreen" in shown(app)
