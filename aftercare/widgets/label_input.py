"""A line to type or paste a list of ingredients into."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

#: Characters of a list: the longest label has about 5,000.
LONGEST_LABEL = 20_000


class LabelInput(Input):
    """An input that takes a pasted list of several lines, as the one line that `flattened` makes of it."""

    def __init__(self, value: str, placeholder: str, flattened: Callable[[str], str], id: str | None = None) -> None:
        super().__init__(value, placeholder, id=id, compact=True, max_length=LONGEST_LABEL, select_on_focus=False)
        self._flattened = flattened

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.strip()
        # the input's own handler takes the first line only
        super()._on_paste(events.Paste(self._flattened(lines)) if "\n" in lines or "\r" in lines else event)
        event.prevent_default()
        event.stop()
