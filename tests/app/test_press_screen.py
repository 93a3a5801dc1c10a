"""Points to press: a time that runs down, stands, and is lost to nobody; what is not offered says why."""

from __future__ import annotations

from datetime import timedelta

from press_scenes import BROW, LEFT, RIGHT, after_needles, none_pressed, one_stands
from stage import Clock, app_of, at, press, said, settled, shown
from test_every_click import click_words

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.magnet_event import Spot
from aftercare.screens.press import PressScreen

NOW = at(21, 4)


def kept(home: Home) -> list[tuple[Spot, int, int]]:
    return [(each.spot, each.seconds, each.set_to) for each in Care.open(home).pressing.presses(NOW)]


async def test_the_time_of_each_side_runs_down_and_is_kept(home: Home) -> None:
    none_pressed(home)
    clock = Clock(NOW)
    app = AftercareApp(home, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "F")
        screen = app.screen
        assert isinstance(screen, PressScreen)
        await press(pilot, "space")
        assert "ST6 Jiache, right" in shown(app)
        clock.now = NOW + timedelta(seconds=90)
        screen.count()
        await press(pilot, "space")
        assert "‖ it stands" in shown(app)
        clock.now = NOW + timedelta(minutes=30)
        await press(pilot, "space")
        assert kept(home) == []
        clock.now += timedelta(seconds=31)
        screen.count()
        await settled(pilot)
        assert kept(home) == [(RIGHT, 120, 120)]
        assert "ST6 Jiache, right: pressed 2:00." in said(app)
        # the other side is chosen, and nothing begins by itself
        assert screen.place is not None
        assert screen.place.spot == LEFT
        assert "1 of 3 points pressed today" in shown(app)
        # no time of the plan: one's own
        await press(pilot, "down")
        assert "Your plan names no time" in " ".join(shown(app).split())
        await press(pilot, "plus", "space", "s")
        assert "nothing is kept" in said(app)
        await press(pilot, "space")
        clock.now += timedelta(seconds=20)
        await press(pilot, "s")
    assert kept(home)[1:] == [(BROW, 20, 90)]


async def test_a_time_that_has_begun_is_there_again_whoever_leaves_and_however(home: Home) -> None:
    one_stands(home)
    clock = Clock(NOW)
    app = AftercareApp(home, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "F")
        assert "‖ it stands" in shown(app)
        await press(pilot, "space")
        clock.now = NOW + timedelta(seconds=30)
        await press(pilot, "escape")
        assert "nothing is lost" in said(app)
        await press(pilot, "F", "space")
        clock.now = NOW + timedelta(seconds=40)
        # quit in the midst of it
    standing = Care.open(home).pressing.stood()
    assert standing is not None
    assert (standing.spot, standing.whole, standing.gone) == (LEFT, 120, 100)
    app = AftercareApp(home, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "F", "s")
        assert kept(home) == [(LEFT, 100, 120)]
    assert Care.open(home).pressing.stood() is None


async def test_what_is_not_offered_says_why_and_does_not_begin(home: Home) -> None:
    after_needles(home)
    app = app_of(home)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "F")
        assert shown(app).count("not offered: rests after the session until") == 3
        await press(pilot, "space")
        assert "ST6 Jiache, right is not offered" in said(app)
        assert "let it stand" not in shown(app)
    assert kept(home) == []


async def test_by_mouse_alone(home: Home) -> None:
    none_pressed(home)
    clock = Clock(NOW)
    app = AftercareApp(home, clock=clock)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "F")
        await click_words(pilot, "EX-HN3 Yintang")
        assert "let it stand" in shown(app)
        await click_words(pilot, "ST6 Jiache, right")
        assert "the time of EX-HN3 Yintang has begun" in said(app)
        clock.now = NOW + timedelta(seconds=15)
        await click_words(pilot, "let it stand")
        await click_words(pilot, "longer")
        await click_words(pilot, "stop")
        await settled(pilot)
    assert kept(home) == [(BROW, 15, 90)]
