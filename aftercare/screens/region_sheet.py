"""Where the client lives, by which the emergency number goes."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.model.help_me import Emergency
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import Key, KeyLine


class RegionSheet(Prompt[str]):
    """Has the choice written by `write`. Returns the id of the region."""

    CSS_PATH = "region_sheet.tcss"

    choices = query_one(Choices)

    def __init__(self, emergency: Emergency, write: Callable[[str], object]) -> None:
        super().__init__()
        self._emergency = emergency
        self._write = write
        # a region that the time zone points to is offered first, and not taken for an answer
        offered = [each for each in (emergency.region, emergency.nearby) if each is not None]
        self._regions = tuple({each.id: each for each in (*offered, *emergency.elsewhere)}.values())

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Where you live")
            yield Static("The emergency number goes by it. It is kept in your record.", classes="quiet", markup=False)
            yield Choices(
                *(Option(f"{each.numbers[0].number:<6} {each.label}", id=each.id) for each in self._regions),
                markup=False,
            )
            yield self.trouble()
            yield KeyLine((Key("enter", "keeps it", "enter"), Key("esc", "goes back", "leave")))

    def action_enter(self) -> None:
        """Keeps the chosen region."""
        self.choices.action_select()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        region = str(event.option_id)
        self.say_trouble(None)
        self.save(lambda: self._write(region), lambda _: self.dismiss(region))
