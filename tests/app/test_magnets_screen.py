"""Magnets on the screen: put on, counted in, a missing one asked for at once, and what keeps one off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from magnet_scenes import SIX, implant_nearby, nothing_on, one_missing, sore_and_resting, two_on
from stage import app_of, at, press, said, settled, shown
from test_every_click import click_words

from aftercare.care import Care, Home
from aftercare.model.magnets_worn import Counts
from aftercare.screens.count_sheet import CountSheet
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.magnets import MagnetsScreen


def counts(home: Home) -> Counts:
    return Care.open(home).magnets.view(at(21, 5)).counts


async def test_six_on_five_counted_in_and_the_missing_one_is_asked_for(home: Home) -> None:
    nothing_on(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "M")
        for _ in SIX:
            await press(pilot, "space", "down")
        await press(pilot, "p")
        assert counts(home) == Counts(out=6, worn=6)
        await press(pilot, "t")
        for _ in SIX[:5]:
            await press(pilot, "space", "down")
        await press(pilot, "enter")
        assert isinstance(app.screen, CountSheet)
        assert "Not counted in: GB14 Yangbai, left." in shown(app)
        assert counts(home).worn == 6, "nothing is kept before that is answered"
        await press(pilot, "m")
        assert isinstance(app.screen, HelpMeScreen)
        assert "A magnet that cannot be found" in shown(app)
        assert "may have swallowed it" in " ".join(shown(app).replace("│", " ").split())
        assert counts(home) == Counts(out=6, back=5, missing=1)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, MagnetsScreen)
        assert "! 1 magnet is missing" in shown(app)
        # nobody forgets it: the day says so, and a click leads back
        await press(pilot, "escape")
        assert "A magnet is missing since" in " ".join(shown(app).split())
        await click_words(pilot, "A magnet is missing")
        assert isinstance(app.screen, MagnetsScreen)
        await press(pilot, "f")
        assert counts(home) == Counts(out=6, back=6)


async def test_on_the_evening_before_an_mri_a_missing_one_and_all_others_are_asked_for(home: Home) -> None:
    one_missing(home)
    Care.open(home).add_session(at(10, day=23).replace(tzinfo=None), "MRI", at(12))
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        assert "take every magnet and press needle off" in " ".join(shown(app).split())
        await press(pilot, "M")
        told = " ".join(shown(app).split())
        assert "1 magnet is missing" in told
        assert "MRI or surgery Mon 23 Nov 10:00" in told


async def test_what_is_not_counted_in_may_stay_on(home: Home) -> None:
    two_on(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "M", "t", "space", "enter", "s")
        assert isinstance(app.screen, MagnetsScreen)
    assert counts(home) == Counts(out=2, back=1, worn=1)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (implant_nearby, "pacemaker, of somebody close"),
        (sore_and_resting, "Now no magnet goes to ST6 Jiache, right: a day of rest"),
    ],
)
async def test_where_none_may_go_none_goes(home: Home, record: Callable[[Home], None], why: str) -> None:
    record(home)
    before = counts(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "M", "p")
        assert why in said(app)
        # two of six rest: the next one is the first of the others
        next_one = [line for line in shown(app).splitlines() if "▸ ST" in line]
        assert len(next_one) == (0 if record is implant_nearby else 1)
        assert all("ST3 Juliao, right" in line for line in next_one)
    assert counts(home) == before


async def test_skin_that_blisters_rests_and_leads_to_what_to_do(home: Home) -> None:
    nothing_on(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "M", "k", "down", "down", "down", "enter")
        assert isinstance(app.screen, HelpMeScreen)
        await press(pilot, "escape", "escape")
        assert "rests until the skin is clear: a blister" in shown(app)


async def test_by_mouse_alone(home: Home) -> None:
    two_on(home)
    app = app_of(home)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "M")
        await click_words(pilot, "GB14 Yangbai, right")
        assert "✓ GB14 Yangbai, right" in shown(app)
        await click_words(pilot, "put on")
        await click_words(pilot, "take off")
        for name in ("ST6 Jiache, right", "ST6 Jiache, left", "GB14 Yangbai, right"):
            await click_words(pilot, f"·  {name}")
        await click_words(pilot, "done")
        await settled(pilot)
        assert "3 magnets off, counted in; now look at the skin: k" in said(app)
    assert counts(home) == Counts(out=3, back=3)


@pytest.mark.usefixtures("care")
async def test_without_a_point_only_keys_that_do_something_are_named(home: Home) -> None:
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "M")
        assert "  Your plan has no point for a magnet." in shown(app)
        assert "? help   esc back" in shown(app)
        assert "put on" not in shown(app)
