"""The line at the top: the program, the day, whose record it is, and the clock."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.today import TodayView
from aftercare.model.words import day_in_words, days_away
from aftercare.widgets.drawn_text import clipped, drawn


class DayHeading(Widget):
    """Shows whose day it is, by the name or by `whose`, that of the folder.

    `sample` says clearly that nobody's record is on the screen.
    """

    DEFAULT_CSS = """
    DayHeading { height: 1; padding: 0 2; }
    """
    ALLOW_SELECT = False

    # the same instant in another zone is equal, and shows another time
    view: reactive[TodayView | None] = reactive(None, init=False, always_update=True)

    def __init__(self, view: TodayView, *, whose: str = "", sample: bool = False) -> None:
        super().__init__()
        self._whose = whose
        self._sample = sample
        self.set_reactive(DayHeading.view, view)

    async def on_click(self) -> None:
        """Whose record it is can be changed here."""
        await self.screen.run_action("app.clients")

    def render(self) -> Content:
        view = self.view
        if view is None:
            return Content("")
        clock = f"{view.now:%H:%M}"
        day = day_in_words(view.day, view.today)
        away = f" · {days_away(view.day, view.today)}" if view.day != view.today else ""
        badge = " sample " if self._sample else ""
        fixed = cell_len("aftercare   ") + cell_len(badge) + cell_len(day) + cell_len(away) + len(clock) + 4
        room = self.size.width - fixed - 3
        name = clipped(view.client.name or self._whose, room) if room >= 8 else ""
        left = [
            ("aftercare", "bold $primary"),
            ("  ", ""),
            *([(badge, "reverse bold"), ("  ", "")] if badge else []),
            (day, "bold"),
            (away, "$text-warning"),
            (f" · {drawn(name)}" if name else "", "$foreground-muted"),
        ]
        used = sum(cell_len(text) for text, _ in left)
        gap = max(1, self.size.width - used - len(clock))
        parts = [*left, (" " * gap, ""), (clock, "$foreground-muted")]
        return Content.assemble(*[part for part in parts if part[0]])
