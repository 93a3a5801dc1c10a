"""Choosing one of many, with a field that leaves only those that fit; what fits none is typed, and checked so."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from aftercare.model.text import folded
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine

#: So many are seen at once: no field is needed to find one.
_FEW = 8
_MOVES = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


class ChoosePrompt(Prompt[bool]):
    """Has the chosen one of `offered` written by `write`. Returns True once it is kept, None where it was left."""

    CSS_PATH = "choose_prompt.tcss"

    def __init__(
        self, title: str, about: str, offered: Sequence[str], now: str | None, write: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._offered = tuple(offered)
        self._now = now
        self._write = write
        self._few = len(self._offered) <= _FEW

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._title)
            yield Static(drawn(self._about), classes="quiet", markup=False)
            if not self._few:
                yield Input(placeholder="find: a part of the name", select_on_focus=False, compact=True)
            yield Choices(markup=False)
            yield self.trouble()
            yield KeyLine((Key("enter", "takes the chosen one", "choose"), Key("esc", "goes back", "leave")))

    def on_mount(self) -> None:
        self._show()
        (self._choices if self._few else self.query_one(Input)).focus()

    @property
    def _choices(self) -> Choices:
        return self.query_one(Choices)

    @property
    def _typed(self) -> str:
        return "" if self._few else self.query_one(Input).value.strip()

    @on(Input.Changed)
    def _show(self) -> None:
        self.say_trouble(None)
        wanted = _plain(self._typed)
        shown = [each for each in self._offered if wanted in _plain(each)]
        if wanted:
            # "rom" means Europe/Rome before Africa/Bujumbura's neighbours that only contain it
            shown.sort(key=lambda each: not _plain(each).rpartition("/")[2].startswith(wanted))
        options = [Option(Content(drawn(each) + (" (now)" if each == self._now else "")), id=each) for each in shown]
        self._choices.clear_options()
        self._choices.add_options(options or [Option("None is called that.", disabled=True)])
        if shown:
            self._choices.highlighted = shown.index(self._now) if self._now in shown and not wanted else 0

    async def on_key(self, event: events.Key) -> None:
        """From the field the arrows lead through the list: what is typed and what is chosen stand together."""
        if not self._few and self.query_one(Input).has_focus and event.key in _MOVES:
            event.stop()
            await self._choices.run_action(_MOVES[event.key])

    def action_choose(self) -> None:
        """Takes the chosen one, or what was typed where that fits none."""
        option = self._choices.highlighted_option
        value = option.id if option is not None and option.id else self._typed
        self.say_trouble(None)
        self.save(lambda: self._write(value), lambda _: self.dismiss(True))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _taken(self) -> None:
        self.action_choose()


def _plain(text: str) -> str:
    return folded(text).replace("_", " ")
