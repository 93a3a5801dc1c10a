"""The chosen entry of the journal beside its list, or below it: what it is, and all its words."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual

from aftercare.widgets.steady_scroll import SteadyScroll

#: With more lines than that, one stays empty below the heading.
_ROOMY = 10


class ChosenEntry(SteadyScroll, can_focus=False):
    """Draws a heading and words in lines of its own: at each move of the cursor there are more or fewer of them."""

    DEFAULT_CSS = """
    ChosenEntry { overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._heading, self._words = "", Content("")
        #: The lines as they were broken last, and what they were broken from.
        self._lines: list[Strip] = []
        self._broken_from: tuple[object, ...] = ()

    def show(self, heading: str, words: Content) -> None:
        """Shows an entry, from its first word on; where it is shown already it stays as it is, wherever one reads."""
        if (heading, words) == (self._heading, self._words):
            return
        stood = self.size.height if self.scroll_y else len(self._lines)
        self._heading, self._words = heading, words
        self.scroll_home(animate=False)
        self._count()
        # below the last line of both nothing changes
        self.refresh(Region(0, 0, self.size.width, max(stood, len(self._lines))))

    def render(self) -> Content:
        """All of it; what is chosen with the mouse is taken out of that."""
        between = "\n\n" if self.container_size.height > _ROOMY else "\n"
        return Content.assemble((self._heading, "$foreground-muted"), between, self._words)

    def on_resize(self) -> None:
        self._count()

    def _count(self) -> None:
        room = self.container_size
        if room:
            self._break(room.width)
            if len(self._lines) > room.height:
                self._break(room.width - self.styles.scrollbar_size_vertical)
            self.hold(len(self._lines))

    def _break(self, width: int) -> None:
        """Breaks the words into lines."""
        of = (self._heading, self._words, width, self.visual_style, self.app.theme, self.text_selection)
        if of != self._broken_from:
            self._broken_from = of
            self._lines = Visual.to_strips(self, self.render(), width, None, self.visual_style) if self._heading else []

    def render_lines(self, crop: Region) -> list[Strip]:
        # once for all lines that are drawn at once
        self._break(self.scrollable_content_region.width)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        number = y + round(self.scroll_y)
        # an empty one is filled as what is below the last one
        return self._lines[number] if number < len(self._lines) and self._lines[number].cell_length else Strip([])
