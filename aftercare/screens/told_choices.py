"""A list of what can be chosen, with a line below it that tells of what is chosen, or of what goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from textual import on
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices


class ToldChoices(SubjectScreen[None]):
    """Composes `choices` and a line `about`; the deriving screen says what is told of each."""

    choices = query_one(Choices)
    about = query_one("#about", Static)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._doing = ""

    def told_of(self, chosen: str) -> str:
        """What is told of the line with the id `chosen`."""
        raise NotImplementedError

    @property
    def chosen(self) -> str:
        """The id of the line that is chosen; nothing where it has none."""
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    def fill(self, options: Iterable[Option], first: str) -> None:
        """Puts other lines in the list: what was chosen stays so, and `first` is at first."""
        chosen = self.chosen
        self.choices.clear_options()
        self.choices.add_options(list(options))
        self.choices.highlighted = self.choices.get_option_index(chosen or first)
        self.tell_about()

    def tell_doing(self, doing: str) -> None:
        """Says what goes on, and how far it has come, until nothing does."""
        self._doing = doing
        self.tell_about()

    @on(OptionList.OptionHighlighted)
    def tell_about(self) -> None:
        """Tells of what is chosen, or of what goes on."""
        self.about.update(self._doing or self.told_of(self.chosen))
