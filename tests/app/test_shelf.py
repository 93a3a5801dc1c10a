"""The shelf by keys and by mouse: what was asked for stands in the record."""

from __future__ import annotations

from datetime import date

import pytest
from stage import Clock, at, settled, shown
from textual import events
from textual.widgets import Input, OptionList, Select, Static

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, PackFacts, ProductFacts
from aftercare.screens.help import HelpScreen
from aftercare.screens.shelf import ShelfScreen
from aftercare.screens.shelf_form import ShelfForm
from aftercare.screens.today import TodayScreen
from aftercare.widgets.key_line import KeyLine

SUNDAY = date(2026, 11, 22)


def deeds(home: Home) -> list[str]:
    """What was done since the record of `care` began: after the session that took place."""
    done = [each.action.what for each in Care.open(home)._record.actions("profile")]
    return done[done.index("session took place") + 1 :]


def packs(home: Home, product: str) -> list[object]:
    found = [each for each in Care.open(home).present().packs.values() if each.product == product]
    return sorted(((each.opened, each.finished) for each in found), key=str)


@pytest.fixture
def aloe(care: Care) -> Care:
    """With an own gel, opened on Friday."""
    care.add_product(ProductFacts("Aloe [red]gel[/]", "gel", pao=6, size=50), at(9), PackFacts(date(2026, 11, 20)))
    return care


async def opened(pilot: object, product: str | None = None) -> ShelfScreen:
    """The shelf, with the mark on a product."""
    pilot.app.screen.beat()  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    await pilot.press("h")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    screen = pilot.app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, ShelfScreen)
    if product is not None:
        ids = [row.product.id for row in screen._view.rows]  # type: ignore[union-attr]
        screen.rows.highlighted = ids.index(product)
        await settled(pilot)  # type: ignore[arg-type]
    return screen


async def test_what_no_step_uses_is_told_apart(app: AftercareApp, home: Home, aloe: Care) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "aloe-red-gel")
        (line,) = [each for each in shown(app).splitlines() if "Aloe [red]gel[/]" in each and "20 May" in each]
        assert "in no step" in line
        assert shown(app).count("in no step") == 2
        assert "It is in no step of your routine now." in shown(app)


async def click_key(pilot: object, key: str) -> None:
    """A click on a key of the line of keys."""
    line = pilot.app.screen.query_one(KeyLine)  # type: ignore[attr-defined]
    start = next(start for start, each in line._placed() if each.key == key)
    await pilot.click(line, offset=(start + line.styles.padding.left, 0))  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_adding(app: AftercareApp, home: Home, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        if mouse:
            await click_key(pilot, "a")
        else:
            await pilot.press("a")
            await settled(pilot)
        form = app.screen
        assert isinstance(form, ShelfForm)
        await pilot.press(*"Rose oil")
        form.query_one("#kind", Select).value = "oil"
        form.query_one("#pao", Input).value = "9"
        form.query_one("#opened", Input).value = "yesterday"
        await pilot.pause()
        if mouse:
            await click_key(pilot, "ctrl+s")
        else:
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(app.screen, ShelfScreen)
        assert "Rose oil" in shown(app)
    product = Care.open(home).present().routine.products["rose-oil"]
    assert (product.kind, product.pao) == ("oil", 9)
    assert packs(home, "rose-oil") == [(date(2026, 11, 21), None)]
    assert deeds(home) == ["add product"]


async def test_what_cannot_be_is_said_and_what_was_typed_stays(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"Oil")
        app.screen.query_one("#pao", Input).value = "many"
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ShelfForm)
        assert "not a number from 1 to 120" in shown(app)
        assert app.screen.query_one("#name", Input).value == "Oil"
        assert app.screen.unsaved or app.screen.values()["name"] == "Oil"
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(app.screen, ShelfScreen)
    assert deeds(home) == []


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_editing_product_and_pack(app: AftercareApp, home: Home, aloe: Care, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "aloe-red-gel")
        assert "Aloe [red]gel[/]" in shown(app)
        if mouse:
            await click_key(pilot, "e")
        else:
            await pilot.press("e")
            await settled(pilot)
        app.screen.query_one("#best_before", Input).value = "2027-02"
        app.screen.query_one("#size", Input).value = "75"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "28 Feb 2027" in shown(app)
        await pilot.press("u")
        await settled(pilot)
        assert "28 Feb 2027" not in shown(app)
    assert deeds(home) == ["add product", "edit product", "undo"]
    assert Care.open(home).present().routine.products["aloe-red-gel"].size == 50


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_opening_a_new_one(app: AftercareApp, home: Home, aloe: Care, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "aloe-red-gel")
        if mouse:
            await click_key(pilot, "o")
        else:
            await pilot.press("o")
            await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert packs(home, "aloe-red-gel") == [(date(2026, 11, 20), SUNDAY), (SUNDAY, None)]
    assert deeds(home)[1:] == ["open pack"]


