"""Why a step is or is not due on a day: the rules in their order."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.drawn_text import clipped, drawn


class WhySheet(ReadingSheet):
    """Shows `parts`, each a heading with its sentences; it changes nothing."""

    CSS_PATH = "why_sheet.tcss"
    #: Whether the sentences are a chain whose order counts.
    NUMBERED: ClassVar[bool] = True

    def __init__(self, step: str, parts: list[tuple[str, list[str]]], title: str = "") -> None:
        super().__init__()
        self._title = title or f"Why? {clipped(step, 50)}"
        self._parts = parts

    def mark(self, number: int) -> str:
        """What stands before the sentence of that number under its heading."""
        return str(number) if self.NUMBERED else ""

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._title)
            with VerticalScroll():
                for heading, sentences in self._parts:
                    yield Static(drawn(heading), classes="heading" if sentences else "heading -alone", markup=False)
                    for number, sentence in enumerate(sentences, start=1):
                        last = " -last" if number == len(sentences) else ""
                        with Horizontal(classes=f"sentence{last}"):
                            if mark := self.mark(number):
                                yield Static(mark, classes="number")
                            yield Static(drawn(sentence), classes="told", markup=False)
            yield self.keys()
