"""A check-in that is kept, changed where one is filled in: ratings beside the face, what else was, tags and words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from aftercare.care import Care
from aftercare.model.check_in import CheckIn, CheckInDraft
from aftercare.model.check_in_form import CheckInForm
from aftercare.model.entry_words import JournalTables
from aftercare.screens.check_in import CheckInScreen


class ChangedCheckInScreen(CheckInScreen):
    """Has `seen` changed, of which `form` holds what is in it. Returns it as it is then, or None where it was left."""

    GOES_ON: ClassVar[str] = "e"

    def __init__(
        self, care: Care, clock: Callable[[], datetime], form: CheckInForm, tables: JournalTables, seen: CheckIn
    ) -> None:
        super().__init__(care, clock, form, tables)
        self._seen = seen

    def begun(self) -> str:
        return "as you left it" if self.leaves_draft() else "as it is kept"

    def keep_draft(self, draft: CheckInDraft) -> None:
        self._care.keep_change_draft(self._seen, draft)

    def write(self, draft: CheckInDraft) -> CheckIn:
        return self._care.change_check_in(self._seen, draft, self._care.wall(self._clock()))

    def read_form(self) -> CheckInForm:
        return self._care.changed_check_in_form(self._seen, self._clock())

    def leaves_draft(self) -> bool:
        filled, seen = self.filling.draft(), self._seen
        kept = CheckInDraft(seen.day, seen.ratings, seen.context, seen.text, seen.tags)
        return filled != kept