async def test_a_spare_one_is_put_there_unopened_and_then_opened(app: AftercareApp, home: Home, aloe: Care) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "calming-gel")
        await pilot.press("o")
        await settled(pilot)
        app.screen.query_one("#opened", Input).value = ""
        await pilot.press("enter")
        await settled(pilot)
        assert packs(home, "calming-gel") == [(None, None)]
        await pilot.press("o", "enter")
        await settled(pilot)
    assert packs(home, "calming-gel") == [(SUNDAY, None)]
    assert deeds(home)[1:] == ["add pack", "open pack"]


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_finishing(app: AftercareApp, home: Home, aloe: Care, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "aloe-red-gel")
        if mouse:
            await click_key(pilot, "f")
        else:
            await pilot.press("f")
            await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert packs(home, "aloe-red-gel") == [(date(2026, 11, 20), SUNDAY)]
    assert deeds(home)[1:] == ["finish pack"]


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_one_instead_of_the_other(app: AftercareApp, home: Home, aloe: Care, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot, "calming-gel")
        if mouse:
            await click_key(pilot, "b")
        else:
            await pilot.press("b")
            await settled(pilot)
        assert app.screen.query_one("#new", Select).value == "aloe-red-gel"
        app.screen.query_one("#since", Input).focus()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "Aloe [red]gel[/]" in shown(app)
    step = Care.open(home).present().routine.steps["gel-evening"]
    assert (step.product, step.former[0].product) == ("aloe-red-gel", "calming-gel")
    assert deeds(home)[1:] == ["substitute"]


async def test_a_click_chooses_a_row_and_tells_of_it(app: AftercareApp, aloe: Care) -> None:
    async with app.run_test() as pilot:
        screen = await opened(pilot)
        await pilot.click(OptionList, offset=(10, 3))
        await settled(pilot)
        assert screen.chosen is screen._view.rows[3]  # type: ignore[union-attr]
        assert isinstance(app.screen, ShelfScreen)


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_help_explains_and_a_key_chosen_there_is_run(app: AftercareApp, mouse: bool) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        if mouse:
            await click_key(pilot, "?")
        else:
            await pilot.press("question_mark")
            await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "an estimate" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ShelfForm)


async def test_without_a_pack_or_a_step_it_is_said_why_nothing_happens(
    app: AftercareApp, home: Home, aloe: Care
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await opened(pilot, "calming-gel")
        await pilot.press("f")
        await settled(pilot)
        assert "there is no pack of it" in shown(app)
        await pilot.press("escape")
        await opened(pilot, "aloe-red-gel")
        await pilot.press("b")
        await settled(pilot)
        assert "no step uses it" in shown(app)
    assert deeds(home) == ["add product"]


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
async def test_an_empty_shelf_and_back(home: Home, mouse: bool) -> None:
    Care.start(home, at(8))
    app = AftercareApp(home, None, clock=Clock(at(21)))
    async with app.run_test() as pilot:
        await opened(pilot)
        assert "Nothing stands here yet." in shown(app)
        await pilot.press("e", "o", "f", "b")
        await settled(pilot)
        if mouse:
            await click_key(pilot, "esc")
        else:
            await pilot.press("escape")
            await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_what_another_process_did_stands_there(app: AftercareApp, home: Home, care: Care) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        other = Care.open(home)
        other.add_product(ProductFacts("Other balm", "balm"), at(21))
        app.screen_stack[-2].beat()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Other balm" in shown(app)


LABEL = "Ingredients: Aqua, Niacinamide 5 %, Sodium Hyal-\nuronate, Glycolic Acyd,\nMoorlauge.\n"


async def test_a_pasted_label_is_read_and_kept(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"Label serum")
        field = app.screen.query_one("#ingredients", Input)
        told = app.screen.query_one("#ingredients-told", Static)
        assert not told.display
        field.focus()
        field.post_message(events.Paste(LABEL))
        await settled(pilot)
        assert field.value == "Aqua, Niacinamide 5 %, Sodium Hyaluronate, Glycolic Acyd, Moorlauge"
        assert told.display
        assert str(told.content) == (
            "3 ingredients known, 1 nearly, 1 not known. "
            "“Glycolic Acyd”: perhaps Glycolic acid? Not known: “Moorlauge”."
        )
        await pilot.press("enter")
        await settled(pilot)
    product = Care.open(home).present().routine.products["label-serum"]
    assert product.ingredients == ("Aqua", "Niacinamide", "Sodium Hyaluronate", "Glycolic Acyd", "Moorlauge")
    assert product.strengths == {"Niacinamide": 5}


async def test_a_long_label_is_kept_whole(app: AftercareApp, home: Home) -> None:
    names = [f"Moorlauge number {number} of the long list" for number in range(150)]
    async with app.run_test() as pilot:
        await opened(pilot)
        await pilot.press("a")
        await settled(pilot)
        await pilot.press(*"Long")
        field = app.screen.query_one("#ingredients", Input)
        field.focus()
        field.post_message(events.Paste(", ".join(names)))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert Care.open(home).present().routine.products["long"].ingredients == tuple(names)


async def test_editing_something_else_leaves_the_ingredients_as_they_are(
    app: AftercareApp, home: Home, care: Care
) -> None:
    odd = ("Urea", "Something (odd, with) a comma")
    care.add_product(ProductFacts("Odd", "gel", odd, strengths={"Urea": 12}), at(9))
    async with app.run_test() as pilot:
        await opened(pilot, "odd")
        await pilot.press("e")
        await settled(pilot)
        app.screen.query_one("#pao", Input).value = "6"
        await pilot.press("enter")
        await settled(pilot)
    product = Care.open(home).present().routine.products["odd"]
    assert (product.ingredients, product.strengths, product.pao) == (odd, {"Urea": 12}, 6)


async def test_what_is_left_is_written_in_the_form(app: AftercareApp, home: Home, aloe: Care) -> None:
    aloe_id = next(each.product for each in aloe.present().packs.values())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, aloe_id)
        await pilot.press("e")
        await settled(pilot)
        app.screen.query_one("#left", Input).value = "12 ml"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Left: about 12 of 50 ml, counted today." in shown(app)
        (counted,) = [row for row in Care.open(home).shelf(at(22)).rows if row.product.id == aloe_id]
        assert counted.supply.left == 12
        await pilot.press("u")
        await settled(pilot)
        assert "Left: about 50 of 50" in shown(app)
