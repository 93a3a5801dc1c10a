"""A list to choose from, with a mark at the chosen line: colour alone would not be seen everywhere."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import OptionList

_MARK = "▌"


class Choices(OptionList):
    """An option list whose chosen option begins with a mark. Its headings, though not to choose, can be read."""

    DEFAULT_CSS = """
    Choices > .option-list--option-disabled { color: $foreground-muted; }
    """

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        if line >= len(self._lines) or self._lines[line][0] != self.highlighted or strip.cell_length < 2:
            return strip
        first = next(iter(strip), None)
        return Strip.join([Strip([Segment(_MARK, first.style if first else None)], 1), strip.crop(1)])
