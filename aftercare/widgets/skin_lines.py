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
#: So many lines, one a measure, where there is room; in little room several stand side by side.
_MOST, _MOST_IN_LITTLE_ROOM = 6, 2
_BETWEEN = 3


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
        return len(self._side_by_side(width)) if self._in_little_room else min(_MOST, len(self.lines))

    @property
    def _in_little_room(self) -> bool:
        return self.screen.has_class("-low")

    def render(self) -> Content:
        if not self._in_little_room:
            rows = [drawn_line(line, _NAME) for line in self.lines[:_MOST]]
        else:
            rows = self._side_by_side(self.size.width)
        parts = [part for row in rows for part in (*row, ("\n", ""))][:-1]
        return Content.assemble(*[part for part in parts if part[0]])

    def _side_by_side(self, width: int) -> list[list[_Part]]:
        """The measures in rows, as many as fit into each; where even these do not hold all, how many are left out."""
        rows: list[list[_Part]] = []
        used = width
        for number, line in enumerate(self.lines):
            name = line_name(line)
            cells = cell_len(name) + 1 + len(line.values) + 2 + cell_len(last_words(line))
            left_out = f"+{len(self.lines) - number}"
            if used + _BETWEEN + cells > width:
                if len(rows) == _MOST_IN_LITTLE_ROOM:
                    rows[-1].append((f" {left_out}" if used + 1 + len(left_out) <= width else "", "$foreground-muted"))
                    break
                rows.append([])
                used = -_BETWEEN
            rows[-1] += [(" " * _BETWEEN, "")] if used > 0 else []
            rows[-1] += drawn_line(line, cell_len(name), filled_up=False)
            used += _BETWEEN + cells
        return rows


def drawn_line(line: MeasureLine, name: int, *, filled_up: bool = True) -> list[_Part]:
    """A measure with its bars, its last value, and a word where the change means something."""
    last = last_words(line)
    return [
        (filled(line_name(line), name) + " ", "$foreground-muted"),
        (spark_words(line), "$text-accent"),
        ("  ", ""),
        (filled(last, _LAST) if filled_up else clipped(last, _LAST), _LOOKS[line.trend]),
    ]
