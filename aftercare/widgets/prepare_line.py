"""What is done before the next session, on the day before it and on its day: one line where no panel has room."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.today import TodayView
from aftercare.widgets.drawn_text import clipped

_ALL = " · a tells all"


class PrepareLine(Widget):
    """Shows the first of it; takes no room where that is nothing. A click opens the appointments, with all of it."""

    DEFAULT_CSS = """
    PrepareLine {
        display: none;
        height: 1;
        padding: 0 2;
        color: $foreground;
        &.-said { display: block; }
    }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None, init=False)

    def __init__(self, view: TodayView | None = None) -> None:
        super().__init__(classes="-said" if view is not None and view.preparing else "")
        self.set_reactive(PrepareLine.view, view)

    def watch_view(self, view: TodayView | None) -> None:
        self.set_class(view is not None and bool(view.preparing), "-said")

    def render(self) -> Content:
        view = self.view
        if view is None or view.next_session is None or not view.preparing:
            # it is drawn once more before it takes no room
            return Content("")
        at = view.next_session.at
        when = f"{at:%H:%M}" if at.date() == view.today else f"{at:%a %H:%M}"
        more = f" and {len(view.preparing) - 1} more" if len(view.preparing) > 1 else ""
        end = f"{more}{_ALL}"
        text = clipped(f"Before {when}: {view.preparing[0].text}", self.size.width - cell_len(end))
        return Content.assemble(text, (end, "$foreground-muted"))

    async def on_click(self) -> None:
        await self.screen.run_action("sessions")
