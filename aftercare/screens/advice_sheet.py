"""What is offered for a remark, with the coming 28 days as they would be; here it is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from aftercare.care import Care, Offer
from aftercare.model.finding import Finding
from aftercare.model.preview import Preview
from aftercare.screens.prompt import Prompt
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.preview_grid import PreviewGrid


class AdviceSheet(Prompt[bool]):
    """Returns True once the change is made. It can be made as soon as the days stand there."""

    CSS_PATH = "advice_sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,a,y", "make", "make the change", show=False)]

    grid = query_one(PreviewGrid)

    def __init__(self, care: Care, clock: Callable[[], datetime], finding: Finding, offer: Offer) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._finding = finding
        self._offer = offer

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("From today on")
            yield Static(drawn(self._offer.words), id="offer", markup=False)
            with VerticalScroll(can_focus=False):
                yield PreviewGrid(next((each.step for each in self._offer.changes if hasattr(each, "step")), ""))
            yield self.trouble()
            yield KeyLine((Key("enter", "makes the change", "make"), Key("esc", "leaves it", "leave")))

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, group="preview", exclusive=True)
    def _read(self) -> None:
        self.app.call_from_thread(self._show, self._care.preview_of(self._offer, self._clock()))

    def _show(self, preview: Preview) -> None:
        if self in self.app.screen_stack:
            self.grid.preview = preview

    def action_make(self) -> None:
        """Makes the change, and closes once the record has it."""
        if self.grid.preview is None:
            return
        self.say_trouble(None)
        self.save(
            lambda: self._care.take_advice(self._finding, self._offer, self._clock()), lambda _: self.dismiss(True)
        )
