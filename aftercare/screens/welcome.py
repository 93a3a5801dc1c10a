"""The first run: one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import FIRST_CLIENT, Care, Home
from aftercare.errors import AftercareError
from aftercare.screens.sample import open_sample
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine

_CHOICES = (
    ("Open a sample", "An invented routine to look around in.", "sample"),
    ("Import my plan", "The file from your therapist. You see it before you accept it.", "import_plan"),
    ("Start empty", "No steps yet. A plan can be imported later.", "empty"),
)


class WelcomeScreen(Screen[None]):
    """Asks how to begin. Nothing is written before one of the three is chosen."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "sample", "open a sample"),
        Binding("2", "import_plan", "import my plan"),
        Binding("3", "empty", "start empty"),
        Binding("q", "app.quit", "quit"),
    ]

    choices = query_one(Choices)
    said = query_one(".trouble", Static)

    @dataclass
    class Began(Message):
        """There is a record to open now; `sample` says that it is the invented one."""

        care: Care
        sample: bool

    def __init__(self, home: Home, client: str, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._home = home
        self._client = client
        self._clock = clock

    def compose(self) -> ComposeResult:
        whose = "" if self._client == FIRST_CLIENT else f" There is no record of “{self._client}” here yet."
        with Vertical(id="welcome"):
            yield Static("aftercare", id="name")
            yield Static(
                f"What you put on after your treatment, in its order, step by step.{whose}",
                classes="quiet",
                markup=False,
            )
            yield Static("How would you like to begin?", id="question")
            yield Choices(
                *(
                    Option(Content.assemble((f"{number}  {title}", "bold"), "\n", (f"   {about}", "$foreground-muted")))
                    for number, (title, about, _) in enumerate(_CHOICES, start=1)
                )
            )
            yield Static("", classes="trouble", markup=False)
        yield KeyLine((Key("↑↓", "choose", "down"), Key("enter", "begins", "choose"), Key("q", "quit", "app.quit")))

    def action_down(self) -> None:
        """Chooses the next one."""
        self.choices.action_cursor_down()

    def action_choose(self) -> None:
        """Begins with the chosen one."""
        self.choices.action_select()

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self.run_action(_CHOICES[event.option_index][2])

    def action_sample(self) -> None:
        """Opens the sample, which lies apart from every real record."""
        self._begin(lambda: open_sample(self._home, self._clock()), sample=True)

    def action_empty(self) -> None:
        """Begins a record without steps."""
        self._begin(lambda: Care.start(self._home, self._clock(), self._client), sample=False)

    def action_import_plan(self) -> None:
        """Asks for the plan file; the record begins when the plan is accepted."""
        from aftercare.screens.import_plan import ImportPlan, into_new_record

        def accepted(care: Care | None) -> None:
            if care is not None:
                self.post_message(self.Began(care, sample=False))

        self.app.push_screen(ImportPlan(into_new_record(self._home, self._client, self._clock)), accepted)

    @work(thread=True, group="write")
    def _begin(self, begin: Callable[[], Care], *, sample: bool) -> None:
        try:
            care = begin()
        except AftercareError as error:
            self.app.call_from_thread(self._say, error)
        else:
            self.post_message(self.Began(care, sample))

    def _say(self, error: AftercareError) -> None:
        self.said.update(drawn(str(error)))
        self.said.add_class("-said")
