"""The cover: one key, and nothing that is open can be read; any key, and all of it is there again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from photo_scenes import with_photos
from stage import Clock, at, press, settled, shown, until
from textual import events
from textual.pilot import Pilot
from textual.widgets import TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.covered import NEUTRAL_TITLE, cover_drawn


class Wire:
    """What the terminal was given since it was last asked."""

    def __init__(self, app: AftercareApp) -> None:
        assert app._driver is not None
        self._sent: list[str] = []
        app._driver.write = self._sent.append  # type: ignore[method-assign]

    def sent(self) -> str:
        told, self._sent[:] = "".join(self._sent), []
        return told


@pytest.fixture
def clock() -> Clock:
    return Clock(at(21, 4))


async def click(pilot: Pilot[Any], button: int) -> None:
    """A click on the first step as the terminal tells it; the pilot's own goes to the screen at once."""
    x, y = next(
        (line.index("cleanser"), y) for y, line in enumerate(shown(pilot.app).splitlines()) if "cleanser" in line
    )
    for kind in (events.MouseDown, events.MouseUp):
        pilot.app.post_message(kind(None, x, y, 0, 0, button, False, False, False, x, y))
    await settled(pilot)


@pytest.mark.parametrize("key", ["f8", "ctrl+l"])
async def test_one_key_covers_and_any_key_brings_back_what_was_typed(app: AftercareApp, care: Care, key: str) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n")
        app.screen.query_one(TextArea).text = "half a sent"
        await settled(pilot)
        before, screen, focused = shown(app), app.screen, app.focused
        wire = Wire(app)
        await press(pilot, key)
        assert app.is_covered
        assert wire.sent() == cover_drawn(at(21, 4), *app.size)
        await press(pilot, "x")
        assert not app.is_covered
        assert (shown(app), app.screen, app.focused) == (before, screen, focused)
        await press(pilot, "y")
        assert "y" in app.screen.query_one(TextArea).text, "the key that brought it back typed nothing, the next does"
        assert "x" not in app.screen.query_one(TextArea).text


@pytest.mark.parametrize("keys", [(), ("comma",), ("question_mark",), ("f4",), ("s",), ("r",), ("ctrl+p",), ("h", "a")])
async def test_it_covers_every_screen_and_sheet(app: AftercareApp, keys: tuple[str, ...]) -> None:
    async with app.run_test() as pilot:
        await press(pilot, *keys)
        screen = app.screen
        await press(pilot, "f8")
        assert app.is_covered
        await press(pilot, "f8")
        assert not app.is_covered
        assert app.screen is screen


async def test_the_right_button_covers_and_the_next_click_only_brings_back(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        before = shown(app)
        await click(pilot, 3)
        assert app.is_covered
        await click(pilot, 1)
        assert not app.is_covered
        assert shown(app) == before


async def test_nothing_that_happens_meanwhile_reaches_the_terminal(app: AftercareApp, care: Care, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f8")
        wire = Wire(app)
        app.notify("Calming gel", timeout=30)
        app.bell()
        care.note("Anna wrote this", at(21, 5))
        await settled(pilot)
        app.screen.refresh(layout=True)
        await settled(pilot)
        assert wire.sent() == ""
        assert not app.screen.query("Toast")
        clock.now = at(21, 5)
        app._draw_cover()
        assert wire.sent() == cover_drawn(at(21, 5), *app.size)
        await press(pilot, "space")
        assert "Calming gel" in " ".join(str(each.message) for each in app._notifications)


async def test_what_was_said_when_it_was_covered_is_said_again(app: AftercareApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        app.notify("kept", timeout=30)
        await pilot.pause()
        await press(pilot, "f8")
        app._said[0].raised_at -= 31  # its time runs out while nobody sees it
        await press(pilot, "f8")
        await settled(pilot)
        assert [each.message for each in app._notifications] == ["kept"]


async def test_another_size_draws_it_anew(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f8")
        wire = Wire(app)
        await pilot.resize_terminal(100, 30)
        await settled(pilot)
        assert wire.sent() == cover_drawn(at(21, 4), 100, 30)


async def test_a_photo_that_the_terminal_keeps_is_taken_out_of_it_and_sent_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERCARE_PHOTOS", "kitty")
    with_photos(home)
    app = AftercareApp(home, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        wire = Wire(app)

        def picture_sent() -> str:
            return next(iter(re.findall(r"a=p,i=(\d+)", "".join(wire._sent))), "")

        await press(pilot, "P")
        await until(pilot, lambda: bool(shown(app) and picture_sent()))
        number = re.findall(r"a=p,i=(\d+)", wire.sent())[-1]
        await press(pilot, "f8")
        assert wire.sent() == f"{cover_drawn(at(21, 4), *app.size)}\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
        await press(pilot, "f8")
        await until(pilot, lambda: bool(shown(app) and picture_sent()))


def test_every_cell_is_written_over_for_sixels_stay_on_a_screen_that_is_only_cleared() -> None:
    drawn = cover_drawn(at(21, 4), 80, 24)
    assert all(f"\x1b[{row};1H{' ' * 80}" in drawn for row in range(1, 25))


async def test_pasted_words_do_not_get_through(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n", "f8")
        app.post_message(events.Paste("secret"))
        await settled(pilot)
        await press(pilot, "f8")
        assert app.screen.query_one(TextArea).text == ""


def test_it_says_the_time_and_nothing_else() -> None:
    drawn = cover_drawn(at(21, 4) + timedelta(hours=1), 80, 24)
    assert not [sign for sign in drawn if sign.isalpha() and sign not in "hlmHJ"]


def test_the_windows_name_tells_nothing(home: Home) -> None:
    assert "aftercare" not in NEUTRAL_TITLE.lower()
