"""What becomes of a check-in that is filled in: a new one is kept, or one that is kept is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from aftercare.care import Care
from aftercare.model.check_in import CheckIn, CheckInDraft
from aftercare.model.check_in_form import CheckInForm
from aftercare.model.words import counted


class NewCheckIn:
    """Keeps a new check-in of a day. All but `begun` and `is_draft` block on the disk and raise AftercareError."""

    #: The key that goes on with a draft.
    goes_on: ClassVar[str] = "c"

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        self.care = care
        self.clock = clock

    def read(self, day: date) -> CheckInForm:
        """What is asked, and what was filled in."""
        return self.care.check_in_form(self.clock(), day)

    def keep_draft(self, draft: CheckInDraft) -> None:
        """Keeps what is filled in so far."""
        self.care.keep_check_in_draft(draft)

    def write(self, draft: CheckInDraft) -> CheckIn:
        """Has the record keep what is filled in."""
        return self.care.check_in(draft, self.clock(), was_draft=True)

    def begun(self, form: CheckInForm, draft: CheckInDraft) -> str:
        """What is said of it when it is opened."""
        if form.draft is not None:
            return "as you left it"
        return f"rated {counted(form.rated, 'time')} already" if form.rated else ""

    def is_draft(self, draft: CheckInDraft) -> bool:
        """Whether something is filled in that the record does not have."""
        return not draft.is_empty


class ChangedCheckIn(NewCheckIn):
    """Changes `seen`, which the record has."""

    goes_on: ClassVar[str] = "e"

    def __init__(self, care: Care, clock: Callable[[], datetime], seen: CheckIn) -> None:
        super().__init__(care, clock)
        self._seen = seen

    def read(self, day: date) -> CheckInForm:
        return self.care.changed_check_in_form(self._seen, self.clock())

    def keep_draft(self, draft: CheckInDraft) -> None:
        self.care.keep_change_draft(self._seen, draft)

    def write(self, draft: CheckInDraft) -> CheckIn:
        return self.care.change_check_in(self._seen, draft, self.care.wall(self.clock()))

    def begun(self, form: CheckInForm, draft: CheckInDraft) -> str:
        return "as you left it" if self.is_draft(draft) else "as it is kept"

    def is_draft(self, draft: CheckInDraft) -> bool:
        seen = self._seen
        return draft != CheckInDraft(seen.day, seen.ratings, seen.context, seen.text, seen.tags)
