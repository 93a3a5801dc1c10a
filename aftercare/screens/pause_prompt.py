"""Leaving steps out for some days: why, from when, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Label
from textual.widgets.option_list import Option

from aftercare.errors import AftercareError
from aftercare.model.pause import PauseReason
from aftercare.model.typed_day import typed_day
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import Key, KeyLine

REASONS = (
    (PauseReason.HOLIDAY, "Holiday"),
    (PauseReason.ILLNESS, "Illness"),
    (PauseReason.OTHER, "Something else"),
)

#: Writes a pause from the first day to the last one, if one is known.
Write = Callable[[date, date | None, PauseReason], object]


class PausePrompt(Prompt[bool]):
    """Asks for a pause and has it written by `write`. Returns True once it is kept."""

    CSS_PATH = "pause_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # before the list sees enter: a click on a reason, which the list cannot tell from it, only chooses
        Binding("ctrl+s,enter", "enter", "pause", show=False, priority=True),
        *(
            Binding(str(number), f"pick({number - 1})", title, show=False)
            for number, (_, title) in enumerate(REASONS, start=1)
        ),
    ]

    reasons = query_one(Choices)
    first = query_one("#first", Input)
    last = query_one("#last", Input)

    def __init__(self, today: date, write: Write) -> None:
        super().__init__()
        self._today = today
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Pause the routine")
            yield Choices(*(Option(f"{n}  {title}") for n, (_, title) in enumerate(REASONS, start=1)), markup=False)
            with Horizontal(classes="days"):
                yield Label("from")
                yield Input("today", id="first", max_length=20, compact=True)
                yield Label("until")
                yield Input("", placeholder="I resume", id="last", max_length=20, compact=True)
            yield Label(
                "A day is written 2026-11-30, tomorrow or +7. Prescribed steps go on. "
                "Paused days never count against you.",
                classes="quiet",
            )
            yield self.trouble()
            yield KeyLine(
                (
                    Key("enter", "pauses", "enter"),
                    Key("tab", "next field", "app.focus_next"),
                    Key("esc", "goes back", "leave"),
                )
            )

    @property
    def unsaved(self) -> str:
        return self.last.value.strip()

    def action_pick(self, index: int) -> None:
        """Chooses a reason."""
        if not isinstance(self.focused, Input):
            self.reasons.highlighted = index

    def action_enter(self) -> None:
        """Pauses, and closes once it is kept."""
        self.say_trouble(None)
        try:
            first = typed_day(self.first.value or "today", self._today)
            last = typed_day(self.last.value, self._today) if self.last.value.strip() else None
        except AftercareError as error:
            self.say_trouble(error)
            return
        reason = REASONS[self.reasons.highlighted or 0][0]
        self.save(lambda: self._write(first, last, reason), lambda _: self.dismiss(True))
