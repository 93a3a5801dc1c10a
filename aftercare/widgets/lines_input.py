"""A line to type or paste into what comes in several lines: a list of ingredients, or the paths of files."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from aftercare.model.typed_paths import begins_a_path, paths_on_one_line

#: Characters that it takes: the longest label has about 5,000, a hundred paths as many.
LONGEST = 20_000


class LinesInput(Input):
    """An input that takes pasted lines, as the one line that `flattened` makes of them."""

    def __init__(self, value: str, placeholder: str, flattened: Callable[[str], str], id: str | None = None) -> None:
        super().__init__(value, placeholder, id=id, compact=True, max_length=LONGEST, select_on_focus=False)
        self._flattened = flattened

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.strip()
        # the input's own handler takes the first line only
        super()._on_paste(events.Paste(self._flattened(lines)) if "\n" in lines or "\r" in lines else event)
        event.prevent_default()
        event.stop()


class PathsInput(LinesInput):
    """The same for the paths of files: one that is dragged in after another stands beside it."""

    def __init__(self, value: str, placeholder: str, id: str | None = None) -> None:
        super().__init__(value, placeholder, paths_on_one_line, id)

    def _on_paste(self, event: events.Paste) -> None:
        before = self.value.strip()
        if not (before and self.cursor_at_end and begins_a_path(event.text)):
            super()._on_paste(event)
            return
        self.clear()
        super()._on_paste(events.Paste(f"{before}\n{event.text}"))
        # the input's own handler would add it once more
        event.prevent_default()
        event.stop()
