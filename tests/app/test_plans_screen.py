"""The plans that were accepted: what going back changes, going back and undoing it, and reading a plan beforehand."""

from __future__ import annotations

from pathlib import Path

from plan_scenes import newer_plan, no_plan, two_plans
from stage import Clock, app_of, at, kinds, press, settled, shown, until
from test_every_click import click_words
from textual.containers import VerticalScroll
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.editing import Draft
from aftercare.screens.plan_sheets import LeafletSheet, PlanDaysSheet
from aftercare.screens.plans import PlansScreen


def in_force(home: Home) -> list[int]:
    """The versions in the order in which they were in force, the present one first, read by somebody else."""
    return [each.plan.version for each in Care.open(home).plans.accepted()]


async def test_a_version_is_gone_back_to_by_keyboard_and_that_is_taken_back(home: Home) -> None:
    two_plans(home)
    care = Care.open(home)
    cream = care.present().routine.steps["cream"]
    terms = cream.terms[-1]
    own = Draft("My cream", terms.slots, terms.rule, at(9).date(), product=cream.product, amount="a pea")
    care.change_step(cream, own, at(20))
    before = care.present().routine
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3", "p")
        assert "version 2   accepted Fri 20 Nov" in shown(app)
        assert "b go back to it" not in shown(app), "the one in force"
        await press(pilot, "down")
        for words in ("Going back to version 1 changes:", "+ Let brow and jaw go soft", "→ Hydrating serum"):
            assert words in shown(app)
        pane = app.screen.query_one(VerticalScroll)
        await press(pilot, "pagedown")
        await until(pilot, lambda: pane.scroll_y > 0)
        await press(pilot, "pageup")
        await until(pilot, lambda: pane.scroll_y == 0)
        await press(pilot, "b")
        assert "Yours stays as you changed it: “My cream”." in " ".join(shown(app).split())
        await press(pilot, "n")
        assert in_force(home) == [2, 1]
        await press(pilot, "b", "y")
        assert isinstance(app.screen, PlansScreen)
        assert "version 1   accepted Mon 16 Nov   Calm and firm, autumn course  in force" in shown(app)
        assert in_force(home) == [1, 2]
        await press(pilot, "u")
        assert in_force(home) == [2, 1]
    now = Care.open(home).present()
    assert now.routine == before
    assert not now.questions


async def test_a_version_is_gone_back_to_by_mouse_and_again_after_that_was_undone(home: Home) -> None:
    two_plans(home)
    app = app_of(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f3")
        await click_words(pilot, "p plan")
        for _ in range(2):
            await click_words(pilot, "version 1")
            assert "→ Hydrating serum" in shown(app)
            await click_words(pilot, "b go back to it")
            await click_words(pilot, "y go back to it")
            assert in_force(home) == [1, 2]
            steps = Care.open(home).present().routine.steps
            assert {each for each in ("serum", "serum-late") if steps[each].ends is None} == {"serum"}
            await click_words(pilot, "u undo")
            assert in_force(home) == [2, 1]


async def test_a_title_is_as_long_as_there_is_room_for_it_also_when_that_changes(home: Home) -> None:
    two_plans(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3", "p")
        assert "Calm and firm, autumn course  in force" in shown(app)
        for width, title in ((70, "Calm and firm, autumn…  in force"), (80, "Calm and firm, autumn course  in force")):
            await pilot.resize_terminal(width, 24)
            await until(pilot, lambda title=title: title in shown(app))


async def test_without_a_plan_the_screen_says_where_one_comes_from(home: Home) -> None:
    no_plan(home)
    app = app_of(home)
    async with app.run_test() as pilot:
        await press(pilot, "f3", "p")
        assert "No plan was accepted yet." in shown(app)
        await press(pilot, "b", "d", "l", "u")
        assert isinstance(app.screen, PlansScreen)
        # the therapist is one key away here too, and the plans do not open twice
        await press(pilot, "f3", "p")
        assert isinstance(app.screen, PlansScreen)
        depth = len(app.screen_stack)
        app.action_plans()
        await settled(pilot)
        assert len(app.screen_stack) == depth
        # from any other sheet over them the palette leads to them
        await press(pilot, "question_mark")
        app.action_plans()
        await settled(pilot)
        assert isinstance(app.screen, PlansScreen)
        await press(pilot, "escape", "escape")
        await press(pilot, "escape", "escape")
        assert not any(isinstance(each, PlansScreen) for each in app.screen_stack)


async def test_the_days_and_the_leaflet_of_a_file_are_read_before_it_is_accepted(
    app: AftercareApp, home: Home, clock: Clock, tmp_path: Path
) -> None:
    before = kinds(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i")
        app.screen.query_one(Input).value = str(newer_plan(tmp_path))
        await press(pilot, "enter")
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if "✓ + Rest your eyes" in line)
        assert lines[row + 1].index("go soft") == lines[row].index("Rest"), "it goes on below the name"
        await press(pilot, "d")
        assert isinstance(app.screen, PlanDaysSheet)
        for words in ("version 2: from Sunday 22 November", "Hydrating serum", "Thu 19 Nov 17:30  facial needles"):
            assert words in shown(app)
        await press(pilot, "escape", "l")
        assert isinstance(app.screen, LeafletSheet)
        assert "▲ Emergency:" in shown(app)
        await press(pilot, "escape")
        assert "take over 5 of 5" in shown(app)
    assert kinds(home) == before
