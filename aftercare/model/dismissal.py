"""A reminder that was put away: nothing more is said of its one occurrence.

It answers nothing: what is open stays open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from aftercare.model.reminder_key import ReminderKey
from aftercare.model.snooze import Snooze, latest_snoozes


class Dismissal(Struct, frozen=True):
    """The occurrence `key` was put away `at` an instant."""

    key: ReminderKey
    at: datetime


def put_away(dismissals: Iterable[Dismissal], snoozes: Iterable[Snooze]) -> dict[str, Dismissal]:
    """The dismissals that hold, by the id of their key: who puts off what they had put away wants to hear of it."""
    latest = latest_snoozes(snoozes)
    found: dict[str, Dismissal] = {}
    for each in sorted(dismissals, key=lambda one: one.at):
        snooze = latest.get(each.key.id)
        if snooze is None or snooze.at <= each.at:
            found[each.key.id] = each
    return found
