"""A home in which reminders fall due at instants that a benchmark chooses, and a real service that says them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

from folder_events import wait_in

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.reminder_key import SlotKey
from aftercare.model.routine import Activity, ByClient, Daily, Slot, Step, Terms
from aftercare.model.snooze import Snooze
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import Beat, last_beat
from aftercare.reminders.service import HEARTBEAT

#: Keeps when each delivery began to be sent: the row itself is moved on.
_KEEPS = """
CREATE TABLE sending (due INTEGER, began INTEGER);
CREATE TRIGGER keeps AFTER UPDATE OF state ON delivery WHEN new.state = 'sending'
BEGIN INSERT INTO sending VALUES (new.due, new.changed); END;
"""
_CLIENTS = 20


def due_at(folder: Path, instants: Sequence[datetime]) -> Home:
    """A home of twenty clients who put off a slot to each of `instants`, in turns; written raw, a client at once."""
    home, now = Home.at(folder), datetime.now(UTC)
    zone = f"Etc/GMT{now.hour - 12:+d}"
    for number in range(min(_CLIENTS, len(instants))):
        care = Care.start(home, now - timedelta(days=1), f"client-{number}")
        care.set_zone(zone, now - timedelta(days=1))
        care._do(Deed.IMPORT_PLAN, now, partial(_put_off, care, instants[number::_CLIENTS], now))
        care.set_said_again("off", now)
    Ledger(home.state / FILE_NAME).settle(now - timedelta(hours=1))
    with closing(sqlite3.connect(home.state / FILE_NAME)) as ledger:
        ledger.executescript(_KEEPS)
    return home


def _put_off(care: Care, instants: Sequence[datetime], now: datetime) -> None:
    today = care.today(now)
    for place, at in enumerate(instants):
        slot = f"slot-{place}"
        terms = (Terms(today - timedelta(days=1), (slot,), Daily()),)
        step = Step(slot, f"Step {place}", place, terms, ByClient(), activity=Activity.MASSAGE)
        snooze = Snooze(SlotKey(slot, today), at, now)
        care._put(tables.SLOTS, slot, Slot(slot, f"Slot {place}", time(9)))
        care._put(tables.STEPS, slot, step)
        care._put(tables.SNOOZES, f"{today:%Y-%m}-{snooze.key.id}", snooze)


def sendings(home: Home) -> list[tuple[datetime, datetime]]:
    """Of everything that was sent when it was due and when its `sending` began, by the clock of the service."""
    with closing(sqlite3.connect(home.state / FILE_NAME)) as ledger:
        found = ledger.execute("SELECT due, began FROM sending ORDER BY due").fetchall()
    return [(instant(due), instant(began)) for due, began in found]


def latencies(home: Home, since: datetime) -> list[float]:
    """Milliseconds from due to `sending` of everything that was due from `since` on, the shortest first."""
    return sorted(milliseconds(began - due) for due, began in sendings(home) if due >= since)


def instant(milliseconds: int) -> datetime:
    """What the ledger keeps, as an instant."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def milliseconds(duration: timedelta) -> float:
    """How many milliseconds a duration has."""
    return duration / timedelta(milliseconds=1)


def next_beat(home: Home, after: Beat | None = None) -> Beat:
    """Waits for a beat of the service, or for the next one `after` that."""

    def later() -> Beat | None:
        beat = last_beat(home)
        return beat if beat is not None and (after is None or beat.at > after.at) else None

    return wait_in(home.state, later)


@contextmanager
def service(home: Home, bus: str, beat: timedelta = HEARTBEAT, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """`aftercare remind run` as it is installed: with compiled modules."""
    whole = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    whole |= {"AFTERCARE_HOME": str(home.data), "DBUS_SESSION_BUS_ADDRESS": bus, **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "aftercare", "remind", "run", "--heartbeat", str(beat.total_seconds())],
        env=whole,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()
