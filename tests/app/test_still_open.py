"""What a worker found is shown only where the screen that asked still has all its parts."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from aftercare.screens.still_open import still_open


class Part(Widget):
    """Says how its screen stands while it goes."""

    def on_unmount(self) -> None:
        assert isinstance(self.screen, Whole)
        self.screen.when_a_part_went.append((self.screen.is_attached, still_open(self.screen)))


class Whole(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.when_a_part_went: list[tuple[bool, bool]] = []

    def compose(self) -> ComposeResult:
        yield Part()


async def test_a_screen_that_is_left_is_not_open_while_its_parts_go() -> None:
    screen = Whole()
    app: App[None] = App()
    async with app.run_test():
        await app.push_screen(screen)
        assert still_open(screen)
        await app.pop_screen()
        assert screen.when_a_part_went == [(True, False)], "still attached, and no longer whole"
        assert not still_open(screen)


async def test_a_screen_under_another_is_open() -> None:
    screen = Whole()
    app: App[None] = App()
    async with app.run_test():
        await app.push_screen(screen)
        await app.push_screen(Whole())
        assert still_open(screen)
