"""The wait between two layers in figures that can be read from across the bathroom."""

from __future__ import annotations

from datetime import timedelta

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.run import clock_words
from aftercare.widgets.drawn_text import clipped

#: Each sign in rows of pixels; a pixel is two cells wide, so that it is nearly square.
_SIGNS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", " ██", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", "  █", "  █", "  █"),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
    ":": (" ", "█", " ", "█", " "),
}
_ROWS = 5
_LONGEST_BAR = 60


class Countdown(Widget):
    """Draws the time `left` of `whole`; what is being waited for stands above, what is to be said about it below."""

    DEFAULT_CSS = """
    Countdown {
        height: 10;
        padding: 0 2;
        &.-none { display: none; }
    }
    """
    ALLOW_SELECT = False

    left: reactive[timedelta] = reactive(timedelta(), init=False)
    whole: reactive[timedelta] = reactive(timedelta(), init=False)
    title: reactive[str] = reactive("", init=False)
    said: reactive[str] = reactive("", init=False)
    paused: reactive[bool] = reactive(False, init=False)

    def render(self) -> Content:
        width = self.size.width
        if not width:
            return Content("")
        figures = "$foreground-muted" if self.paused else "bold $primary"
        parts = [(clipped(self.title, width), "bold"), ("\n\n", "")]
        for row in large(clock_words(self.left)):
            parts += [(row, figures), ("\n", "")]
        gone, rest = self._bar(min(width, _LONGEST_BAR))
        parts += [("\n", ""), (gone, "$primary"), (rest, "$foreground-muted")]
        parts += [(f"\n{clipped(self.said, width)}", "$foreground-muted")]
        return Content.assemble(*[part for part in parts if part[0]])

    def _bar(self, width: int) -> tuple[str, str]:
        over = 1 - self.left / self.whole if self.whole else 1.0
        gone = round(width * min(1.0, max(0.0, over)))
        return "━" * gone, "╌" * (width - gone)


def large(text: str) -> list[str]:
    """Figures and colons in rows of large signs."""
    rows = ["  ".join(_SIGNS[sign][row].replace(" ", "  ").replace("█", "██") for sign in text) for row in range(_ROWS)]
    return [row.rstrip() for row in rows]
