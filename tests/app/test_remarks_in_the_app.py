"""The remarks in the app: read, changed after a preview, set aside and brought back, told by what is stored."""

from __future__ import annotations

import pytest
from stage import Clock, at, press, settled, shown, until
from textual.widgets import Input, Select

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, ProductFacts
from aftercare.model.check_off import Occurrence
from aftercare.model.editing import Draft
from aftercare.model.product_test import Outcome
from aftercare.model.routine import Daily
from aftercare.model.rules import EveryDays, Phases
from aftercare.model.safety import Said
from aftercare.screens.advice_sheet import AdviceSheet
from aftercare.screens.findings import FindingsScreen
from aftercare.screens.routine import RoutineScreen
from aftercare.screens.today import TodayScreen
from aftercare.widgets.key_line import KeyLine
from aftercare.widgets.remark_line import RemarkLine


@pytest.fixture
def burning(home: Home) -> Care:
    """A record of the client's own with retinol and an acid on every evening."""
    care = Care.start(home, at(7, day=1), name="Anna B.")
    care.answer_safety("pregnancy", Said.NO, at(7, day=1))
    for day, name, kind, slot, holds in (
        (1, "Night [b]serum", "serum", "evening", "retinol"),
        (1, "Day shield", "sunscreen", "morning", "zinc oxide"),
        (20, "Peel", "exfoliant", "evening", "glycolic acid"),
    ):
        product = care.add_product(ProductFacts(name, kind, (holds,)), at(8, day=day))
        draft = Draft(name, (slot,), Daily(), at(8, day=day).date(), product=product.id)
        care.add_step(draft, at(8, day=day))
    return care


async def click_key(pilot, word):
    line = pilot.app.screen.query_one(KeyLine)
    start = next(start for start, key in line._placed() if key.key == word)
    await pilot.click(line, offset=(start + line.styles.padding.left, 0))
    await settled(pilot)


def rules(home: Home):
    return {each.name: each.terms[-1].rule for each in Care.open(home).present().routine.steps.values()}


def opened(home: Home, hour: int = 21) -> AftercareApp:
    return AftercareApp(home, None, clock=Clock(at(hour, 4)))


@pytest.mark.usefixtures("burning")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_remark_is_read_and_the_change_is_made_after_the_days_were_shown(home: Home, size) -> None:
    app = opened(home)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "f")
        said = shown(app)
        assert "“Night [b]serum” and “Peel” are better kept apart" in said
        assert "Why: Both irritate" in said
        assert "How sure: what dermatologists agree on" in said
        assert "Who says so: " in said
        assert "Offered: “Night [b]serum”: every 2 days" in said
        await press(pilot, "enter")
        assert isinstance(app.screen, AdviceSheet)
        assert "‖ paused" in shown(app)
        assert rules(home)["Peel"] == Daily()
        await press(pilot, "enter")
        assert isinstance(app.screen, FindingsScreen)
        assert "There is nothing to remark" in shown(app)
        assert isinstance(rules(home)["Peel"], EveryDays)
        await press(pilot, "u")
        assert "better kept apart" in shown(app)
    assert rules(home)["Peel"] == Daily()


@pytest.mark.usefixtures("burning")
async def test_what_is_offered_may_be_left(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "f", "a", "escape", "escape")
        assert isinstance(app.screen, TodayScreen)
    assert rules(home)["Peel"] == Daily()


@pytest.mark.usefixtures("burning")
@pytest.mark.parametrize("by_mouse", [False, True])
async def test_a_remark_is_set_aside_for_a_reason_and_brought_back(home: Home, by_mouse: bool) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "f")
        await (click_key(pilot, "x") if by_mouse else press(pilot, "x"))
        await press(pilot, "enter")
        assert "missing" in shown(app)
        await press(pilot, *"It is [b]fine", "enter")
        assert isinstance(app.screen, FindingsScreen)
        assert "Set aside: It is [b]fine" in shown(app)
        assert [each.reason for each in Care.open(home).present().remarks_aside.values()] == ["It is [b]fine"]
        await (click_key(pilot, "b") if by_mouse else press(pilot, "b"))
        assert "Offered: " in shown(app)
    assert Care.open(home).present().remarks_aside == {}


