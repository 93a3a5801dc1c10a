"""What a check-in asks of a client, where they have chosen it: dated, so that a past day keeps what was asked then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from aftercare.model.rating import Subject
from aftercare.model.routine import Id


class CheckInChoice(Struct, frozen=True):
    """From the day `since` on a check-in asks for `subjects` and for the items `context`, in this order.

    Each is named once. The day is the id as well: two choices on one day are one.
    """

    since: date
    subjects: tuple[Subject, ...] = ()
    context: tuple[Id, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.subjects)) < len(self.subjects) or len(set(self.context)) < len(self.context):
            raise ValueError("what a check-in asks is asked once")

    @property
    def id(self) -> str:
        """Such as "2026-11-22"."""
        return self.since.isoformat()


def choice_on(day: date, choices: Iterable[CheckInChoice]) -> CheckInChoice | None:
    """The choice in force on `day`; None where nothing had been chosen yet."""
    return max((each for each in choices if each.since <= day), key=lambda each: each.since, default=None)
