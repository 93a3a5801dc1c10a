"""A sheet that only tells something: how it is read to its end, and that this is offered where there is more."""

from __future__ import annotations

from typing import ClassVar

from textual.containers import VerticalScroll

from aftercare.screens.prompt import Prompt
from aftercare.widgets.key_line import Key, KeyLine

_LEAVE = Key("esc", "goes back", "leave")
_SCROLL = Key("↑↓", "scroll", "down")


class ReadingSheet(Prompt[None]):
    """Holds one `VerticalScroll` with what it tells; it changes nothing. `keys` makes its line of keys in `compose`.

    `MORE` are the keys that a deriving sheet has besides.
    """

    MORE: ClassVar[tuple[Key, ...]] = ()

    def keys(self) -> KeyLine:
        """The line of keys as it stands before anything is laid out."""
        return KeyLine((*self.MORE, _LEAVE))

    def on_mount(self) -> None:
        self.watch(self.query_one(VerticalScroll), "show_vertical_scrollbar", self._offer)

    def _offer(self, scrolls: bool) -> None:
        self.query_one(KeyLine).keys = (*((_SCROLL,) if scrolls else ()), *self.MORE, _LEAVE)

    def action_down(self) -> None:
        """Scrolls on."""
        self.query_one(VerticalScroll).scroll_page_down()
