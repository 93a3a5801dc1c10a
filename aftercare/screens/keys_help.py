"""What a list screen shows and which keys it knows. A key chosen here is run there."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import Key, KeyLine


class KeysHelp(Prompt[str]):
    """Returns the action that was chosen, or None."""

    CSS_PATH = "keys_help.tcss"

    def __init__(self, title: str, about: str, keys: Sequence[Key]) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._title)
            yield Static(self._about, classes="quiet", markup=False)
            yield Choices(
                *(
                    Option(Content.assemble((f"{key.key:<8}", "bold $primary"), key.does), id=key.action)
                    for key in self._keys
                )
            )
            yield KeyLine((Key("enter", "does the chosen one", "choose"), Key("esc", "goes back", "leave")))

    def action_choose(self) -> None:
        """Runs the chosen key."""
        self.query_one(Choices).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
