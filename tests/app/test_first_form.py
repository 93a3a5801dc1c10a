"""A screen that looks different at different sizes takes the right form at once: it never shows another one first."""

from __future__ import annotations

import pytest
from stage import settled
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from aftercare.app import AftercareApp
from aftercare.screens.breakpoints import take_form

SIZES = [(80, 24), (100, 30), (120, 40), (200, 60)]


class Shaped(Screen[None]):
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        take_form(self)
        yield Static(" ".join(sorted(self.classes)))


class Shapeless(Shaped):
    HORIZONTAL_BREAKPOINTS = None
    VERTICAL_BREAKPOINTS = None


@pytest.mark.parametrize(
    ("size", "form"),
    [((99, 29), "-low -narrow"), ((100, 29), "-low -wide"), ((99, 30), "-high -narrow"), ((100, 30), "-high -wide")],
)
async def test_a_screen_has_the_form_for_the_size_when_it_is_composed(size: tuple[int, int], form: str) -> None:
    app: App[None] = App()
    async with app.run_test(size=size) as pilot:
        await app.push_screen(Shaped())
        await pilot.pause()
        assert str(app.screen.query_one(Static).content) == form


async def test_a_screen_without_breakpoints_stays_as_it_is() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        await app.push_screen(Shapeless())
        await pilot.pause()
        assert str(app.screen.query_one(Static).content) == ""


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_of_today_is_shown_and_then_hidden(app: AftercareApp, size: tuple[int, int]) -> None:
    hidden: list[Message] = []

    def note(message: Message) -> None:
        if isinstance(message, events.Hide):
            hidden.append(message)

    async with app.run_test(size=size, message_hook=note) as pilot:
        await settled(pilot)
    assert hidden == []
