"""Choosing what a check-in asks, from the check-in and from the settings, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from stage import DAY, app_of, at, kinds, press, said, settled, shown, until
from test_every_click import click_words

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.rating import Subject
from aftercare.screens.check_in import CheckInScreen
from aftercare.screens.measures import MeasuresScreen
from aftercare.screens.settings import SettingsScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.face_map import FaceMap

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def asked(home: Home) -> tuple[set[str], set[str]]:
    """What is asked, read from the disk by somebody else."""
    subjects, context, _ = Care.open(home).asked(at(21, 5))
    return {each.name for each in subjects}, set(context)


@SIZES
async def test_the_check_in_goes_on_with_what_was_chosen(app: AftercareApp, home: Home, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c", "7", "w")
        assert isinstance(app.screen, MeasuresScreen)
        assert "by the concerns of your plan" in shown(app)
        assert "◆ suggested" in shown(app)
        before = asked(home)
        await press(pilot, "space")
        assert asked(home)[0] - before[0] == {"glabella.lines-expression"}
        assert "as you chose" in shown(app)
        await press(pilot, "left", "slash", *"forehead", "enter", "enter", "down", "space", "escape")
        assert isinstance(app.screen, CheckInScreen)
        assert "orehead" in shown(app), "what was chosen is asked"
        assert app.screen.filling.ratings.keys() == {Subject("dryness")}, "what was filled in stays"
        await press(pilot, "enter")
    (entry,) = Care.open(home).check_ins(DAY, DAY)
    assert [each.subject.name for each in entry.ratings] == ["dryness"]


async def test_from_the_settings_by_mouse_and_taken_back(app: AftercareApp, home: Home) -> None:
    before = asked(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "comma")
        await click_words(pilot, "5 ratings, 2 other things")
        assert isinstance(app.screen, MeasuresScreen)
        face_map = app.screen.query_one(FaceMap)
        face_map.select("cheek-up-r")
        await settled(pilot)
        assert "Upper cheek, your right" in shown(app)
        await click_words(pilot, "· Redness")
        assert asked(home)[0] - before[0] == {"cheek-up-r.redness"}
        await click_words(pilot, "b both sides")
        assert asked(home)[0] - before[0] == {"cheek-up-r.redness", "cheek-up-l.redness"}
        await click_words(pilot, "u undo")
        await until(pilot, lambda: "taken back" in said(app))
        assert asked(home)[0] - before[0] == {"cheek-up-r.redness"}
        assert "✓ Redness" in shown(app)
        await click_words(pilot, "r usual")
        assert asked(home) == before
        await press(pilot, "escape")
        assert isinstance(app.screen, SettingsScreen)
    assert kinds(home).count("choose measures") == 0, "it lies in the profile, dated"


async def test_lines_that_are_turned_one_after_the_other_all_count(app: AftercareApp, home: Home) -> None:
    before = asked(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma", "w")
        for key in ("space", "down", "space", "down", "down", "space"):
            await pilot.press(key)
        await settled(pilot)
    assert asked(home)[0] - before[0] == {"glabella.lines-expression", "glabella.lines-rest", "glabella.oil"}


async def test_something_is_asked_at_least(care: Care, home: Home) -> None:
    care.choose_measures((Subject("glow"),), (), at(20))
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "comma", "w")
        choices = app.screen.query_one(Choices)
        choices.highlighted = choices.get_option_index("rating:glow")
        await press(pilot, "space")
        await until(pilot, lambda: "Then a check-in asks nothing." in said(app))
        assert "✓ Glow" in shown(app)
    assert asked(home) == ({"glow"}, set())
