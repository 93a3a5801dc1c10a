"""A reminder as it is handed over for delivery."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.model.reminder_key import ReminderKey, ReminderKind, kind_of


class Reminder(Struct, frozen=True):
    """One attempt to say something about the occurrence `key`. All instants are in UTC.

    `at` is when it was meant for, `due` when it may be said, seen at the instant for which the agenda was asked: the
    same, or the end of the quiet hours. From `expires` on it is no longer said; where `due` is not before that, the
    quiet hours took its time, and it expires unsaid and is told so. `title` and `body` are worded as the client wants
    a notification; `neutral_title` names nothing, and `detail` everything, for inside the app.

    Each attempt has a number of its own within its occurrence: the first is 1, the follow-ups go on from it, and each
    snooze begins its own ten.
    """

    key: ReminderKey
    attempt: int
    at: datetime
    due: datetime
    expires: datetime
    title: str
    body: str
    neutral_title: str
    detail: str

    @property
    def kind(self) -> ReminderKind:
        """Which kind of reminder it is."""
        return kind_of(self.key)

    @property
    def lapses(self) -> bool:
        """Whether the quiet hours leave no time in which it could be said."""
        return self.due >= self.expires

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be said at `now`."""
        return self.due <= now < self.expires

    def has_expired(self, now: datetime) -> bool:
        """Whether its time is over at `now`."""
        return self.expires <= now
