"""The last 14 days of what a client watches, for screens that are too narrow for panels beside the day."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.recent_ratings import MeasureLine, Trend, last_words, line_name, spark_words
from aftercare.widgets.drawn_text import clipped, filled

_Part = tuple[str, str]
#: The cells of a name, and of the value with its word.
_NAME, _LAST = 14, 10
_LOOKS = {Trend.BETTER: "$text-success", Trend.WORSE: "$text-warning", None: ""}
#: So many lines, one a measure, where there is room; in little room the first ones stand side by side on one line.
_MOST = 6


class SkinLines(Widget):
    """Draws the lines; nothing where nothing was rated lately."""

    DEFAULT_CSS = """
    SkinLines { height: auto; padding: 0 2; }
    """
    ALLOW_SELECT = False

    lines: reactive[tuple[MeasureLine, ...]] = reactive((), init=False, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if not self.lines:
            return 0
        return 1 if self._in_little_room else min(_MOST, len(self.lines))

    @property
    def _in_little_room(self) -> bool:
        return self.screen.has_class("-low")

    def render(self) -> Content:
        if not self._in_little_room:
            parts = [part for line in self.lines[:_MOST] for part in (*drawn_line(line, _NAME), ("\n", ""))][:-1]
        else:
            parts = self._side_by_side()
        return Content.assemble(*[part for part in parts if part[0]])

    def _side_by_side(self) -> list[_Part]:
        parts: list[_Part] = []
        used = 0
        for line in self.lines:
            name = line_name(line)
            cells = cell_len(name) + 1 + len(line.values) + 2 + cell_len(last_words(line))
            if used and used + 3 + cells > self.size.width:
                break
            parts += [("   ", "")] if used else []
            parts += drawn_line(line, cell_len(name), filled_up=False)
            used += cells + 3
        return parts


def drawn_line(line: MeasureLine, name: int, *, filled_up: bool = True) -> list[_Part]:
    """A measure with its bars, its last value, and a word where the change means something."""
    last = last_words(line)
    return [
        (filled(line_name(line), name) + " ", "$foreground-muted"),
        (spark_words(line), "$text-accent"),
        ("  ", ""),
        (filled(last, _LAST) if filled_up else clipped(last, _LAST), _LOOKS[line.trend]),
    ]
