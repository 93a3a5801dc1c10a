"""The line at the top of a screen that is no day: the program, the screen, and whose record is open."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.widgets.drawn_text import clipped


class TitleLine(Widget):
    """Shows the screen's title, and `whose`."""

    DEFAULT_CSS = """
    TitleLine { height: 1; padding: 0 2; }
    """
    ALLOW_SELECT = False

    whose: reactive[str] = reactive("", init=False)

    def __init__(self, title: str, whose: str = "") -> None:
        super().__init__()
        self._title = title
        self.set_reactive(TitleLine.whose, whose)

    def render(self) -> Content:
        room = self.size.width - len("aftercare  ") - len(self._title) - 3
        whose = f" · {clipped(self.whose, room)}" if self.whose else ""
        return Content.assemble(
            ("aftercare", "bold $primary"), "  ", (self._title, "bold"), (whose, "$foreground-muted")
        )
