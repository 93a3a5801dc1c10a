"""An alarming word, wherever it is typed: the words are kept, and the answer is a key away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from stage import DAY, Clock, at, press, said, shown, state
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, ProductFacts
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.note_prompt import NotePrompt
from aftercare.screens.today import TodayScreen


def _names(care: Care) -> set[str]:
    return {each.name for each in care.present().routine.products.values()}


def _steps(care: Care) -> set[str]:
    return {each.name for each in care.present().routine.steps.values()}


#: Keys from Today, what is typed, the keys that keep it, the sign, and where the record has the words.
DOORS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...], str, Callable[[Care], bool]]] = {
    "note": (
        ("n",), "je n'ai pas dormi, j'ai de la fièvre", ("ctrl+s",), "Fever of 38",
        lambda care: care.day(at(23), DAY).notes[0].text == "je n'ai pas dormi, j'ai de la fièvre",
    ),
    "reason": (
        ("s", "tab"), "die Rötung breitet sich aus", ("enter",), "Redness that spreads",
        lambda care: any("breitet" in str(each.state) for each in care.day(at(23), DAY).due),
    ),
    "reason in the run": (
        ("r", "s", "tab"), "la joue engourdie", ("enter",), "New numbness",
        lambda care: any("engourdie" in str(each.state) for each in care.day(at(23), DAY).due),
    ),
    "kind of session": (
        ("a", "a", *"2026-12-01 10:00", "tab"), "me cuesta respirar", ("enter",), "Wheezing or trouble breathing",
        lambda care: any(each.kind == "me cuesta respirar" for each in care.sessions()),
    ),
    "had elsewhere": (
        ("a", "e", "enter", *"yesterday", "tab"), "Schwellung, hat Eiter", ("enter",), "Pus",
        lambda care: care.procedures()[0].note == "Schwellung, hat Eiter",
    ),
    "name on the shelf": (
        ("h", "a"), "gel for my chest pain", ("ctrl+s",), "Chest pain",
        lambda care: "gel for my chest pain" in _names(care),
    ),
    "name of a step": (
        ("o", "a"), "crema si tengo un bulto", ("ctrl+s",), "A lump, nodule or sore",
        lambda care: "crema si tengo un bulto" in _steps(care),
    ),
    "part of the day": (
        ("o", "t"), "fever 12:30", ("enter",), "Fever of 38",
        lambda care: any(each.name.casefold() == "fever" for each in care.present().routine.slots.values()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS.values(), ids=list(DOORS))
async def test_it_is_kept_and_one_key_leads_to_the_answer(
    app: AftercareApp, home: Home, door: tuple[tuple[str, ...], str, tuple[str, ...], str, Callable[[Care], bool]]
) -> None:
    keys, words, keep, sign, kept = door
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, *keys)
        for letter in words:
            await pilot.press("space" if letter == " " else letter)
        before = app.screen
        await press(pilot, *keep)
        assert app.screen is not before
        assert not isinstance(app.screen, HelpMeScreen)
        assert kept(Care.open(home))
        assert f"{sign}" in said(app)
        assert "f4 tells what to do." in said(app)
        await press(pilot, "f4")
        assert isinstance(app.screen, HelpMeScreen)
        assert f"{sign}" in shown(app)
        assert "Call" in shown(app)
        assert not app.screen.query_one(Input).display or app.screen.has_class("-chosen")


async def test_what_is_denied_or_ordinary_is_kept_without_a_word(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "n", *"no fever today", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
        assert "f4" not in said(app)
    assert [each.text for each in Care.open(home).day(at(23), DAY).notes] == ["no fever today"]


async def test_an_emergency_of_now_is_answered_at_once_in_any_language(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n", *"ich bekomme keine Luft", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
        assert "Wheezing or trouble breathing" in shown(app)
    assert [each.text for each in Care.open(home).day(at(23), DAY).notes] == ["ich bekomme keine Luft"]


async def test_a_reason_to_let_a_remark_be_is_heeded(app: AftercareApp, care: Care, home: Home) -> None:
    care.add_product(ProductFacts("Acid", "exfoliant", ingredients=("glycolic acid",)), at(21))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "f")
        if not Care.open(home).findings(at(21, 4)).open:
            pytest.fail("the sample has nothing to remark")
        await press(pilot, "x", *"la piel supura", "enter")
        assert "Pus? f4 tells what to do." in said(app)
    assert [aside.reason for _, aside in Care.open(home).findings(at(23)).aside] == ["la piel supura"]


async def test_names_of_people_and_labels_are_not_looked_through(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "g", "n", *"Eiter", "enter")
        assert "f4 tells" not in said(app)


async def test_the_key_leads_to_all_signs_again_once_the_offer_is_over(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n", *"my cheek is numb", "ctrl+s", "f4")
        assert "Numb" in shown(app) or "numbness" in shown(app)
        await press(pilot, "escape", "escape", "f4")
        assert "EMERGENCY" in shown(app)
        await press(pilot, "escape", "n", *"my cheek is numb", "ctrl+s")
        clock.now += timedelta(minutes=1)
        await press(pilot, "f4")
        assert "EMERGENCY" in shown(app)


async def test_words_of_an_entry_that_are_more_urgent_lead_on(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f4", *"numbness", "enter", "n")
        assert isinstance(app.screen, NotePrompt)
        await press(pilot, *"and chest pain", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
        assert "Call the emergency number now" in " ".join(shown(app).split())
        assert "Chest pain" in shown(app)
    assert state(home, "cleanse") == "pending"
