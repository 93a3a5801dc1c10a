"""One question with yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from aftercare.screens.prompt import Prompt
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine


class Confirm(Prompt[bool]):
    """Returns True for yes; anything else leaves things as they are. `details` are lines under the question.

    What is `for_good` is agreed to by its own key alone: enter may be the one that opened the question.
    """

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "yes", "yes", show=False),
        Binding("enter", "enter", "yes", show=False),
        Binding("n", "leave", "no", show=False),
    ]

    def __init__(
        self, question: str, yes: str, no: str, details: Sequence[str] = (), *, for_good: bool = False
    ) -> None:
        super().__init__()
        self._for_good = for_good
        self._question = question
        self._details = details
        self._keys = (Key("y", yes, "yes"), Key("n", no, "leave"))

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet"):
            yield Static(drawn(self._question), id="question", markup=False)
            if self._details:
                with VerticalScroll():
                    yield Static("\n".join(map(drawn, self._details)), id="details", markup=False)
            yield KeyLine(self._keys)

    def action_yes(self) -> None:
        """Goes on."""
        self.dismiss(True)

    def action_enter(self) -> None:
        """Goes on, where that can be taken back."""
        if self._for_good:
            self.notify("y says yes; enter does not, as this cannot be taken back", timeout=4, markup=False)
        else:
            self.action_yes()
