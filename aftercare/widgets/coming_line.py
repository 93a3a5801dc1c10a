"""What comes up, on one line, for screens that are too narrow for panels beside the day."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.today import TodayView
from aftercare.model.words import days_away, short_day
from aftercare.widgets.day_words import course_in_words, next_number_in_words, session_in_words
from aftercare.widgets.drawn_text import clipped


class ComingLine(Widget):
    """Shows the next session, or else the review or the course, and how many notes the day has."""

    DEFAULT_CSS = """
    ComingLine { height: 1; padding: 0 2; color: $foreground-muted; }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None, init=False)

    def __init__(self, view: TodayView) -> None:
        super().__init__()
        self.set_reactive(ComingLine.view, view)

    def render(self) -> Content:
        view = self.view
        if view is None:
            return Content("")
        notes = "" if not view.notes else f"{len(view.notes)} note{'s' if len(view.notes) > 1 else ''}"
        room = self.size.width - cell_len(notes) - 2
        session = view.next_session
        if session is None and view.review is not None:
            left = clipped(f"Review: {short_day(view.review, view.today)} · {days_away(view.review, view.today)}", room)
            return Content(left + " " * (self.size.width - cell_len(left) - cell_len(notes)) + notes)
        if session is None:
            left = clipped(course_in_words(view), room)
            return Content(left + " " * (self.size.width - cell_len(left) - cell_len(notes)) + notes)
        number = next_number_in_words(view)
        told = f"{number} · {session.kind}" if number else session.kind
        text = f"Next: {session_in_words(session, view.today)} · {told}"
        near = f" · {days_away(session.at.date(), view.today)}"
        left = clipped(text, room - cell_len(near)) + near
        return Content(left + " " * (self.size.width - cell_len(left) - cell_len(notes)) + notes)
