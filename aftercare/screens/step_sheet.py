"""All about one step, however long its instruction is."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.model.today import DueStep, TodayView
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.day_words import state_in_words
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.step_detail import about_in_words, cover_in_words


class StepSheet(ReadingSheet):
    """Shows a step of a day; it changes nothing."""

    CSS_PATH = "step_sheet.tcss"

    def __init__(self, due: DueStep, view: TodayView) -> None:
        super().__init__()
        self._due = due
        self._view = view

    def compose(self) -> ComposeResult:
        due = self._due
        state = state_in_words(due, self._view.starts, self._view.now.tzinfo)
        cover = cover_in_words(due, self._view.now.tzinfo)
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(clipped(due.step.name, 60))
            with VerticalScroll():
                for text in (about_in_words(due), cover, due.step.instruction, self._contains(), state):
                    if text:
                        lines = "\n".join(drawn(line) for line in text.strip().splitlines())
                        yield Static(lines, markup=False)
            yield self.keys()

    def _contains(self) -> str:
        product = self._due.product
        if product is None:
            return ""
        contains = f": {', '.join(product.ingredients)}" if product.ingredients else ""
        return f"{product.name}{contains}"
