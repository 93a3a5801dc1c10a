"""The inbox: what one client was reminded of, an occurrence a row: what became of it, and whether it is open.

Pure, from the ledger's rows and the record. What is done in it is done to the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.care import Care
from aftercare.model.dismissal import put_away
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import (
    CheckInKey,
    MagnetsKey,
    MagnetsOffKey,
    ReminderKey,
    ReminderKind,
    RunOutKey,
    ScanKey,
    SessionKey,
    SlotKey,
    TookPlaceKey,
    UseByKey,
    WatchKey,
    key_of,
    kind_of,
)
from aftercare.model.session import Attendance
from aftercare.model.today import SlotOfDay
from aftercare.model.words import counted, short_day
from aftercare.reminders.agenda import HORIZON, agenda, occasions
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import Delivery, Ledger, State
from aftercare.reminders.occasion import Occasion
from aftercare.reminders.reminder import Reminder
from aftercare.reminders.seen import IN_APP

#: How far back it goes.
KEPT = timedelta(days=7)


class Standing(StrEnum):
    """What became of the last attempt to say it on this machine."""

    DUE = "due"
    SENDING = "being sent"
    SENT = "sent"
    UNKNOWN = "may not have been shown"
    NOT_SENT = "not sent"
    EXPIRED = "not shown in its time"
    PUT_OFF = "put off"


class Open(StrEnum):
    """Whether there is anything left to do about it."""

    OPEN = "open"
    ANSWERED = "answered"
    DISMISSED = "put away"
    OVER = "over"


class InboxItem(Struct, frozen=True):
    """One occurrence. `about` tells it all, as inside the app; `due` is when it was, or will be, said last.

    `reason` is why it was not sent or may not have been shown; `tries` how often it was tried, `said` how many attempts
    there were, follow-ups and snoozes with them. `seen` is when it was shown in the app.
    """

    key: ReminderKey
    about: str
    due: datetime
    standing: Standing
    open: Open
    reason: str = ""
    tries: int = 0
    said: int = 1
    seen: datetime | None = None

    @property
    def id(self) -> str:
        """The id of what it is about: how commands call it."""
        return self.key.id

    @property
    def kind(self) -> ReminderKind:
        """Which kind of reminder it is."""
        return kind_of(self.key)


def inbox_of(care: Care, ledger: Ledger, now: datetime) -> tuple[InboxItem, ...]:
    """What there is for the client of `care`: what is open, then what is put off, then the rest, each the newest first.

    Raises what the record and the ledger raise.
    """
    client, basis = care.folder.name, care.reminder_basis(now, HORIZON)
    rows = ledger.deliveries(client, now - KEPT)
    archived = care.present().client.archived
    said = () if archived else agenda(basis, now, HORIZON)
    found = {} if archived else {each.key.id: each for each in occasions(basis, now, HORIZON)}
    items = [
        _item(key, attempts, [each for each in said if each.key.id == key.id], found.get(key.id), basis, care, now)
        for key, attempts in _by_occurrence(rows, said, basis, now).items()
    ]
    return tuple(sorted(items, key=lambda each: (_rank(each), -each.due.timestamp(), each.id)))


def _rank(item: InboxItem) -> int:
    if item.open is not Open.OPEN:
        return 2
    return 1 if item.standing is Standing.PUT_OFF else 0


def _by_occurrence(
    rows: Iterable[Delivery], said: Iterable[Reminder], basis: ReminderBasis, now: datetime
) -> Mapping[ReminderKey, list[Delivery]]:
    """The rows of each occurrence: of all that have one, and of what is due, put off or put away.

    What expired and has no row is older than the ledger: nobody was ever to be reminded of it here.
    """
    found: dict[ReminderKey, list[Delivery]] = {}
    for row in rows:
        key = key_of(row.key.slot)
        if key is not None:
            found.setdefault(key, []).append(row)
    for each in said:
        if each.is_due(now) or (_is_put_off(each) and each.at > now):
            found.setdefault(each.key, [])
    for away in put_away(basis.dismissals, basis.snoozes).values():
        if away.at > now - KEPT:
            found.setdefault(away.key, [])
    return found


def _is_put_off(reminder: Reminder) -> bool:
    # each snooze begins its own ten
    return reminder.attempt > 10


def _item(
    key: ReminderKey,
    rows: list[Delivery],
    said: list[Reminder],
    occasion: Occasion | None,
    basis: ReminderBasis,
    care: Care,
    now: datetime,
) -> InboxItem:
    sent = [row for row in rows if row.channel == DESKTOP]
    last = max(sent, key=lambda row: row.key.attempt, default=None)
    coming = min((each for each in said if _is_put_off(each) and each.at > now), key=lambda each: each.at, default=None)
    due = max((each for each in said if each.at <= now), key=lambda each: each.attempt, default=None)
    shown = max((row.changed for row in rows if row.channel == IN_APP and row.state is State.SENT), default=None)
    state = _open(key, occasion, basis, care, now)
    about = occasion.words.detail if occasion is not None and state is not Open.OVER else _about(key, care, now)
    newest = max((row.key.attempt for row in sent), default=0)
    if coming is not None and coming.attempt > newest and coming.attempt % 10 == 1:
        return InboxItem(key, about, coming.at, Standing.PUT_OFF, state, said=len(sent), seen=shown)
    if due is not None and due.attempt > newest and (last is None or not due.has_expired(now)):
        standing = Standing.EXPIRED if due.has_expired(now) else Standing.DUE
        return InboxItem(key, about, due.at, standing, state, said=len(sent) + 1, seen=shown)
    if last is None:
        # it was shown in the app or put away, and the desktop was never tried
        away = [each.at for each in basis.dismissals if each.key == key]
        at = min((*(row.due for row in rows), *away), default=now)
        return InboxItem(key, about, at, Standing.DUE, state, seen=shown)
    told = _telling(sent, last)
    return InboxItem(
        key, about, told.due, _standing(told, now), state, told.reason, told.tries, said=len(sent), seen=shown
    )


def _telling(rows: list[Delivery], last: Delivery) -> Delivery:
    """The row that tells what became of it: where the last attempt had no time, the last that was sent or tried."""
    if last.state is not State.EXPIRED:
        return last
    sent = [row for row in rows if row.state in (State.SENT, State.UNKNOWN)]
    tried = [row for row in rows if row.tries]
    return max(sent or tried or [last], key=lambda row: row.key.attempt)


def _standing(row: Delivery, now: datetime) -> Standing:
    match row.state:
        case State.CLAIMED | State.SENDING:
            return Standing.SENDING
        case State.SENT:
            return Standing.SENT
        case State.UNKNOWN:
            return Standing.UNKNOWN
        case State.NOT_SENT:
            return Standing.NOT_SENT if row.ends > now else Standing.EXPIRED
        case State.EXPIRED:
            return Standing.EXPIRED


def _open(key: ReminderKey, occasion: Occasion | None, basis: ReminderBasis, care: Care, now: datetime) -> Open:
    """Whether anything is left to do. What the record no longer says is answered where somebody answered it."""
    if occasion is not None and (occasion.moot is None or now < occasion.moot):
        away = put_away(basis.dismissals, basis.snoozes)
        return Open.DISMISSED if key.id in away else Open.OPEN
    present = care.present()
    match key:
        case SlotKey():
            slot = _slot(key, care, now)
            answered = slot is not None and not slot.open and slot.answered > 0
        case TookPlaceKey(session=session):
            known = present.sessions.get(session)
            answered = known is not None and known.attendance is not Attendance.PLANNED
        case WatchKey(day=day):
            answered = any(each >= day.isoformat() for each in present.watch)
        case CheckInKey(day=day):
            answered = day in care.days_checked_in((day,))
        case SessionKey() | MagnetsKey() | MagnetsOffKey() | ScanKey() | RunOutKey() | UseByKey():
            answered = False
    return Open.ANSWERED if answered else Open.OVER


def _about(key: ReminderKey, care: Care, now: datetime) -> str:
    """What it was about, where there is nothing left to say of it."""
    present, today = care.present(), care.today(now)

    def session(found: str, at: datetime) -> str:
        known = present.sessions.get(found) or present.set_aside.get(found)
        return f"{known.kind if known else 'session'}, {short_day(at.date(), today)} {at:%H:%M}"

    def product(found: str) -> str:
        known = present.packs.get(found)
        of = present.routine.products.get(known.product) if known else None
        return of.name if of else "A product"

    match key:
        case SlotKey(slot=slot, day=day):
            known = present.routine.slots.get(slot)
            view = _slot(key, care, now)
            left = f": {len(view.open)} of {counted(view.counted, 'step')} left open" if view and view.open else ""
            return f"{known.name if known else slot}, {short_day(day, today)}{left}"
        case SessionKey(session=found, at=at):
            return f"Session: {session(found, at)}"
        case TookPlaceKey(session=found, at=at):
            return f"Did it take place? {session(found, at)}"
        case CheckInKey(day=day):
            return f"Check-in, {short_day(day, today)}"
        case WatchKey():
            return "Late lumps and sores"
        case MagnetsOffKey():
            return "Magnets off"
        case ScanKey(session=found, at=at):
            return f"Every magnet off before: {session(found, at)}"
        case MagnetsKey(day=day):
            return f"Magnets off, on since {short_day(day, today)}"
        case RunOutKey(pack=found):
            return f"{product(found)} runs out"
        case UseByKey(pack=found, last=last):
            return f"{product(found)}: use by {short_day(last, today)}"


def _slot(key: SlotKey, care: Care, now: datetime) -> SlotOfDay | None:
    return next((each for each in care.day(now, key.day).slots if each.slot.id == key.slot), None)
