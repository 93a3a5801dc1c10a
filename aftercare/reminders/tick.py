"""One tick: whatever is due now, for every client of a home, is claimed in the ledger and sent.

The same tick serves the service, `aftercare remind once` and an app without a service: several of them at once send
nothing twice, because the ledger decides. What goes wrong is a value too: one record that cannot be read silences
neither the others nor, as long as this process lives, itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from aftercare.care import Care, Home
from aftercare.errors import AftercareError, DiskTrouble
from aftercare.model.reminder_basis import TOLD_EXPIRED
from aftercare.reminders.agenda import agenda_of
from aftercare.reminders.channel import Key, Message
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import Delivery, Ledger, State
from aftercare.reminders.ledger_file import DamagedLedger
from aftercare.reminders.reminder import Reminder

#: From so long after its time on a reminder tells when it was due.
LATE = timedelta(minutes=10)

#: How many messages are sent side by side: each is a process that mostly waits.
AT_ONCE = 4

#: So long what is to be said by an unchanged record is not asked for again: less than a beat. What is older is asked
#: for after everything that is due has been sent, and what is older than `STALE` before: the machine has slept.
FRESH, STALE = timedelta(seconds=10), timedelta(minutes=1)

#: After an absence nothing older than this is told to have expired.
FARTHEST_BACK = timedelta(days=14)

#: How far an occurrence can be moved: by an edited slot and the journey around the world.
MOVED_AT_MOST = timedelta(days=2)

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
    """A record as it was last read, and what was to be said by it, seen `at` an instant, with the ledger's names."""

    care: Care
    agenda: tuple[tuple[Key, Reminder], ...]
    at: datetime


def _as_known(care: Care, now: datetime, back: timedelta = TOLD_EXPIRED) -> _Known:
    return _Known(care, tuple((ledger_key(each), each) for each in agenda_of(care, now, back=back)), now)


#: Something to be said, with whose it is and the ledger's name for it.
_Due = tuple[str, Key, Reminder]


