"""How to reach the therapist, what the client wants to ask them, and the way to the plans that they wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.model.question import Question
from aftercare.model.routine import Practitioner
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.hanging import Hanging
from aftercare.widgets.key_line import Key

_FIELDS = (
    ("practice", "Practice"),
    ("phone", "Phone"),
    ("email", "E-mail"),
    ("website", "Website"),
    ("address", "Address"),
    ("hours", "Reached"),
)


class TherapistSheet(ReadingSheet):
    """Shows the contact and the open questions; it changes nothing."""

    CSS_PATH = "therapist_sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "plans", "your plans", show=False)]
    MORE = (Key("p", "plan", "plans"),)

    def __init__(
        self, practitioner: Practitioner | None, questions: Sequence[Question], open_plans: Callable[[], None]
    ) -> None:
        super().__init__()
        self._practitioner = practitioner
        self._questions = questions
        self._open_plans = open_plans

    def compose(self) -> ComposeResult:
        one = self._practitioner
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(clipped(one.name, 60) if one else "Your therapist")
            with VerticalScroll():
                if one is None:
                    yield Static("No therapist is known yet: their plan brings how to reach them.", markup=False)
                else:
                    told = [(title, getattr(one, field)) for field, title in _FIELDS if getattr(one, field)]
                    lines = [f"{title:<9} {drawn(value)}" for title, value in told]
                    yield Static("\n".join(lines) or "Nothing is known of how to reach them.", markup=False)
                if self._questions:
                    asked = [("· ", drawn(" ".join(each.text.split()))) for each in self._questions]
                    yield Static(Hanging(("", "To ask next time"), *asked), markup=False)
            yield self.keys()

    def action_plans(self) -> None:
        """Opens the plans that were accepted."""
        self._open_plans()
