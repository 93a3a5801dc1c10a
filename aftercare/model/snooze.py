"""A snooze: one new time for one occurrence of a reminder. The series, and every other occurrence, stay as they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reminder_key import ReminderKey

#: How far a reminder can be put off.
LONGEST_SNOOZE = timedelta(days=7)


class Snooze(Struct, frozen=True):
    """The occurrence `key` is said again at the instant `until`. It was put off `at` an instant, the `times`-th.

    What is said after a snooze is an attempt of its own, which nobody has delivered yet: `times` tells them apart.
    """

    key: ReminderKey
    until: datetime
    at: datetime
    times: Annotated[int, Meta(ge=1)] = 1


def latest_snoozes(snoozes: Iterable[Snooze]) -> dict[str, Snooze]:
    """The snooze that counts for each occurrence, by the id of its key: the one that was made last."""
    found: dict[str, Snooze] = {}
    for each in sorted(snoozes, key=lambda one: (one.times, one.at)):
        found[each.key.id] = each
    return found
