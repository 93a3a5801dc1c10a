"""A view of lines that takes in more and fewer of them while it is looked at."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


class SteadyScroll(ScrollView):
    """What stands around it is laid out anew only where its scrollbar comes or goes: that costs many times as much as
    to draw the lines.
    """

    def hold(self, lines: int) -> None:
        """Has so many lines from now on."""
        self.set_reactive(SteadyScroll.virtual_size, Size(0, lines))
        if (lines > self.container_size.height) != self.show_vertical_scrollbar:
            self.refresh(layout=True)
        elif self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = lines
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
