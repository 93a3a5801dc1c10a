"""What the last session still asks for, or what is to be asked before the next: one line where no panel has room."""

from __future__ import annotations

from datetime import timedelta

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.today import TodayView
from aftercare.widgets.drawn_text import clipped

_ALL = " · l shows all"
#: How long after a session the line stands there; what lasts longer is told where there is more room.
_TOLD = timedelta(hours=72)


class AfterLine(Widget):
    """Shows what to leave out first; takes no room where that is nothing. A click shows all of it."""

    DEFAULT_CSS = """
    AfterLine {
        display: none;
        height: 1;
        padding: 0 2;
        color: $foreground;
        &.-said { display: block; }
    }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None, init=False)

    def __init__(self, view: TodayView) -> None:
        super().__init__(classes="-said" if _asks(view) else "")
        self.set_reactive(AfterLine.view, view)

    def watch_view(self, view: TodayView | None) -> None:
        self.set_class(view is not None and _asks(view), "-said")

    def render(self) -> Content:
        view = self.view
        if view is None or not _asks(view):
            # it is drawn once more before it takes no room
            return Content("")
        if _session_asks(view) and view.after is not None:
            from aftercare.model.after_words import leave_out_lines, within_sentence

            parts = [f"{until} {within_sentence(what)}" for until, what in leave_out_lines(view.after, view.now)]
            text = f"Leave out {'; '.join(parts)}" if parts else view.after.asks[0]
        else:
            from aftercare.model.procedure_words import wait_short, within_short

            first = next(each for each in view.elsewhere if each.within)
            text = f"{within_short(first, view.today)}: needles {wait_short(first, view.today)}."
        text = clipped(text, self.size.width - cell_len(_ALL))
        return Content.assemble(text, (_ALL, "$foreground-muted"))

    async def on_click(self) -> None:
        await self.screen.run_action("after")


def _asks(view: TodayView) -> bool:
    return _session_asks(view) or any(each.within for each in view.elsewhere)


def _session_asks(view: TodayView) -> bool:
    after = view.after
    return after is not None and bool(after.leave_out or after.asks) and view.now - after.end < _TOLD