def keys(app: AftercareApp) -> str:
    """The keys of the line at the bottom."""
    return " ".join(each.key for each in app.screen.query_one(KeyLine).keys)


@pytest.mark.usefixtures("burning")
async def test_the_line_of_keys_shows_what_can_be_done_now(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "f")
        assert keys(app) == "enter x ? esc"
        await press(pilot, "x", *"fine", "enter")
        assert keys(app) == "b u ? esc"
        await press(pilot, "b")
        assert keys(app) == "enter x u ? esc"
        await press(pilot, "enter", "enter")
        assert keys(app) == "u ? esc"


@pytest.mark.usefixtures("care")
async def test_what_the_plan_wants_is_only_told(app: AftercareApp, home: Home) -> None:
    before = rules(home)
    async with app.run_test() as pilot:
        await press(pilot, "f")
        assert "by your plan" in shown(app)
        assert "Ask your therapist." in shown(app)
        assert keys(app) == "x ? esc"
        await press(pilot, "enter")
        assert isinstance(app.screen, FindingsScreen)
    assert rules(home) == before


@pytest.mark.usefixtures("burning")
async def test_today_tells_of_remarks_and_a_click_shows_them(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        app.screen.look_through()
        await settled(pilot)
        assert "1 remark on your routine · f shows them" in shown(app)
        await pilot.click(RemarkLine)
        await settled(pilot)
        assert isinstance(app.screen, FindingsScreen)
        await press(pilot, "x", *"fine", "enter", "escape")
        await until(pilot, lambda: "remark" not in shown(app))


async def test_today_tells_of_sun_care_once_an_acid_was_used(home: Home, burning: Care) -> None:
    peel = next(each for each in burning.present().routine.steps.values() if each.name == "Peel")
    app = opened(home)
    async with app.run_test(size=(120, 40)) as pilot:
        app.screen.look_through()
        await settled(pilot)
        assert "Sun care" not in shown(app)
        Care.open(home).tick(Occurrence(peel.id, at(21).date(), "evening"), at(21))
        app.screen.beat()
        await until(pilot, lambda: "Sun care until Sun 29 Nov: after “Peel”." in shown(app))


@pytest.mark.usefixtures("care")
async def test_a_day_with_nothing_to_remark_has_no_line(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        app.screen.look_through()
        await settled(pilot)
        assert not app.screen.query_one(RemarkLine).display


# ---- beginning slowly


@pytest.mark.usefixtures("burning")
async def test_a_draft_tells_what_it_would_bring_before_it_is_kept(home: Home) -> None:
    before = rules(home)
    app = opened(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "o", "a", *"Twice")
        app.screen.query_one("#what", Select).value = "product:peel"
        app.screen.query_one("#since", Input).value = "2026-12-07"
        await settled(pilot)
        assert "! “Twice” and “Night [b]serum” are better kept apart" in shown(app)
    assert rules(home) == before


@pytest.mark.usefixtures("burning")
async def test_a_step_begins_slowly_by_a_plan(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "o", "down", "up", "end")
        while app.screen.chosen.name != "Night [b]serum":
            await press(pilot, "up")
        await press(pilot, "b", "enter")
        assert isinstance(app.screen, RoutineScreen)
    assert isinstance(rules(home)["Night [b]serum"], Phases)
    assert rules(home)["Night [b]serum"].start == at(21).date()


@pytest.mark.usefixtures("burning")
async def test_a_plan_for_something_else_is_refused_and_said(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "o", "end")
        while app.screen.chosen.name != "Peel":
            await press(pilot, "up")
        await press(pilot, "b", "enter")
        assert "is for Retinoid" in shown(app)
    assert rules(home)["Peel"] == Daily()


@pytest.mark.usefixtures("burning")
async def test_a_patch_test_from_the_shelf(home: Home) -> None:
    app = opened(home)
    async with app.run_test() as pilot:
        await press(pilot, "h", "t")
        assert "It does not test for immediate allergy" in " ".join(shown(app).replace("│", " ").split())
        await press(pilot, "enter")
        (test,) = Care.open(home).patch_tests()
        assert test.is_open
        await press(pilot, "t", "down", "enter")
        assert Care.open(home).patch_tests()[0].outcome is Outcome.REACTED
        await press(pilot, "u", "u")
    assert Care.open(home).patch_tests() == ()
