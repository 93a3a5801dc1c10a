"""The first run: one question, three answers, and nothing written before one is given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stage import Clock, at, kinds, settled, shown, until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.errors import DiskTrouble
from aftercare.model.check_off import Done
from aftercare.screens.clients import ClientsScreen
from aftercare.screens.import_plan import ImportPlan
from aftercare.screens.safety import SafetyScreen
from aftercare.screens.today import TodayScreen
from aftercare.screens.welcome import WelcomeScreen

PLAN = Path(__file__).parents[2] / "data" / "plans" / "needle_course.toml"


@pytest.fixture
def fresh(home: Home, clock: Clock) -> AftercareApp:
    """The application where nobody has a record yet."""
    return AftercareApp(home, None, clock=clock)


async def test_looking_at_the_question_writes_nothing(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test() as pilot:
        assert isinstance(fresh.screen, WelcomeScreen)
        await settled(pilot)
        await pilot.press("q")
    assert not home.data.exists()


async def test_the_sample_is_clearly_one_and_lies_apart(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test() as pilot:
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)
        assert " sample " in shown(fresh).splitlines()[0]
        await pilot.press("space")
        await settled(pilot)
        assert "done 21:04" in shown(fresh)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(fresh.screen, WelcomeScreen)
    assert home.clients() == []
    assert home.sample().clients() == ["me"]


@pytest.mark.parametrize("year", [2025, 2026, 2031])
async def test_the_sample_has_something_due_and_to_come_in_every_year(home: Home, year: int) -> None:
    clock = Clock(at(21, 4).replace(year=year))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("1")
        await settled(pilot)
        assert "› Mild cleanser" in shown(app)
        assert "Next: " in shown(app)


async def test_starting_empty_says_how_to_go_on(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test() as pilot:
        await pilot.press("3")
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)
        assert "No steps yet." in shown(fresh)
        assert "i import a plan" in shown(fresh)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)
    assert home.clients() == ["me"]
    assert isinstance(AftercareApp(home, None, clock=Clock(at(22))).get_default_screen(), TodayScreen)


async def test_importing_a_plan_shows_it_before_anything_is_written(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test(size=(100, 50)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        fresh.screen.query_one(Input).value = str(PLAN)
        await pilot.press("enter")
        await settled(pilot)
        assert "Calm and firm, autumn course, version 1, by Ines Moreau" in shown(fresh)
        assert "+ Hydrating serum" in shown(fresh)
        assert not home.data.exists()
        await pilot.press("y")
        await settled(pilot)
        # the plan has a retinal serum: what has to be known first is asked now
        assert isinstance(fresh.screen, SafetyScreen)
        assert "Are you pregnant, or could you be?" in shown(fresh)
        await pilot.press("n", "escape")
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)
        assert "Anna B." in shown(fresh)
        assert "› Mild cleanser" in shown(fresh)
    assert Care.open(home).safety(at(21, 4)).not_offered == ()
    assert len(Care.open(home).present().routine.steps) == 8


async def test_a_first_plan_without_what_waits_for_an_answer_asks_nothing(
    fresh: AftercareApp, home: Home, tmp_path: Path
) -> None:
    text = PLAN.read_text("utf-8").replace('kind = "retinoid"', 'kind = "serum"').replace("retinal", "squalane")
    calm = tmp_path / "calm.toml"
    calm.write_text(text, "utf-8")
    async with fresh.run_test(size=(100, 50)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        fresh.screen.query_one(Input).value = str(calm)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)
    assert len(Care.open(home).present().routine.steps) == 8


async def test_a_plan_that_is_not_there_is_said_under_the_path(fresh: AftercareApp, home: Home, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("format = 1\n[plan]\nid = 'X Y'\n", encoding="utf-8")
    async with fresh.run_test() as pilot:
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "There is no path yet." in shown(fresh)
        for typed, said in (("/nowhere/plan.toml", "There is no file"), (str(bad), "Nothing was changed")):
            fresh.screen.query_one(Input).value = typed
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(fresh.screen, ImportPlan)
            assert fresh.screen.query_one(Input).value == typed
            assert said in shown(fresh)
    assert not home.data.exists()


async def test_the_choices_can_be_reached_by_arrows_and_by_mouse(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test() as pilot:
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(fresh.screen, ImportPlan)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.click(OptionList, offset=(5, 5))
        await settled(pilot)
        assert isinstance(fresh.screen, TodayScreen)


async def test_a_plan_can_be_imported_from_today(app: AftercareApp, home: Home) -> None:
    newer = PLAN.with_name("reactive_skin.toml")
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press("i")
        await settled(pilot)
        app.screen.query_one(Input).value = f"'{newer}'"
        await pilot.press("enter")
        await settled(pilot)
        assert "Quiet skin" in shown(app)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert kinds(home) == []
        assert Care.open(home).present().routine.steps["renewal"].ends is None
        await pilot.press("i")
        await settled(pilot)
        app.screen.query_one(Input).value = str(newer)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "Cream cleanser, unscented" in shown(app)
    assert Care.open(home).present().routine.steps["renewal"].ends is not None


def test_several_clients_have_to_be_told_apart(home: Home) -> None:
    for name in ("anna", "ben"):
        Care.start(home, at(8), name)
    assert isinstance(AftercareApp(home, None, clock=Clock(at(21))).get_default_screen(), ClientsScreen)
    assert isinstance(AftercareApp(home, "ben", clock=Clock(at(21))).get_default_screen(), TodayScreen)
    assert isinstance(AftercareApp(home, "cleo", clock=Clock(at(21))).get_default_screen(), WelcomeScreen)


def test_a_record_that_is_gone_is_said_before_anything_is_drawn(home: Home) -> None:
    Care.start(home, at(8))
    records = home.client("me").records
    records.rename(records.with_name("away"))
    with pytest.raises(DiskTrouble):
        AftercareApp(home, None, clock=Clock(at(21)))


async def offer(pilot: Pilot[Any], plan: Path) -> None:
    """Opens the import over the day and types the plan's path."""
    await pilot.press("i")
    await settled(pilot)
    pilot.app.screen.query_one(Input).value = str(plan)
    await pilot.press("enter")
    await settled(pilot)


