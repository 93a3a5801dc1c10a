"""What every screen that shows a part of a record has in common: it draws again when the record has changed.

It also says what was done there, and what went wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual import events, on
from textual.message import Message
from textual.screen import Screen

from aftercare.care import Care, Changed
from aftercare.errors import AftercareError
from aftercare.widgets.drawn_text import drawn

Result = TypeVar("Result")


class FollowedRecord(Screen[Result]):
    """Calls `record_changed` after each action that reaches `_care`, whoever wrote it.

    The day at the bottom looks for what other processes write (`FollowedDay.beat`); what it finds is told here too.
    """

    _care: Care

    class RecordChanged(Message):
        """An action of this or another process has reached the record."""

        def __init__(self, changed: Changed) -> None:
            super().__init__()
            self.changed = changed

    def on_mount(self) -> None:
        self._end_subscription: Callable[[], object] = self._care.subscribe(self._publish_here)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Each part took its styles as it came in: the first time the screen shows, none need take them again."""
        event.refresh_styles = event.refresh_styles and self.stack_updates > 0

    def on_unmount(self) -> None:
        self._end_subscription()

    def _publish_here(self, changed: Changed) -> None:
        # from whichever thread: only a message may be posted from there
        self.post_message(self.RecordChanged(changed))

    @on(RecordChanged)
    def _tell_changed(self) -> None:
        self.record_changed()

    def record_changed(self) -> None:
        """Shows the record as it is now. For the deriving screen."""

    def _tell(self, error: AftercareError) -> None:
        self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)

    def _say(self, text: str, seconds: float = 4) -> None:
        self.notify(drawn(text), timeout=seconds, markup=False)
