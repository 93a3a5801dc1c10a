"""Why a step is or is not due on a day: the rules in their order."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.screens.prompt import Prompt
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine


class WhySheet(Prompt[None]):
    """Shows `parts`, each a heading with its sentences; it changes nothing."""

    CSS_PATH = "why_sheet.tcss"

    def __init__(self, step: str, parts: list[tuple[str, list[str]]]) -> None:
        super().__init__()
        self._step = step
        self._parts = parts

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(f"Why? {clipped(self._step, 50)}")
            with VerticalScroll():
                for heading, sentences in self._parts:
                    yield Static(drawn(heading), classes="heading", markup=False)
                    for number, sentence in enumerate(sentences, start=1):
                        last = " -last" if number == len(sentences) else ""
                        yield Static(f"{number}  {drawn(sentence)}", classes=f"sentence{last}", markup=False)
            yield KeyLine((Key("↑↓", "scroll", "down"), Key("esc", "goes back", "leave")))

    def action_down(self) -> None:
        """Scrolls on."""
        self.query_one(VerticalScroll).scroll_page_down()
