"""How a photo is taken so that it can be compared later: the protocol's rules, how sure each is and who says so."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.care import photo_protocol
from aftercare.model.photo_rule import PhotoRule
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import wrapped


class PhotoProtocol(ReadingSheet):
    """Shows the rules, each with its grade and its sources."""

    CSS_PATH = "photo_protocol.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Photos that can be compared")
            with VerticalScroll():
                yield Static("", id="rules")
            yield Static("A (well founded) to U (unverified) say how sure each is.", classes="quiet")
            yield self.keys()

    def on_mount(self) -> None:
        # without super(): Textual calls every base's on_mount itself
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(thread=True, group="read-protocol", exclusive=True)
    def _read(self) -> None:
        from aftercare.care.facts import who_says_so

        told = [(rule, who_says_so(rule)) for rule in photo_protocol()]
        self.app.call_from_thread(self._show, told)

    def _show(self, told: list[tuple[PhotoRule, str]]) -> None:
        if not still_open(self):
            return
        room = max(20, self.query_one(VerticalScroll).size.width - 4)
        parts: list[str | tuple[str, str]] = []
        for rule, said_by in told:
            parts.append((f"□ {rule.label}\n", "bold"))
            parts += [f"  {line}\n" for line in wrapped(rule.rule, room)]
            parts += [(f"  {line}\n", "$foreground-muted") for line in wrapped(rule.why, room) if line]
            parts += [(f"  {line}\n", "$foreground-muted") for line in wrapped(said_by, room)]
        self.query_one("#rules", Static).update(Content.assemble(*parts))
