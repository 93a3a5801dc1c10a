"""Why a step is left out: one of a few ready reasons, or one's own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from aftercare.model.check_off import SKIP_REASONS
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped
from aftercare.widgets.key_line import Key, KeyLine


class SkipPrompt(Prompt[str]):
    """Asks for the reason and has it written by `write`. Returns the reason, or None where nothing was skipped."""

    CSS_PATH = "skip_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"pick({number - 1})", SKIP_REASONS[number - 1], show=False)
        for number in range(1, len(SKIP_REASONS) + 1)
    ]

    ready = query_one(Choices)
    own = query_one(Input)

    def __init__(self, step: str, write: Callable[[str], object]) -> None:
        super().__init__()
        self._step = step
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(f"Skip {clipped(self._step, 40)}")
            yield Choices(
                *(Option(f"{number}  {reason}") for number, reason in enumerate(SKIP_REASONS, start=1)), markup=False
            )
            yield Input(placeholder="or in your own words", max_length=500, select_on_focus=False)
            yield self.trouble()
            yield KeyLine(
                (
                    Key("enter", "skips it", "enter"),
                    Key("tab", "own words", "app.focus_next"),
                    Key("esc", "goes back", "leave"),
                )
            )

    @property
    def unsaved(self) -> str:
        return self.own.value.strip()

    def on_key(self, event: events.Key) -> None:
        """Whoever begins to type writes their own reason."""
        if self.ready.has_focus and event.is_printable and event.character and event.character.isalpha():
            event.stop()
            event.prevent_default()
            self.own.focus()
            self.own.insert_text_at_cursor(event.character)

    def action_enter(self) -> None:
        """Skips for what is chosen, or typed."""
        if self.own.value.strip():
            self._skip(self.own.value)
        else:
            self.ready.action_select()

    def action_pick(self, index: int) -> None:
        """Skips for a ready reason."""
        self._skip(SKIP_REASONS[index])

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self._skip(SKIP_REASONS[event.option_index])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._skip(event.value)

    def _skip(self, reason: str) -> None:
        # where it cannot be written it stands in the field, to be tried again
        self.own.value = reason
        self.say_trouble(None)
        self.save(lambda: self._write(reason), lambda _: self.dismiss(reason))
