"""Until when one reminder is put off: one of a few ready times, or a typed one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine


class SnoozePrompt(Prompt[bool]):
    """Asks for the time and has it written by `write`, in the words that were chosen or typed. True once it is kept.

    `offered` are words with the time that they mean.
    """

    CSS_PATH = "snooze_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"pick({number - 1})", "that time", show=False) for number in (1, 2, 3)
    ]

    ready = query_one(Choices)
    own = query_one(Input)

    def __init__(self, about: str, offered: Sequence[tuple[str, str]], write: Callable[[str], object]) -> None:
        super().__init__()
        self._about = about
        self._offered = tuple(offered)
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Later")
            yield Static(drawn(self._about), classes="quiet", markup=False)
            yield Choices(
                *(
                    Option(Content(f"{number}  {words:<14}{at}"))
                    for number, (words, at) in enumerate(self._offered, start=1)
                ),
                markup=False,
            )
            yield Input(placeholder="or a time: 21:30, tomorrow 9:00, 2 h", max_length=60, select_on_focus=False)
            yield self.trouble()
            yield KeyLine(
                (
                    Key("enter", "says it then", "enter"),
                    Key("tab", "another time", "app.focus_next"),
                    Key("esc", "goes back", "leave"),
                )
            )

    def on_mount(self) -> None:
        # late in the day nothing ready may be left
        (self.ready if self._offered else self.own).focus()

    @property
    def unsaved(self) -> str:
        return self.own.value.strip()

    def action_enter(self) -> None:
        """Takes what is typed, or chosen."""
        if self.own.value.strip() or not self._offered:
            self._put_off(self.own.value)
        else:
            self.ready.action_select()

    def action_pick(self, index: int) -> None:
        """Takes a ready time."""
        if index < len(self._offered):
            self._put_off(self._offered[index][0])

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self._put_off(self._offered[event.option_index][0])

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._put_off(event.value)

    def _put_off(self, typed: str) -> None:
        self.say_trouble(None)
        self.save(lambda: self._write(typed), lambda _: self.dismiss(True))
