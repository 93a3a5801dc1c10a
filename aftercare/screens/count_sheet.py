"""Counting magnets in: each is ticked as it comes off, and one that is not is asked for before anything closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.model.magnet_event import Spot
from aftercare.model.magnets_view import MagnetRow
from aftercare.model.words import counted
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine

_NAME = 40


class Counted(Struct, frozen=True):
    """What came off and was counted in, and what was not there."""

    off: tuple[Spot, ...]
    missing: tuple[Spot, ...] = ()


class CountSheet(Prompt[Counted]):
    """Lists the magnets that are on. Has what was counted written by `write`, and returns it; None where it is left."""

    CSS_PATH = "count_sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "counted in", show=False, priority=True),
        Binding("enter", "count", "done", show=False, priority=True),
        Binding("m", "missing", "not there", show=False),
        Binding("s", "stay", "they stay on", show=False),
    ]

    choices = query_one(Choices)

    def __init__(self, worn: Sequence[MagnetRow], write: Callable[[Counted], object]) -> None:
        super().__init__()
        self._worn = tuple(worn)
        self._write = write
        self._ticked: set[Spot] = set()
        self._asking = False

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = f"Take off: {counted(len(self._worn), 'magnet')} on"
            yield Static("Tick each as it comes off and lies in your hand.", classes="quiet", markup=False)
            yield Choices(*(Option(self._line(each), id=each.spot.id) for each in self._worn), markup=False)
            yield Static("", id="asked", markup=False)
            yield self.trouble()
            yield KeyLine(self._keys())

    def _keys(self) -> tuple[Key, ...]:
        if self._asking:
            return Key("m", "not there", "missing"), Key("s", "stay on", "stay"), Key("esc", "back", "leave")
        return Key("space", "counted in", "tick"), Key("enter", "done", "count"), Key("esc", "back", "leave")

    def on_mount(self) -> None:
        self.choices.focus()
        self.choices.highlighted = 0

    def _line(self, row: MagnetRow) -> str:
        return f"{'✓' if row.spot in self._ticked else '·'}  {clipped(row.place.name, _NAME)}"

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.action_tick()

    def action_tick(self) -> None:
        """Counts the chosen one in, or no more."""
        at = self.choices.highlighted
        if at is None:
            return
        self._ticked ^= {self._worn[at].spot}
        self.choices.replace_option_prompt_at_index(at, self._line(self._worn[at]))
        self._ask(False)

    def action_count(self) -> None:
        """Keeps the count where all are in; else asks for those that are not."""
        if self._left:
            self._ask(True)
        else:
            self._keep(())

    @property
    def _left(self) -> tuple[Spot, ...]:
        return tuple(each.spot for each in self._worn if each.spot not in self._ticked)

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        names = ", ".join(each.place.name for each in self._worn if each.spot in self._left)
        line = self.query_one("#asked", Static)
        line.update(drawn(f"Not counted in: {names}. Is it not there, or does it stay on?") if asking else "")
        line.set_class(asking, "-said")
        self.query_one(KeyLine).keys = self._keys()

    def action_missing(self) -> None:
        """Those that were not counted in are not there."""
        if self._asking:
            self._keep(self._left)

    def action_stay(self) -> None:
        """Those that were not counted in stay on."""
        if not self._asking:
            return
        if self._ticked:
            self._keep(())
        else:
            self.dismiss(None)

    def _keep(self, missing: tuple[Spot, ...]) -> None:
        found = Counted(tuple(each.spot for each in self._worn if each.spot in self._ticked), missing)
        self.save(lambda: self._write(found), lambda _: self.dismiss(found))
