"""How a photo is taken so that it can be compared later: the protocol's rules, with how sure each is."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.care import photo_protocol
from aftercare.model.photo_rule import PhotoRule
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.drawn_text import wrapped


class PhotoProtocol(ReadingSheet):
    """Shows the rules, each with its grade; the sources are told by `facts`."""

    CSS_PATH = "photo_protocol.tcss"

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Photos that can be compared")
            with VerticalScroll():
                yield Static("", id="rules")
            yield Static("A to U say how sure each is; `aftercare facts photo` names the sources.", classes="quiet")
            yield self.keys()

    def on_mount(self) -> None:
        # without super(): Textual calls every base's on_mount itself
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(thread=True, group="read-protocol", exclusive=True)
    def _read(self) -> None:
        self.app.call_from_thread(self._show, photo_protocol())

    def _show(self, rules: tuple[PhotoRule, ...]) -> None:
        if not self.is_attached:
            return
        room = max(20, self.query_one(VerticalScroll).size.width - 4)
        parts: list[str | tuple[str, str]] = []
        for rule in rules:
            parts += [(f"□ {rule.label}", "bold"), (f"  {rule.grade.value}\n", "$foreground-muted")]
            parts += [f"  {line}\n" for line in wrapped(rule.rule, room)]
            parts += [(f"  {line}\n", "$foreground-muted") for line in wrapped(rule.why, room) if line]
        self.query_one("#rules", Static).update(Content.assemble(*parts))
