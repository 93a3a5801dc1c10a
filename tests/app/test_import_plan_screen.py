"""Taking over some of a plan from the screen: by keyboard and by mouse, and one that names somebody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from stage import DAY, at, press, shown
from test_every_click import click_words
from textual.pilot import Pilot
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.editing import Draft
from aftercare.screens.import_plan import ImportPlan

PLAN = Path(__file__).parents[2] / "data" / "plans" / "needle_course.toml"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The second version of the plan: another amount of cream, another pause after the serum, no gel, one step more."""
    text = PLAN.read_text("utf-8").replace("version = 1 ", "version = 2 ")
    text = text.replace('amount = "1–2 fingertip units"', 'amount = "1 fingertip unit"')
    text = text.replace('amount = "3–5 drops"', 'amount = "4 drops"')
    text = text.replace('id = "soften-the-brow"', 'id = "rest-the-eyes"')
    text = text.replace("Let brow and jaw go soft", "Rest your eyes")
    file = tmp_path / "newer.toml"
    file.write_text(text, "utf-8")
    return file


async def read(pilot: Pilot[Any], file: Path) -> None:
    """Opens the import over the day and has the file read."""
    await press(pilot, "i")
    pilot.app.screen.query_one(Input).value = str(file)
    await press(pilot, "enter")


def amounts(home: Home) -> dict[str, str]:
    """The amounts of the steps that go on, read from the disk by somebody else."""
    steps = Care.open(home).present().routine.steps.values()
    return {each.id: each.amount for each in steps if each.ends is None}


async def test_lines_are_left_by_keyboard_and_by_mouse_and_become_questions(
    app: AftercareApp, home: Home, newer: Path
) -> None:
    async with app.run_test(size=(100, 50)) as pilot:
        await read(pilot, newer)
        for words in ("New", "✓ + Rest your eyes", "Changed", "✓ ~ Hydrating serum", "Ends", "take over 4 of 4"):
            assert words in shown(app)
        await press(pilot, "space")
        assert "· + Rest your eyes  step  left" in shown(app)
        await click_words(pilot, "✓ ~ Hydrating serum")
        assert "· ~ Hydrating serum  step  left" in shown(app)
        assert "take over 2 of 4" in shown(app)
        await press(pilot, "n")
        assert "take over" not in shown(app)
        await press(pilot, "y")
        assert "Every line is left" in shown(app)
        await press(pilot, "a")
        assert "take over 4 of 4" in shown(app)
        await press(pilot, "space")
        await click_words(pilot, "✓ – Let brow and jaw go soft")
        await press(pilot, "y")
        assert not isinstance(app.screen, ImportPlan)
    kept = amounts(home)
    # the mouse had put the highlight on the serum
    assert (kept["serum"], kept["cream"]) == ("3–5 drops", "1 fingertip unit")
    assert {"rest-the-eyes", "soften-the-brow"} <= set(kept)
    asked = {each.text: each.step for each in Care.open(home).open_questions(at(22))}
    assert set(asked.values()) == {"serum", "soften-the-brow"}


async def test_the_clients_own_stays_and_the_plan_of_somebody_else_is_asked_about(
    app: AftercareApp, home: Home, newer: Path
) -> None:
    care = Care.open(home)
    cream = care.present().routine.steps["cream"]
    terms = cream.terms[-1]
    wish = Draft(cream.name, terms.slots, terms.rule, DAY, product=cream.product, amount="a pea", wait=cream.wait)
    care.change_step(cream, wish, at(20))
    newer.write_text(newer.read_text("utf-8").replace('client = "Anna B."', 'client = "Bea"'), "utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await read(pilot, newer)
        assert "this plan is written for “Bea”" in shown(app)
        await press(pilot, "y")
        assert isinstance(app.screen, ImportPlan)
        assert "y once more takes it over" in " ".join(shown(app).split())
        assert amounts(home)["serum"] == "3–5 drops"
        await press(pilot, "y")
        assert not isinstance(app.screen, ImportPlan)
    assert (amounts(home)["serum"], amounts(home)["cream"]) == ("4 drops", "a pea")
    (asked,) = Care.open(home).open_questions(at(22))
    assert "I kept mine: which shall it be?" in asked.text
