"""A home in which reminders fell due within the last minutes, and real services and ticks that send them."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from notified_desk import LONG, Recorder, without_bus

from aftercare.care import Care, Home
from aftercare.model.editing import Draft
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.routine import Activity, Slot
from aftercare.model.rules import Daily
from aftercare.reminders.delivery import REST, Courier
from aftercare.reminders.ledger import FILE_NAME, Delivery, Ledger, Patience, State
from aftercare.reminders.presence import last_beat
from aftercare.reminders.tick import Happened, Ticking

HOUR = timedelta(hours=1)


class Place:
    """A home with one client, in whose day `reminders` slots fell due: one a minute, the last of them just now.

    It is about noon there: far from the night and from the ends of the day. The ledger is older than all of them.
    """

    def __init__(self, folder: Path, bus: str, reminders: int) -> None:
        self.home = Home.at(folder / "home")
        self.names = [f"Massage {number}" for number in range(reminders)]
        self.environment = {
            **without_bus(),
            "AFTERCARE_HOME": str(self.home.data),
            "DBUS_SESSION_BUS_ADDRESS": bus,
        }
        self.ledger = Ledger(self.home.state / FILE_NAME, Patience(file=120.0))
        now = datetime.now(UTC)
        self.zone = f"Etc/GMT{now.hour - 12:+d}"
        self.care = Care.start(self.home, now - 24 * HOUR, "anna")
        self.care.set_zone(self.zone, now - 24 * HOUR)
        self.care.set_reminder_wording(ReminderKind.SLOT, "named", now)
        self.care.set_said_again("off", now)
        for number in range(reminders):
            self.add(number, now - timedelta(minutes=number))
        self.ledger.settle(now - 24 * HOUR)

    def add(self, number: int, at: datetime) -> None:
        """One more slot with one step, at the minute of `at`, since the day before."""
        wall = self.care.wall(at).time().replace(second=0, microsecond=0)
        slot = Slot(f"slot-{number}", f"Slot {number}", wall)
        yesterday = at - 24 * HOUR
        draft = Draft(
            f"Massage {number}",
            (slot.id,),
            Daily(),
            self.care.today(yesterday),
            activity=Activity.MASSAGE,
            new_slot=slot,
        )
        self.care.add_step(draft, yesterday)

    def command(self, *words: str) -> list[str]:
        """`aftercare remind` with these words."""
        return [sys.executable, "-m", "aftercare", "remind", *words]

    @contextmanager
    def service(self, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """A service in a process of its own, killed at the end of the block."""
        process = subprocess.Popen(
            self.command("run", "--heartbeat", "0.2"),
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def wait_until_seen(self, service: subprocess.Popen[str]) -> None:
        """Waits until the service has looked at the record as it is now."""
        written = datetime.now(UTC)
        while (beat := last_beat(self.home)) is None or beat.at <= written:
            assert service.poll() is None

    def once(self) -> subprocess.Popen[bytes]:
        """One tick in a process of its own."""
        return subprocess.Popen(
            self.command("once"), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def tick(self, later: timedelta = timedelta()) -> Happened:
        """One tick in this process, as a service does it that has just begun, at an instant so much later than now."""

        def clock() -> datetime:
            return datetime.now(UTC) + later

        with closing(self.courier(clock)) as courier:
            return Ticking(self.home, self.ledger, courier, clock).tick()

    def courier(self, clock: Callable[[], datetime]) -> Courier:
        """A courier as a service has it, with all the time that it needs."""
        return Courier(self.ledger, LONG, clock, environment=self.environment, rest=REST)

    def sweep(self) -> None:
        """One tick when every lease is over.

        A killed service leaves processes behind that go on with what they send. A lease is longer than that takes; the
        clock that is set on by the tick is not theirs, so they are waited for.
        """
        for sender in self.senders():
            with suppress(ProcessLookupError):
                wait_for_the_end_of(sender)
        self.tick(2 * self.ledger.patience.lease)

    def senders(self) -> list[int]:
        """The processes that send for this home."""
        found = []
        home = f"AFTERCARE_HOME={self.home.data}".encode()
        for each in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                words, of = (each / "cmdline").read_bytes().split(b"\0"), (each / "environ").read_bytes().split(b"\0")
                found += [int(each.name)] if b"aftercare.reminders.notify" in words and home in of else []
        return found

    def rows(self) -> list[Delivery]:
        """What the ledger says of today, in the order in which it was due."""
        today = str(self.care.today(datetime.now(UTC)))
        return [row for row in self.ledger.deliveries("anna") if row.key.slot.endswith(today)]


def wait_for_the_end_of(process: int) -> None:
    """Waits until a process is gone that need not be a child of this one. Raises ProcessLookupError where it is."""
    with open(os.pidfd_open(process), "rb") as ended:
        select.select([ended], [], [])


def shown(recorder: Recorder) -> Counter[str]:
    """How often each reminder came, by its words."""
    recorder.be("ok")
    return Counter(each["body"].split(" (")[0] for each in recorder.received)


def nothing_doubled_and_nothing_lost(place: Place, recorder: Recorder) -> None:
    """Each came at most once, and the ledger has every one of them: as sent, which came, or as unknown."""
    came, rows = shown(recorder), place.rows()
    assert set(came.values()) <= {1}, came
    assert {row.key.slot.split(":")[1] for row in rows} == {f"slot-{number}" for number in range(len(place.names))}
    assert len(rows) == len(place.names)
    states = Counter(row.state for row in rows)
    assert set(states) <= {State.SENT, State.UNKNOWN}, states
    sent = {f"Massage {row.key.slot.split(':')[1].removeprefix('slot-')}" for row in rows if row.state is State.SENT}
    assert sent <= set(came)
