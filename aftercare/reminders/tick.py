"""One tick: whatever is due now, for every client of a home, is claimed in the ledger and sent.

The same tick serves the service, `aftercare remind once` and an app without a service: several of them at once send
nothing twice, because the ledger decides. What goes wrong is a value too: one record that cannot be read silences
neither the others nor, as long as this process lives, itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from aftercare.care import Care, Home
from aftercare.errors import AftercareError, DiskTrouble
from aftercare.reminders.agenda import agenda_of
from aftercare.reminders.channel import Key, Message
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import Delivery, Ledger, State
from aftercare.reminders.ledger_file import DamagedLedger
from aftercare.reminders.reminder import Reminder

#: From so long after its time on a reminder tells when it was due.
LATE = timedelta(minutes=10)

_SETTLED = frozenset({State.SENT, State.UNKNOWN, State.EXPIRED})


class Carrier(Protocol):
    """Whoever claims a message and delivers it: `Courier`, outside of tests."""

    def deliver(self, message: Message, due: datetime, ends: datetime) -> bool:
        """Sends `message` if it is due and nobody else's; what became of it stands in the ledger."""


class Trouble(Struct, frozen=True):
    """What went wrong for `client`; "" where it is about all of them."""

    client: str
    error: AftercareError


class Coming(Struct, frozen=True):
    """When something is to be said next, and to whom."""

    at: datetime
    client: str


class Happened(Struct, frozen=True):
    """What one tick did: the deliveries that it moved, what went wrong, and what comes next, in order."""

    at: datetime
    deliveries: tuple[Delivery, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    coming: tuple[Coming, ...] = ()


class _Known(Struct, frozen=True):
    """A record as it was last read, and what is to be said by it."""

    care: Care
    agenda: tuple[Reminder, ...]


class Ticking:
    """The clients of a home with what was last read of each; `tick` may be called again and again.

    `clock` tells the present instant in the wall time of this machine.
    """

    def __init__(self, home: Home, ledger: Ledger, carrier: Carrier, clock: Callable[[], datetime]) -> None:
        self._home = home
        self._ledger = ledger
        self._carrier = carrier
        self._clock = clock
        self._open: dict[str, Care] = {}
        self._known: dict[str, _Known] = {}
        self._stopped = False

    def stop(self) -> None:
        """Lets a tick that is under way begin no further message. May be called from another thread."""
        self._stopped = True

    def tick(self) -> Happened:
        """Sends what is due. Never raises for a record, a ledger or a disk: that is told among the troubles."""
        now = self._clock()
        try:
            # a ledger begins here: what was due before is never reminded of
            settled, mended = settled_anyway(self._ledger, now)
        except AftercareError as error:
            return Happened(now, troubles=(Trouble("", error),))
        moved: list[Delivery] = [*settled]
        coming: list[Coming] = []
        troubles = [*mended, *self._read(now)]
        for client, known in self._known.items():
            try:
                moved += self._deliver(client, known)
                coming += self._coming(client, known, now)
            except AftercareError as error:
                troubles.append(Trouble(client, error))
        return Happened(now, tuple(moved), tuple(troubles), tuple(sorted(coming, key=lambda each: each.at)))

    def look(self) -> Happened:
        """What would come next, without sending anything or beginning a ledger."""
        now = self._clock()
        coming: list[Coming] = []
        troubles = self._read(now)
        for client, known in self._known.items():
            try:
                coming += self._coming(client, known, now)
            except AftercareError as error:
                troubles.append(Trouble(client, error))
        return Happened(now, (), tuple(troubles), tuple(sorted(coming, key=lambda each: each.at)))

    def _read(self, now: datetime) -> list[Trouble]:
        """Reads every record on; where one cannot be read its last good agenda stays."""
        try:
            names = self._home.clients()
        except AftercareError as error:
            return [Trouble("", error)]
        troubles = []
        for name in names:
            try:
                care = self._opened(name)
                if care is not None:
                    self._known[name] = _Known(care, agenda_of(care, now))
            except AftercareError as error:
                # read from the beginning the next time, whatever was wrong with it
                self._open.pop(name, None)
                troubles.append(Trouble(name, error))
        for gone in self._known.keys() - set(names):
            del self._known[gone]
            self._open.pop(gone, None)
        return troubles

    def _opened(self, name: str) -> Care | None:
        care = self._open.get(name)
        if care is None:
            care = Care.find(self._home, name)
            if care is not None:
                self._open[name] = care
        else:
            care.follow()
        return care

    def _deliver(self, client: str, known: _Known) -> Iterable[Delivery]:
        """Has the client's due reminders sent; the rows that changed."""
        before = self._rows(client, known)
        tried = False
        for each in known.agenda:
            if self._stopped:
                break
            now = self._clock()
            row = before.get(ledger_key(each))
            if row is not None and row.state in _SETTLED:
                continue
            over = each.has_expired(now)
            if over or each.due <= now:
                # what the quiet hours took until its time was over is kept as expired, by the time it was meant for
                due = min(each.due, each.at) if over else each.due
                tried |= self._carrier.deliver(_message(client, each, known.care, now), due, each.expires) or over
        after = self._rows(client, known) if tried else before
        return [row for key, row in after.items() if before.get(key) != row]

    def _coming(self, client: str, known: _Known, since: datetime) -> Iterable[Coming]:
        """What is not said yet and was to come at `since`: also what fell due while a tick was under way."""
        rows = self._rows(client, known)
        for each in known.agenda:
            row = rows.get(ledger_key(each))
            if row is not None and row.state in _SETTLED:
                continue
            if each.due > since and not each.lapses:
                yield Coming(each.due, client)
            elif row is not None and row.state is State.NOT_SENT and not each.has_expired(since):
                yield Coming(row.changed + self._ledger.patience.retry_after(row.tries), client)

    def _rows(self, client: str, known: _Known) -> dict[Key, Delivery]:
        """What the ledger says of this agenda on the desktop."""
        since = min((each.at for each in known.agenda), default=None)
        if since is None:
            return {}
        return {row.key: row for row in self._ledger.deliveries(client, since) if row.channel == DESKTOP}


def settled_anyway(ledger: Ledger, now: datetime) -> tuple[list[Delivery], list[Trouble]]:
    """Settles what was left lying, in a new ledger where the old one is damaged: what was set aside is told."""
    try:
        return ledger.settle(now), []
    except DamagedLedger:
        aside = ledger.set_aside(now)
        return ledger.settle(now), [Trouble("", was_set_aside(ledger.path, aside))] if aside else []


def was_set_aside(path: Path, aside: Path) -> DiskTrouble:
    """What is told of a ledger that was damaged."""
    return DiskTrouble(
        f"The list of what was reminded of, {path}, was damaged. It is kept as {aside.name}, and a new one has begun.",
        "What was due before that is not reminded of again; look at what is open today.",
    )


def ledger_key(reminder: Reminder) -> Key:
    """The name that the ledger has for an attempt."""
    return Key(reminder.kind.value, reminder.key.id, reminder.attempt)


def _message(client: str, reminder: Reminder, care: Care, now: datetime) -> Message:
    body = reminder.body
    if now - reminder.due >= LATE:
        due = care.wall(reminder.due)
        day = "" if due.date() == care.wall(now).date() else f"{due:%a} "
        body = f"{body} (was due {day}{due:%H:%M})".strip()
    return Message(client, ledger_key(reminder), reminder.title, body)
