"""A list of which any number of lines may be taken. A sign says what is, so that no colour is needed to see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn

_TAKEN, _LEFT = "✓", "·"


class Several(Choices):
    """Space, enter and a click take a line, or leave it."""

    DEFAULT_CSS = """
    Several > .option-list--option-highlighted { background: transparent; color: $foreground; }
    Several:focus > .option-list--option-highlighted {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "select", "takes or leaves", show=False)]

    @dataclass
    class Changed(Message):
        """Another line is taken, or one less."""

        several: Several

    def __init__(self, offered: Iterable[tuple[str, str]], taken: Collection[str], id: str | None = None) -> None:
        self._offered = dict(offered)
        self._taken = set(taken)
        super().__init__(*(Option(self._line(value), id=value) for value in self._offered), id=id)

    @property
    def taken(self) -> tuple[str, ...]:
        """What is taken, in the order of the list."""
        return tuple(each for each in self._offered if each in self._taken)

    def take(self, values: Collection[str]) -> None:
        """Takes these lines and leaves all others."""
        for value in self._taken ^ set(values):
            self._turn(value)
        self.post_message(self.Changed(self))

    def render_line(self, y: int) -> Strip:
        # beside other lists: where the mark stands says which of them the keys go to
        return super().render_line(y) if self.has_focus else OptionList.render_line(self, y)

    def _line(self, value: str) -> Content:
        sign, look = (_TAKEN, "bold") if value in self._taken else (_LEFT, "")
        return Content.styled(f"{sign} {drawn(self._offered[value])}", look)

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._turn(event.option_id or "")
        self.post_message(self.Changed(self))

    def _turn(self, value: str) -> None:
        self._taken ^= {value}
        self.replace_option_prompt(value, self._line(value))
