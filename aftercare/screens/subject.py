"""What every screen of one subject has in common: it explains itself, takes back what was done on it, and goes back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import ClassVar, TypeVar

from textual import work

from aftercare.errors import AftercareError
from aftercare.model.deed import Deed
from aftercare.model.words import taken_back
from aftercare.screens.followed_record import FollowedRecord
from aftercare.screens.help import Help, explain

Result = TypeVar("Result")


class SubjectScreen(FollowedRecord[Result]):
    """Shows a subject of the record at `_care`. The deriving screen binds the keys and says what is its own."""

    #: What the help tells of it.
    EXPLAINED: ClassVar[Help]
    #: What is done there. Only that is taken back there, for only that is in sight.
    DEEDS: ClassVar[Collection[Deed]] = ()
    #: What those are, to be said of another action: "your last action was not …".
    DONE_HERE: ClassVar[str] = "one of these"

    _clock: Callable[[], datetime]

    @work(thread=True, group="write")
    def action_undo(self) -> None:
        """Takes back this machine's last action, where it was done here."""
        try:
            if not self._undoable():
                self._say(f"your last action was not {self.DONE_HERE}: go back to undo it")
                return
            undone = self._care.undo(self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"taken back: {taken_back(undone.deed, undone.titles)}")

    def _undoable(self) -> bool:
        """Whether this machine's last action was done here."""
        last = self._care.to_undo()
        return last is not None and last.deed in self.DEEDS

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        explain(self, self.EXPLAINED)

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
