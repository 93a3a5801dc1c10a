"""The safety questions on the screen: answered by key and by mouse, asked when they are needed, and how they look."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stage import DAY, Clock, at, press, settled, shown, state
from textual.pilot import Pilot
from textual.widgets import Input, Select

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, ProductFacts, sample_plans
from aftercare.model.check_off import Barred, Pending
from aftercare.model.safety import Said
from aftercare.model.safety_questions import Group
from aftercare.screens.routine import RoutineScreen
from aftercare.screens.safety import SafetyScreen
from aftercare.screens.shelf import ShelfScreen
from aftercare.screens.shelf_form import ShelfForm
from aftercare.themes import EVENING, MORNING

MAGNET_PLAN = Path(__file__).parents[2] / "data" / "plans" / "magnets_at_home.toml"
Snap = Callable[..., bool]


def said(home: Home, question: str) -> Said | None:
    return Care.open(home).present().safety.said(question, DAY)


async def test_keys_answer_one_question_after_the_other_and_undo_takes_back(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "S", "r", "n", "y")
        assert [said(home, each) for each in ("pregnancy", "under-18", "metal-allergy")] == [
            Said.RATHER_NOT_SAY,
            Said.NO,
            Said.YES,
        ]
        await press(pilot, "u")
        assert said(home, "metal-allergy") is None
        await press(pilot, "escape")
        assert not isinstance(app.screen, SafetyScreen)


async def test_a_click_opens_the_answers_of_a_question(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "S")
        await pilot.click("Choices", offset=(5, 2))
        await settled(pilot)
        assert "Are you under 18?" in shown(app)
        await pilot.click("ChoosePrompt Choices", offset=(3, 1))
        await settled(pilot)
        assert said(home, "under-18") is Said.NO


async def test_no_to_the_rest_of_a_part_and_names(home: Home, clock: Clock) -> None:
    Care.start(home, at(7), name="Anna B.")
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "S", "N")
        assert said(home, "pregnancy") is None
        await press(pilot, *["down"] * 4, "N")
        assert {said(home, each) for each in ("pacemaker", "mr-unsafe-metal")} == {Said.NO}
        assert said(home, "pacemaker-nearby") is None
        await press(pilot, "end", "y")
        app.screen.query_one(Input).value = "balsam of Peru, [b]nickel"
        await press(pilot, "enter")
        assert Care.open(home).present().safety.words("other-allergens", DAY) == ("balsam of Peru", "[b]nickel")
        assert "[b]nickel" in shown(app)


async def test_magnets_are_asked_about_when_they_come_in_and_go_on_once_all_is_no(home: Home, clock: Clock) -> None:
    Care.start(home, at(7), name="Anna B.")
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i")
        app.screen.query_one(Input).value = str(MAGNET_PLAN)
        await press(pilot, "enter")
        assert "24 safety questions are not answered yet" in " ".join(shown(app).split())
        await press(pilot, "y")
        assert isinstance(app.screen, SafetyScreen)
        assert "Do you have a pacemaker?" in shown(app)
        await press(pilot, "N", *["down"] * 12, "N", "escape")
    assert Care.open(home).safety(at(22)).not_offered == ()
    assert state(home, "magnets") == "pending"


async def test_space_on_what_is_not_offered_answers_nothing_and_says_why(care: Care, home: Home, clock: Clock) -> None:
    care.answer_safety("pregnancy", Said.YES, at(8, day=16))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "not offered" in shown(app)
        await press(pilot, "A")
        assert state(home, "renewal") == "barred"
        await press(pilot, "S", "end", "enter", "y")
    assert state(home, "renewal") == "pending"


@pytest.fixture
def unasked(home: Home) -> Care:
    """The sample plan in a record where nobody has answered anything; a retinol oil stands on the shelf."""
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))
    care.session_took_place("session-5", at(19, 0, day=19))
    care.add_product(ProductFacts("Night oil", "oil", ("retinol",)), at(8))
    return care


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize(("key", "after"), [("n", Said.NO), ("r", Said.RATHER_NOT_SAY)])
async def test_what_waits_for_the_answer_is_offered_once_it_is_given(
    home: Home, clock: Clock, key: str, after: Said
) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "A")
        assert state(home, "renewal") == "barred"
        await press(pilot, "S", "home", key, "escape")
        assert said(home, "pregnancy") is after
    assert state(home, "renewal") == "pending"


@pytest.mark.usefixtures("unasked")
async def test_a_substitute_on_the_shelf_asks_when_it_brings_a_retinoid_in(home: Home, clock: Clock) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "h")
        shelf = app.screen
        assert isinstance(shelf, ShelfScreen)
        assert shelf._view is not None
        shelf.rows.highlighted = [row.product.id for row in shelf._view.rows].index("calming-gel")
        await press(pilot, "b")
        app.screen.query_one("#new", Select).value = "night-oil"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, SafetyScreen)
        assert "Are you pregnant, or could you be?" in shown(app)
        await press(pilot, "n", "escape")
        assert app.screen is shelf
    assert Care.open(home).safety(at(22)).not_offered == ()


async def test_what_turns_out_to_be_in_a_product_asks_too(unasked: Care, home: Home, clock: Clock) -> None:
    unasked.add_product(ProductFacts("Plain oil", "oil"), at(9))
    unasked.substitute("calming-gel", "plain-oil", at(9))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "h")
        shelf = app.screen
        assert isinstance(shelf, ShelfScreen)
        assert shelf._view is not None
        shelf.rows.highlighted = [row.product.id for row in shelf._view.rows].index("plain-oil")
        await press(pilot, "e")
        assert isinstance(app.screen, ShelfForm)
        app.screen.query_one("#ingredients", Input).value = "retinol"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, SafetyScreen)
    assert "Plain oil" in [each.thing_name for each in Care.open(home).safety(at(22)).not_offered]


@pytest.mark.usefixtures("unasked")
async def test_a_retinoid_that_is_begun_slowly_asks_and_a_look_at_the_plans_does_not(home: Home, clock: Clock) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "o")
        routine = app.screen
        assert isinstance(routine, RoutineScreen)
        routine.steps.highlighted = routine.steps.get_option_index("evening:renewal")
        await press(pilot, "b", "escape")
        assert app.screen is routine
        await press(pilot, "b", "enter")
        assert isinstance(app.screen, SafetyScreen)


async def test_the_settings_lead_to_the_questions(app: AftercareApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma", "S")
        assert isinstance(app.screen, SafetyScreen)
        await press(pilot, "question_mark")
        assert "no magnet is offered until" in " ".join(shown(app).split())


@pytest.fixture
def asked(home: Home) -> Care:
    """A record with magnets, half of the questions answered, and a pregnancy that a retinal serum waits for."""
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.import_plan(sample_plans()["needle_course"], at(7, day=16))
    care.answer_safety("pregnancy", Said.YES, at(8))
    care.answer_safety("under-18", Said.NO, at(8))
    care.answer_open(Group.MAGNETS, at(9))
    return care


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("theme", [EVENING.name, MORNING.name])
@pytest.mark.parametrize("keys", [("S",), ("S", "end"), ()], ids=["questions", "not-offered", "day"])
def test_how_it_looks(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    app.theme = theme

    async def run(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_the_day_of_that_record_has_it_barred(asked: Care) -> None:
    states = {each.step.id: type(each.state) for each in asked.day(at(21)).due}
    assert Barred in states.values()
    assert Pending in states.values()