class Ticking:
    """The clients of a home with what was last read of each; `tick` may be called again and again.

    `clock` tells the present instant in the wall time of this machine. Of what is due at one instant up to `at_once`
    are sent side by side: a notifier that hangs keeps no other reminder waiting.
    """

    def __init__(
        self, home: Home, ledger: Ledger, carrier: Carrier, clock: Callable[[], datetime], at_once: int = AT_ONCE
    ) -> None:
        self._home = home
        self._ledger = ledger
        self._carrier = carrier
        self._clock = clock
        self._at_once = at_once
        self._open: dict[str, Care] = {}
        self._known: dict[str, _Known] = {}
        self._looking_again = threading.Lock()
        self._last_tick: datetime | None = None
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
            troubles = [*mended, *self._read(now, self._back(now))]
            before = self._rows()
        except AftercareError as error:
            return Happened(now, troubles=(Trouble("", error),))
        due = [
            (client, key, each)
            for client, known in self._known.items()
            for key, each in known.agenda
            if (each.due <= now or each.has_expired(now)) and not _is_settled(before.get((client, key)))
        ]
        troubles += self._send(due)
        troubles += self._refresh(before)
        try:
            after = self._rows()
        except AftercareError as error:
            return Happened(now, tuple(settled), (*troubles, Trouble("", error)))
        self._last_tick = now
        named = {(client, key) for client, key, _ in due}
        moved = [row for key, row in after.items() if key in named and before.get(key) != row]
        return Happened(now, (*settled, *moved), tuple(troubles), self._coming(after, now))

    def look(self) -> Happened:
        """What would come next, without sending anything or beginning a ledger."""
        now = self._clock()
        troubles = self._read(now, TOLD_EXPIRED)
        try:
            rows = self._rows()
        except AftercareError as error:
            return Happened(now, (), (*troubles, Trouble("", error)))
        return Happened(now, (), tuple(troubles), self._coming(rows, now))

    # ---- reading

    def _back(self, now: datetime) -> timedelta:
        """How far back is looked for what expired: after an absence as far as nobody has looked yet."""
        last = self._last_tick
        if last is None:
            last = self._ledger.last_due(now)
        return min(max(now - last, TOLD_EXPIRED), FARTHEST_BACK) if last is not None else TOLD_EXPIRED

    def _read(self, now: datetime, back: timedelta) -> list[Trouble]:
        """Reads every record on; where one cannot be read its last good agenda stays."""
        try:
            names = self._home.clients()
        except AftercareError as error:
            return [Trouble("", error)]
        troubles = []
        for name in names:
            try:
                self._read_on(name, now, back)
            except AftercareError as error:
                # read from the beginning the next time, whatever was wrong with it
                self._open.pop(name, None)
                troubles.append(Trouble(name, error))
        for gone in self._known.keys() - set(names):
            del self._known[gone]
            self._open.pop(gone, None)
        return troubles

    def _read_on(self, name: str, now: datetime, back: timedelta) -> None:
        care, known = self._open.get(name), self._known.get(name)
        if care is None:
            care = Care.find(self._home, name)
            if care is None:
                return
            self._open[name] = care
        elif not care.follow() and known is not None and timedelta() <= now - known.at < STALE:
            return
        self._known[name] = _as_known(care, now, back)

    def _refresh(self, rows: Mapping[tuple[str, Key], Delivery]) -> list[Trouble]:
        """Asks again what is to be said by unchanged records, the longest unasked first, until something is due.

        One of them in any case: whoever always has something due is looked at too.
        """
        troubles = []
        coming = min((each.at for each in self._coming(rows, self._clock())), default=None)
        for name, known in sorted(self._known.items(), key=lambda each: each[1].at):
            now = self._clock()
            if now - known.at < FRESH or self._stopped:
                break
            if name not in self._open:
                # it could not be read just now, which is told already
                continue
            try:
                self._known[name] = _as_known(known.care, now)
            except AftercareError as error:
                troubles.append(Trouble(name, error))
            if coming is not None and coming <= self._clock():
                break
        return troubles

    # ---- sending

    def _send(self, due: Sequence[_Due]) -> list[Trouble]:
        """Has all of them sent, or kept as expired; what went wrong."""
        troubles: list[Trouble] = []

        def send(one: _Due) -> None:
            # where the ledger refuses one it refuses all, and each would wait for it
            if self._stopped or troubles:
                return
            try:
                self._send_one(*one)
            except AftercareError as error:
                troubles.append(Trouble(one[0], error))

        if len(due) < 2 or self._at_once < 2:
            for one in due:
                send(one)
            return troubles[:1]
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(self._at_once, len(due))) as pool:
            try:
                for done in [pool.submit(send, one) for one in due]:
                    done.result()
            except BaseException:
                # interrupted: what has not begun is for the next tick
                self.stop()
                raise
        return troubles[:1]

    def _send_one(self, client: str, key: Key, reminder: Reminder) -> None:
        now, care = self._clock(), self._known[client].care
        if reminder.has_expired(now):
            # what the quiet hours took until its time was over is kept as expired, by the time it was meant for
            due = min(reminder.due, reminder.at)
            self._carrier.deliver(_message(client, key, reminder, care, now), due, reminder.expires)
        elif (still := self._as_it_is_now(client, key, reminder, now)) is not None:
            self._carrier.deliver(_message(client, key, still, care, now), still.due, still.expires)

    def _as_it_is_now(self, client: str, key: Key, reminder: Reminder, now: datetime) -> Reminder | None:
        """`reminder` as the record has it at the moment of sending, which others were sent before; None if no more."""
        with self._looking_again:
            known = self._known[client]
            try:
                if known.care.follow():
                    known = self._known[client] = _as_known(known.care, now)
            except AftercareError:
                # what was read last goes on; the next tick tells what is wrong
                return reminder
        return next((each for named, each in known.agenda if named == key and each.is_due(now)), None)

    # ---- the ledger

    def _rows(self) -> dict[tuple[str, Key], Delivery]:
        """What the ledger says of everything that the agendas may be about, on the desktop."""
        since = min((each.at for known in self._known.values() for _, each in known.agenda), default=None)
        if since is None:
            return {}
        # an occurrence that is moved keeps its row, which lies where it was
        found = self._ledger.all_deliveries(since - MOVED_AT_MOST)
        return {(row.client, row.key): row for row in found if row.channel == DESKTOP}

    def _coming(self, rows: Mapping[tuple[str, Key], Delivery], since: datetime) -> tuple[Coming, ...]:
        """What is not said yet and was to come at `since`: also what fell due while a tick was under way."""
        patience = self._ledger.patience
        found = []
        for client, known in self._known.items():
            for key, each in known.agenda:
                row = rows.get((client, key))
                if _is_settled(row) or each.lapses:
                    continue
                at = each.due
                if at <= since and row is not None and row.state is State.NOT_SENT and not each.has_expired(since):
                    at = row.changed + patience.retry_after(row.tries)
                # what the ledger refuses, though its time has come, is for the beat: not at once and for ever
                if at > since:
                    found.append(Coming(at, client))
        return tuple(sorted(found, key=lambda each: each.at))


def _is_settled(row: Delivery | None) -> bool:
    return row is not None and row.state in _SETTLED


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


def _message(client: str, key: Key, reminder: Reminder, care: Care, now: datetime) -> Message:
    body = reminder.body
    if now - reminder.due >= LATE:
        due = care.wall(reminder.due)
        day = "" if due.date() == care.wall(now).date() else f"{due:%a} "
        body = f"{body} (was due {day}{due:%H:%M})".strip()
    return Message(client, key, reminder.title, body)
