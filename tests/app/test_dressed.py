"""What is seen through the screen on top, and the styles of a screen that opens for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import ComposeResult
from textual.color import Color
from textual.screen import Screen
from textual.widgets import Static

from aftercare.care import Home
from aftercare.dressed import DressedApp


class Opaque(Screen[None]):
    CSS = "Opaque { background: $background; }"


class Lucid(Screen[None]):
    CSS = "Lucid { background: $background 70%; }"


@pytest.fixture
def app(home: Home) -> DressedApp:
    return DressedApp(home, [])


async def test_only_what_is_seen_through_the_screen_on_top_is_painted_with_it(app: DressedApp) -> None:
    async with app.run_test():
        below = app.screen
        await app.push_screen(Opaque())
        assert not below.is_current
        await app.push_screen(Lucid())
        assert not below.is_current
        assert app.screen_stack[1].is_current, "it is seen through the one on top"
        await app.pop_screen()
        await app.pop_screen()
        assert below.is_current


async def test_a_screen_and_its_parts_have_the_styles_of_its_sheet_the_first_time(
    app: DressedApp, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.tcss"
    sheet.write_text("Sheeted { background: red; Static { color: blue; } }")

    class Sheeted(Screen[None]):
        CSS_PATH = sheet

        def compose(self) -> ComposeResult:
            yield Static("part")

    async with app.run_test():
        await app.push_screen(Sheeted())
        assert app.screen.styles.background == Color.parse("red")
        assert app.screen.query_one(Static).styles.color == Color.parse("blue")
