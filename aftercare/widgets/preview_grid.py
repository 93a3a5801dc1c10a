"""The coming days of the routine as one drawn grid: a row a step, a sign a day."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.preview import Preview
from aftercare.model.preview_words import header_of, legend_of, row_of
from aftercare.widgets.drawn_text import filled

_GRID = 32


class PreviewGrid(Widget):
    """Draws `preview`; the step named in `own` is marked."""

    DEFAULT_CSS = """
    PreviewGrid { height: auto; }
    """
    ALLOW_SELECT = False

    preview: reactive[Preview | None] = reactive(None, layout=True)

    def __init__(self, own: str = "") -> None:
        super().__init__()
        self._own = own

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.preview.rows) + 3 if self.preview else 1

    def render(self) -> Content:
        shown = self.preview
        if shown is None:
            return Content("")
        room = max(8, self.size.width - _GRID - 2)
        parts: list[tuple[str, str]] = [(" " * (room + 1) + header_of(shown) + "\n", "$foreground-muted")]
        for row in shown.rows:
            own = row.step.id == self._own
            name = ("▌" if own else " ") + filled(row.step.name, room - 1)
            parts.append((f"{name} {row_of(shown, row.days)}\n", "bold" if own else ""))
        parts.append(("\n " + legend_of(shown), "$foreground-muted"))
        return Content.assemble(*parts)
