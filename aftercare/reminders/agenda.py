"""What is to be said to the client when: pure, from the record as it is. Which of it was said already the ledger knows.

Asked again with nothing changed it says the same. What is answered, held, paused, barred or not due is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from aftercare.care import Care
from aftercare.model.reminder_basis import TOLD_EXPIRED, ReminderBasis
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.snooze import latest_snoozes
from aftercare.reminders.magnets import magnet_occasions
from aftercare.reminders.occasion import Occasion, reminders_of
from aftercare.reminders.reminder import Reminder
from aftercare.reminders.sessions import (
    check_in_occasions,
    session_occasions,
    took_place_occasions,
    watch_occasions,
)
from aftercare.reminders.shelf import run_out_occasions, use_by_occasions
from aftercare.reminders.slots import slot_occasions

#: How far ahead a service looks, which looks again long before that is over.
HORIZON = timedelta(days=2)


def agenda_of(
    care: Care, now: datetime, horizon: timedelta = HORIZON, back: timedelta = TOLD_EXPIRED
) -> tuple[Reminder, ...]:
    """What is to be said to the client of `care`, and what expired up to `back` ago. Nothing of who is archived."""
    if care.present().client.archived:
        return ()
    return agenda(care.reminder_basis(now, horizon, back), now, horizon)


def agenda(basis: ReminderBasis, now: datetime, horizon: timedelta = HORIZON) -> tuple[Reminder, ...]:
    """The reminders of `basis` from `now` (aware) to `horizon` after it, in the order in which they were meant.

    With those that are late and still worth saying, and those whose time was over less than `basis.back` before:
    whoever keeps the ledger tells that they were not shown.
    """
    found = reminders_of(occasions(basis, now, horizon), basis, now, now + horizon)
    return tuple(sorted(found, key=lambda each: (each.at, each.key.id, each.attempt)))


def occasions(basis: ReminderBasis, now: datetime, horizon: timedelta) -> Iterator[Occasion]:
    """What may be said of every kind that is switched on: also what was said already, as long as it is open.

    What was entered too late for its time is among it only where the client put it off.
    """
    put_off = latest_snoozes(basis.snoozes)
    for each in _of_every_kind(basis, now, horizon):
        if not each.written_late or each.key.id in put_off:
            yield each


def _of_every_kind(basis: ReminderBasis, now: datetime, horizon: timedelta) -> Iterator[Occasion]:
    for kind in ReminderKind:
        if not basis.settings.of(kind).on:
            continue
        match kind:
            case ReminderKind.SLOT:
                yield from slot_occasions(basis, now, horizon)
            case ReminderKind.SESSION:
                yield from session_occasions(basis)
            case ReminderKind.TOOK_PLACE:
                yield from took_place_occasions(basis)
            case ReminderKind.CHECK_IN:
                yield from check_in_occasions(basis)
            case ReminderKind.WATCH:
                yield from watch_occasions(basis)
            case ReminderKind.MAGNETS:
                yield from magnet_occasions(basis)
            case ReminderKind.RUN_OUT:
                yield from run_out_occasions(basis)
            case ReminderKind.USE_BY:
                yield from use_by_occasions(basis)
