"""Whether a session took place: it did, it was moved, it was cancelled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.model.appointment import when_typed
from aftercare.model.session import Session
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.day_words import session_in_words
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine

_ANSWERS = (
    ("k", "took_place", "It took place"),
    ("m", "moved", "It was moved"),
    ("c", "cancelled", "It was cancelled"),
)
_ABOUT = "Until somebody says so, what rests after it rests provisionally."


class SessionAsked(Prompt[bool]):
    """Asks for one session and has the answer written. Returns True once it is kept."""

    CSS_PATH = "session_asked.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, action, words, show=False) for key, action, words in _ANSWERS),
    ]

    choices = query_one(Choices)

    def __init__(self, session: Session, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._session = session
        self._care = care
        self._clock = clock

    def compose(self) -> ComposeResult:
        when = session_in_words(self._session, self._care.today(self._clock()))
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Did the session take place?")
            yield Static(drawn(f"{when}  {self._session.kind}"), id="session", markup=False)
            yield Choices(*(Option(f"{key}  {words}", id=action) for key, action, words in _ANSWERS), markup=False)
            yield Static(_ABOUT, classes="quiet", markup=False)
            yield self.trouble()
            yield KeyLine((Key("↑↓", "choose", "down"), Key("enter", "says so", "enter"), Key("esc", "later", "leave")))

    def on_mount(self) -> None:
        self.choices.focus()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        await self.run_action(event.option.id or "")

    def action_down(self) -> None:
        """Moves on to the next answer."""
        self.choices.action_cursor_down()

    async def action_enter(self) -> None:
        """Takes the chosen answer."""
        option = self.choices.highlighted_option
        if option is not None:
            await self.run_action(option.id or "")

    def action_took_place(self) -> None:
        """Says that it took place."""
        self._answer(lambda: self._care.session_took_place(self._session.id, self._clock()))

    def action_cancelled(self) -> None:
        """Says that it did not take place."""
        self._answer(lambda: self._care.cancel_session(self._session.id, self._clock()))

    def action_moved(self) -> None:
        """Asks for the time to which it was moved."""

        def write(typed: list[str]) -> None:
            now = self._clock()
            self._care.move_session(self._session.id, when_typed(typed[0], self._care.today(now)), now)

        def moved(kept: bool | None) -> None:
            if kept:
                self.dismiss(True)

        field = Field("New day and time", "2026-11-26 17:30", f"{self._session.at:%Y-%m-%d %H:%M}")
        title = f"Move {drawn(self._session.kind)}"
        self.app.push_screen(FieldsPrompt(title, "When was it, or when will it be?", (field,), write), moved)

    def _answer(self, write: Callable[[], object]) -> None:
        self.say_trouble(None)
        self.save(write, lambda _: self.dismiss(True))
