"""How a photo is taken so that it can be compared later: the protocol's rules, to tick off while one is taken."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import photo_protocol
from aftercare.model.photo_rule import PhotoRule
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import wrapped
from aftercare.widgets.key_line import Key, KeyLine

_TICKED, _OPEN = "☑", "□"
_GRADES = "A (well founded) to U (unverified) say how sure each is."
_GRADES_IN_SHORT = "A (well founded) to U (unverified): how sure."


class PhotoProtocol(Prompt[None]):
    """Shows the rules, each with its grade and its sources. `ticked` holds the ids of those that are ticked off.

    It is changed in place: who looks at the list again while photos are taken finds the ticks there.
    """

    CSS_PATH = "photo_protocol.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "tick off, or not", show=False, id="protocol.tick"),
        Binding("x,delete", "clear", "take every tick away", show=False, id="protocol.clear"),
    ]

    choices = query_one(Choices)

    def __init__(self, ticked: set[str]) -> None:
        super().__init__()
        self._ticked = ticked
        self._rules: dict[str, tuple[PhotoRule, str]] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Photos that can be compared")
            yield Choices(markup=False)
            yield Static(_GRADES, id="said", classes="quiet", markup=False)
            yield KeyLine(
                (
                    Key("↑↓", "go through them", "down"),
                    Key("space", "ticks off, or not", "tick"),
                    Key("x", "clears", "clear"),
                    Key("esc", "goes back", "leave"),
                )
            )

    def on_mount(self) -> None:
        self.choices.focus()
        self._read()

    @work(thread=True, group="read-protocol", exclusive=True)
    def _read(self) -> None:
        from aftercare.care.facts import who_says_so

        told = [(rule, who_says_so(rule)) for rule in photo_protocol()]
        self.app.call_from_thread(self._show, told)

    def _show(self, told: list[tuple[PhotoRule, str]]) -> None:
        if not still_open(self):
            return
        self._rules = {rule.id: (rule, said_by) for rule, said_by in told}
        self.choices.add_options([Option(self._told(each), id=each) for each in self._rules])
        self.choices.highlighted = 0
        self._count()

    def on_resize(self) -> None:
        for each in self._rules:
            self.choices.replace_option_prompt(each, self._told(each))

    def _told(self, rule_id: str) -> Content:
        rule, said_by = self._rules[rule_id]
        room = max(20, self.choices.size.width - 7)
        parts: list[str | tuple[str, str]] = [
            (f"{_TICKED if rule.id in self._ticked else _OPEN} {rule.label}", "bold"),
            *(f"\n  {line}" for line in wrapped(rule.rule, room)),
        ]
        for quiet in (rule.why, said_by):
            parts += [(f"\n  {line}", "$foreground-muted") for line in wrapped(quiet, room) if line]
        return Content.assemble(*parts)

    def _count(self) -> None:
        # one line in either case: the sheet does not jump
        done = f"{len(self._ticked)} of {len(self._rules)} ticked off. {_GRADES_IN_SHORT}"
        self.query_one("#said", Static).update(done if self._ticked else _GRADES)

    # ---- what the keys do

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._turn(event.option_id or "")

    def action_tick(self) -> None:
        """Ticks the rule under the cursor off, or takes its tick away."""
        self.choices.action_select()

    def action_clear(self) -> None:
        """Takes every tick away, for the next time."""
        for each in tuple(self._ticked):
            self._turn(each)

    def action_down(self) -> None:
        """Goes on to the next rule."""
        self.choices.action_cursor_down()

    def _turn(self, rule_id: str) -> None:
        self._ticked ^= {rule_id}
        if rule_id in self._rules:
            self.choices.replace_option_prompt(rule_id, self._told(rule_id))
        self._count()
