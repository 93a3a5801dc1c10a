"""A calm line over the day: sun care after an acid, and remarks on the routine that nobody has decided on."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from aftercare.widgets.drawn_text import clipped


class RemarkLine(Widget):
    """Shows what it is told; takes no room where that is nothing. A click shows the remarks."""

    DEFAULT_CSS = """
    RemarkLine {
        display: none;
        height: 1;
        padding: 0 2;
        color: $foreground-muted;
        &.-said { display: block; }
    }
    """
    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def tell(self, parts: list[str]) -> None:
        """Shows `parts` on one line."""
        self._text = " · ".join(parts)
        self.set_class(bool(parts), "-said")
        self.refresh()

    def render(self) -> Content:
        return Content(clipped(self._text, self.size.width))

    async def on_click(self) -> None:
        await self.screen.run_action("findings")
