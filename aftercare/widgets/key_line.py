"""The line of keys at the bottom. Textual's own Footer makes a widget of each key, which the first frame pays for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Key(Struct, frozen=True):
    """A key, what it does in a word or two, and the action that a click on it runs."""

    key: str
    does: str
    action: str


class KeyLine(Widget):
    """A few keys on one line, each of which can be clicked as well."""

    DEFAULT_CSS = """
    KeyLine { height: 1; padding: 0 2; background: $surface; color: $foreground-muted; }
    """
    ALLOW_SELECT = False

    keys: reactive[tuple[Key, ...]] = reactive((), init=False)

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self.set_reactive(KeyLine.keys, tuple(keys))

    def render(self) -> Content:
        parts: list[tuple[str, str]] = []
        for start, key in self._placed():
            gap = start - sum(cell_len(text) for text, _ in parts)
            parts += [(" " * gap, ""), (key.key, "bold $primary"), (f" {key.does}" if key.does else "", "")]
        return Content.assemble(*[part for part in parts if part[0]])

    def _placed(self) -> list[tuple[int, Key]]:
        """The keys with the cell at which each begins: closer where they would not fit, and then as many as do."""
        placed = self._spaced(3)
        if len(placed) < len(self.keys):
            placed = self._spaced(2)
        return placed

    def _spaced(self, gap: int) -> list[tuple[int, Key]]:
        placed: list[tuple[int, Key]] = []
        at = 0
        for key in self.keys:
            if placed and at + _width(key) > self.size.width:
                break
            placed.append((at, key))
            at += _width(key) + (gap if key.does else 1)
        return placed

    async def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        for start, key in self._placed():
            if start <= at.x < start + _width(key):
                await self.screen.run_action(key.action)
                return


def _width(key: Key) -> int:
    return cell_len(key.key) + (1 + cell_len(key.does) if key.does else 0)
