"""The values that can be chosen for a rating, to be clicked: what a key does, for whoever has only a mouse."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.check_in_form import AskedSubject
from aftercare.model.filling import TEN
from aftercare.model.rating import MOST_POINTS
from aftercare.model.scale import Scale, bounds_of, scale_of

SAME, CLEAR = "equals_sign", "backspace"


class Choice(Struct, frozen=True):
    """A value with the key that says it."""

    words: str
    key: str


class RatingRow(Widget):
    """Draws the values of what is asked, and posts the key of the one that is clicked."""

    DEFAULT_CSS = """
    RatingRow { height: auto; padding: 0 1; }
    """
    ALLOW_SELECT = False

    asked: reactive[AskedSubject | None] = reactive(None, init=False, layout=True)
    #: The key of the value that was chosen, which is marked.
    chosen: reactive[str] = reactive("", init=False)

    @dataclass
    class Pressed(Message):
        """This key is meant."""

        key: str

    def render(self) -> Content:
        parts: list[tuple[str, str]] = []
        for line in self._placed(self.size.width):
            at = 0
            for start, choice in line:
                parts.append((" " * (start - at), ""))
                look = "bold reverse $primary" if choice.key == self.chosen else "$foreground on $surface"
                parts.append((f" {choice.words} ", look))
                at = start + cell_len(choice.words) + 2
            parts.append(("\n", ""))
        return Content.assemble(*[part for part in parts[:-1] if part[0]])

    def _placed(self, width: int) -> list[list[tuple[int, Choice]]]:
        """The choices in lines, each with the cell at which it begins."""
        lines: list[list[tuple[int, Choice]]] = [[]]
        at = 0
        for choice in choices_of(self.asked):
            cells = cell_len(choice.words) + 2
            if lines[-1] and at + cells > width:
                lines.append([])
                at = 0
            lines[-1].append((at, choice))
            at += cells + (0 if choice.words.isdigit() else 1)
        return lines

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None:
            return
        lines = self._placed(self.size.width)
        for start, choice in lines[at.y] if 0 <= at.y < len(lines) else ():
            if start <= at.x < start + cell_len(choice.words) + 2:
                self.post_message(self.Pressed(choice.key))


def choices_of(asked: AskedSubject | None) -> list[Choice]:
    """What can be clicked for a rating; where it could be the same as last time, that too."""
    if asked is None:
        return []
    scale = scale_of(asked.measure)
    if scale is Scale.TERM:
        found = [Choice(each.word, str(number)) for number, each in enumerate(asked.measure.words, 1)]
    elif scale is Scale.POINTS:
        lowest, highest = bounds_of(asked.measure)
        found = [Choice(str(each), TEN if each == MOST_POINTS else str(each)) for each in range(lowest, highest + 1)]
    else:
        found = [Choice(str(each), str(each)) for each in range(10)]
    same = [Choice("=", SAME)] if asked.ghost is not None else []
    return [*found, *same, Choice("✕", CLEAR)]