async def test_from_an_empty_start_to_the_first_tick(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        await offer(pilot, PLAN)
        await pilot.press("y")
        await settled(pilot)
        # the plan has a retinal serum: what has to be known first is asked now
        assert "Are you pregnant" in shown(fresh)
        await pilot.press("n", "escape")
        await settled(pilot)
        assert "Anna B." in shown(fresh).splitlines()[0]
        await pilot.press("space")
        await settled(pilot)
    assert kinds(home) == ["tick"]


async def test_a_plan_for_somebody_else_is_looked_at_twice(app: AftercareApp, tmp_path: Path) -> None:
    other = tmp_path / "berta.toml"
    text = PLAN.read_text("utf-8").replace('"Anna B."', '"Berta C."').replace("version = 1 ", "version = 2 ")
    other.write_text(text, "utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await offer(pilot, other)
        assert "Look twice: this plan is written for “Berta C.”" in shown(app)


async def test_all_problems_of_a_plan_are_told_at_once(app: AftercareApp, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    text = PLAN.read_text("utf-8").replace('"60 s"', '"a bit"').replace('kind = "gel"', 'kind = "jel"')
    bad.write_text(text, "utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        await offer(pilot, bad)
        assert "Nothing was changed: this plan has 3 problems to mend first." in shown(app)
        assert shown(app).count("is not a time.") == 2


async def test_problems_below_the_edge_are_reached_by_keyboard_alone(app: AftercareApp, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text(PLAN.read_text("utf-8").replace('kind = "', 'kind = "no '), "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await offer(pilot, bad)
        assert "mineral-sunscreen" not in shown(app)
        for _ in range(4):
            await pilot.press("pagedown")
            await until(pilot, lambda: not app.screen.query_one("#preview").is_scrolling)
        await until(pilot, lambda: "mineral-sunscreen" in shown(app))


async def test_the_palette_lays_no_picture_of_the_record_anywhere(app: AftercareApp) -> None:
    async with app.run_test():
        titles = [command.title for command in app.get_system_commands(app.screen)]
    assert titles == [
        "Evening theme",
        "Morning theme",
        "Something's wrong",
        "Cover the screen",
        "A report for your therapist",
        "Your plans",
        "Your record",
        "Help",
        "Quit",
    ]


async def test_whose_record_is_open_is_always_shown(home: Home, clock: Clock) -> None:
    Care.start(home, clock(), client="ben")
    app = AftercareApp(home, "ben", clock=clock)
    async with app.run_test():
        assert "ben" in shown(app).splitlines()[0]


async def test_from_an_empty_home_to_the_first_tick_in_at_most_fifteen_keys(fresh: AftercareApp, home: Home) -> None:
    keys = ["3", "o", "a", *"Gel", "ctrl+s", "escape", "space"]
    assert len(keys) <= 15
    async with fresh.run_test() as pilot:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
    care = Care.open(home)
    (due,) = care.day(at(21, 4)).due
    assert (due.step.name, due.state) == ("Gel", Done(at(21, 4)))
    assert kinds(home) == ["tick"]


async def test_the_sample_is_ticked_after_two_keys(fresh: AftercareApp, home: Home) -> None:
    async with fresh.run_test() as pilot:
        for key in ("1", "space"):
            await pilot.press(key)
            await settled(pilot)
        assert "done 21:04" in shown(fresh)
