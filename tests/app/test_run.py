"""The run, by keyboard and by mouse, judged by what the record holds. The clock stands until it is set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from stage import DAY, Clock, another_machine, at, kinds, press, settled, shown, state

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.errors import DiskTrouble
from aftercare.model import tables
from aftercare.model.check_off import Occurrence
from aftercare.model.deed import Deed
from aftercare.screens.run import RunScreen
from aftercare.screens.today import TodayScreen
from aftercare.widgets.countdown import Countdown, large
from aftercare.widgets.step_list import StepList


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    rung: list[str] = []
    monkeypatch.setattr(AftercareApp, "bell", lambda self: rung.append("bell"))
    return rung


def run_screen(app: AftercareApp) -> RunScreen:
    assert isinstance(app.screen, RunScreen)
    return app.screen


def at_hand(app: AftercareApp) -> str:
    run = run_screen(app).run_now
    return run.at_hand.step.id if run is not None and run.at_hand is not None else ""


def left(app: AftercareApp) -> int:
    """Seconds of the countdown that is shown; none is -1."""
    countdown = app.screen.query_one(Countdown)
    return round(countdown.left.total_seconds()) if countdown.display else -1


async def click(pilot: Any, word: str) -> None:
    """Clicks on a word of the line of keys."""
    lines = shown(pilot.app).splitlines()
    await pilot.click(offset=(lines[-1].index(word), len(lines) - 1))
    await settled(pilot)


async def later(pilot: Any, clock: Clock, seconds: int) -> None:
    clock.now += timedelta(seconds=seconds)
    pilot.app.screen.count()
    await settled(pilot)


async def test_one_step_a_screen_with_the_wait_between(
    app: AftercareApp, home: Home, clock: Clock, bells: list[str]
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        assert "1 of 5" in shown(app)
        assert "1–2 pumps" in shown(app)
        assert "Lukewarm water" in shown(app)
        assert "Next: Hydrating serum" in shown(app)
        await press(pilot, "space")
        assert state(home, "cleanse") == "done"
        assert (at_hand(app), left(app)) == ("serum", -1)
        await press(pilot, "enter")
        assert "Hydrating serum sinks in" in shown(app)
        assert left(app) == 60
        await later(pilot, clock, 45)
        assert left(app) == 15
        assert bells == []
        await later(pilot, clock, 15)
        assert (left(app), at_hand(app), bells) == (-1, "gel-evening", ["bell"])
        await later(pilot, clock, 60)
        assert bells == ["bell"]
    assert kinds(home) == ["tick", "tick"]


async def test_keys_that_come_quickly_all_count(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        await pilot.press("space", "space", "space", "space")
        assert at_hand(app) == "renewal"
        await settled(pilot)
        assert at_hand(app) == "renewal"
    assert kinds(home) == ["tick", "tick", "tick"]
    assert [state(home, step) for step in ("cleanse", "serum", "gel-evening", "renewal")] == ["done"] * 3 + ["pending"]


async def test_a_tick_just_before_closing_is_kept(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        await pilot.press("space", "space", "escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert state(home, "cleanse") == state(home, "serum") == "done"


async def test_a_tick_and_its_taking_back_keep_their_order(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        await pilot.press("space", "left", "space", "left")
        await settled(pilot)
        assert at_hand(app) == "cleanse"
    assert kinds(home) == ["tick", "reopen", "tick", "reopen"]
    assert state(home, "cleanse") == "pending"


async def test_back_takes_back_that_step_and_no_other_action(
    app: AftercareApp, home: Home, care: Care, clock: Clock
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "r", "space")
        Care.open(home).note("in between", clock.now)
        await press(pilot, "left")
        assert "taken back: “Mild cleanser” is to do again" in shown(app)
        assert at_hand(app) == "cleanse"
        await press(pilot, "backspace")
        assert "nothing to take back" in shown(app)
    assert kinds(home) == ["tick", "note", "reopen"]
    # the undo of Today goes on with what was done before
    assert Care.open(home).undo(clock.now).deed == "reopen"


async def test_skip_asks_for_a_reason(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r", "s", "1")
        assert state(home, "cleanse") == "skipped: No time"
        assert at_hand(app) == "serum"
        await press(pilot, "s", "escape")
        assert at_hand(app) == "serum"
        await press(pilot, "left")
        assert (at_hand(app), state(home, "cleanse")) == ("cleanse", "pending")


async def test_a_pause_stops_the_figures_and_says_what_it_is(app: AftercareApp, clock: Clock, bells: list[str]) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "r", "p")
        assert "no time is running" in shown(app)
        await press(pilot, "space", "space")
        await later(pilot, clock, 20)
        await press(pilot, "p")
        await later(pilot, clock, 300)
        assert left(app) == 40
        assert "paused here only" in shown(app)
        await press(pilot, "p")
        await later(pilot, clock, 39)
        assert (left(app), bells) == (1, [])
        await later(pilot, clock, 1)
        assert (left(app), bells) == (-1, ["bell"])


async def test_the_wait_can_be_cut_short_and_does_not_ring(app: AftercareApp, clock: Clock, bells: list[str]) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r", "space", "space", "space")
        assert (at_hand(app), left(app)) == ("gel-evening", -1)
        await later(pilot, clock, 60)
        assert bells == []


async def test_the_bell_can_be_switched_off(app: AftercareApp, clock: Clock, bells: list[str]) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r", "space", "space", "b")
        assert "the bell is off" in shown(app)
        await later(pilot, clock, 60)
        assert bells == []


@pytest.mark.parametrize(("gone", "is_left"), [(20, 40), (59, 1), (300, -1)])
async def test_closed_half_way_it_goes_on_where_it_should_be(
    app: AftercareApp, home: Home, clock: Clock, bells: list[str], gone: int, is_left: int
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "r", "space", "space", "p", "escape")
        assert "nothing is lost" in shown(app)
        clock.now += timedelta(seconds=gone)
        await press(pilot, "r")
        assert (left(app), at_hand(app)) == (is_left, "gel-evening")
    again = AftercareApp(home, None, clock=clock, opens_run=True)
    async with again.run_test() as pilot:
        await settled(pilot)
        assert (left(again), at_hand(again)) == (is_left, "gel-evening")
        assert "3 of 5" in shown(again)
    assert bells == []


async def test_what_another_device_ticks_is_seen(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r")
        away = Care(another_machine(home))
        away.tick(Occurrence("cleanse", DAY, "evening"), clock.now)
        away.tick(Occurrence("serum", DAY, "evening"), clock.now - timedelta(seconds=10))
        app.screen.beat()
        await settled(pilot)
        assert at_hand(app) == "gel-evening"
        away.tick(Occurrence("gel-evening", DAY, "evening"), clock.now)
        app.screen.beat()
        await settled(pilot)
        assert (at_hand(app), left(app)) == ("renewal", 60)


async def test_the_end_says_so_and_space_closes(home: Home, care: Care, clock: Clock) -> None:
    for due in care.day(at(21)).slots[-1].due[:-1]:
        care.tick(due.occurrence, at(20))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "r")
        assert "This is the last step." in shown(app)
        await press(pilot, "space")
        assert "Evening: that was all." in shown(app)
        assert "5 done" in shown(app)
        assert left(app) == -1
        await press(pilot, "space")
        assert isinstance(app.screen, TodayScreen)


async def test_without_essential_steps_there_is_no_short_form(home: Home, care: Care, clock: Clock) -> None:
    for step in care.present().routine.steps.values():
        plain = replace(step, essential=False)
        care._do(Deed.IMPORT_PLAN, at(7, day=16), lambda plain=plain: care._put(tables.STEPS, plain.id, plain))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "r", "f")
        assert "no step here is marked as essential" in shown(app)
        assert "1 of 5" in shown(app)


async def test_the_short_form_is_the_essential_steps(home: Home, care: Care, clock: Clock) -> None:
    for name in ("cleanse", "cream"):
        step = replace(care.present().routine.steps[name], essential=True)
        care._do(Deed.IMPORT_PLAN, at(7, day=16), lambda step=step: care._put(tables.STEPS, step.id, step))
    app = AftercareApp(home, None, clock=clock, opens_run=True, short=True)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "Evening, short form   1 of 2" in shown(app)
        await press(pilot, "space")
        assert at_hand(app) == "cream"
        await press(pilot, "f")
        assert at_hand(app) == "serum"
        await press(pilot, "f", "space")
        assert "3 other steps may stay open" in shown(app)
    assert kinds(home)[-2:] == ["tick", "tick"]


async def test_a_day_gone_by_tells_what_was_missed(app: AftercareApp, care: Care) -> None:
    care.tick(Occurrence("cleanse", DAY - timedelta(days=1), "evening"), at(21))
    async with app.run_test() as pilot:
        await press(pilot, "left", "end", "r")
        assert "held, paused or missed" in shown(app)


async def test_what_cannot_be_written_is_said_and_stays_to_do(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise DiskTrouble("The disk is full.")

    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "r")
        with monkeypatch.context() as trouble:
            trouble.setattr(Care, "tick", fail)
            await press(pilot, "space")
            assert "The disk is full." in shown(app)
            assert at_hand(app) == "cleanse"
        await press(pilot, "space")
        assert at_hand(app) == "serum"
    assert kinds(home) == ["tick"]


async def test_where_on_the_face_is_told(home: Home, care: Care, clock: Clock) -> None:
    step = replace(care.present().routine.steps["cleanse"], zones=("left-cheek", "forehead"), name="A [red] one")
    care._do(Deed.IMPORT_PLAN, at(7, day=16), lambda: care._put(tables.STEPS, step.id, step))
    app = AftercareApp(home, None, clock=clock, opens_run=True)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "left cheek; forehead" in shown(app)
        assert "A [red] one" in shown(app)


async def test_a_note_and_all_about_the_step(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r", "d")
        assert "Lukewarm water" in shown(app)
        await press(pilot, "escape", "n")
        await press(pilot, "h", "i", "ctrl+s")
        assert isinstance(app.screen, RunScreen)
        assert "1 note on this day" in shown(app)
    assert [note.text for note in Care.open(home).day(at(22)).notes] == ["hi"]


async def test_the_keys_at_the_bottom_can_be_clicked(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await click(pilot, "run")
        await click(pilot, "done")
        assert state(home, "cleanse") == "done"
        await click(pilot, "back")
        assert state(home, "cleanse") == "pending"
        await click(pilot, "done")
        await click(pilot, "done")
        await click(pilot, "pause")
        await later(pilot, clock, 30)
        assert left(app) == 60
        await click(pilot, "resume")
        await click(pilot, "go on")
        assert left(app) == -1
        await click(pilot, "skip")
        await pilot.click("OptionList", offset=(3, 2))
        await settled(pilot)
        assert state(home, "gel-evening") == "skipped: Out of product"
        await click(pilot, "close")
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("the step is done", "2 of 5"),
        ("leave the step out", "Skip Mild cleanser"),
        ("one back", "nothing to take back"),
        ("stop the figures", "no time is running"),
        ("the essential steps", "short form"),
        ("write a note", "A note"),
        ("all about", "Lukewarm"),
        ("the bell at the end", "the bell is off"),
        ("close; r goes", "nothing is lost"),
    ],
)
async def test_every_key_of_the_help_can_be_clicked(app: AftercareApp, words: str, seen: str) -> None:
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await press(pilot, "r", "question_mark")
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if words in line)
        await pilot.click(offset=(lines[row].index(words), row))
        await settled(pilot)
        assert seen in shown(app)


async def test_the_part_of_the_day_under_the_cursor_is_run(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        app.screen.query_one(StepList).place = Occurrence("soften-the-brow", DAY, "noon")
        await press(pilot, "r")
        run = run_screen(app).run_now
        assert run is not None
        assert run.slot.id == "noon"


async def test_a_day_to_come_and_an_empty_day_say_so(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "right", "r")
        assert "still to come" in shown(app)
        assert isinstance(app.screen, TodayScreen)


async def test_the_evening_stays_when_another_day_begins(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "r", "space")
        clock.now = at(3, 59, day=23)
        app.screen.beat()
        await settled(pilot)
        assert "2 of 5" in shown(app)
        clock.now = at(4, 1, day=23)
        app.screen.beat()
        await settled(pilot)
        assert run_screen(app).state.view.day == DAY


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_there_is_room_for_everything(app: AftercareApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "r", "space", "space")
        for words in ("sinks in", "Then", "Calming gel", "1 fingertip unit", "Next: Renewal", "takes back", "close"):
            assert words in shown(app), words


def test_large_figures_are_five_rows() -> None:
    assert large("1:0") == [
        "  ██        ██████",
        "████    ██  ██  ██",
        "  ██        ██  ██",
        "  ██    ██  ██  ██",
        "██████      ██████",
    ]
