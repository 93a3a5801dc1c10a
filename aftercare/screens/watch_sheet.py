"""The question about late lumps and sores, answered with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from aftercare.model.later_watch import QUESTION
from aftercare.screens.prompt import Prompt
from aftercare.widgets.key_line import Key, KeyLine

_WHY = (
    "It is asked every two weeks, until 12 weeks after your last session with needles: such a thing can show late. "
    "With yes you see what to do."
)


class WatchSheet(Prompt[bool]):
    """Has the answer written by `write`. Returns it once it is kept."""

    CSS_PATH = "watch_sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "say(True)", "yes", show=False),
        Binding("n", "say(False)", "no", show=False),
    ]

    def __init__(self, write: Callable[[bool], object]) -> None:
        super().__init__()
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Looking back on your sessions")
            yield Static(QUESTION, id="question", markup=False)
            yield Static(_WHY, classes="quiet", markup=False)
            yield self.trouble()
            keys = (Key("y", "yes", "say(True)"), Key("n", "no", "say(False)"), Key("esc", "not now", "leave"))
            yield KeyLine(keys)

    def action_say(self, found: bool) -> None:
        """Keeps the answer."""
        self.say_trouble(None)
        self.save(lambda: self._write(found), lambda _: self.dismiss(found))
