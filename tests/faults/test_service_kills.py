"""The service as real processes on a real bus: killed and started again, three at once, and ended in good order."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from notified_desk import LONG, recording, without_bus

from aftercare.care import Care, Home
from aftercare.model.editing import Draft
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.routine import Activity, Slot
from aftercare.model.rules import Daily
from aftercare.reminders.delivery import Courier
from aftercare.reminders.ledger import FILE_NAME, Ledger, Patience, State
from aftercare.reminders.presence import NOTE, running
from aftercare.reminders.tick import Ticking

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

REMINDERS = 9
NAMES = [f"Massage {number}" for number in range(REMINDERS)]
HOUR = timedelta(hours=1)


@pytest.fixture
def recorder(tmp_path):
    with recording(tmp_path) as recorder:
        yield recorder


class Place:
    """A home in which nine reminders fell due within the last minutes, and a ledger that is older than they."""

    def __init__(self, folder, bus):
        self.home = Home.at(folder / "home")
        self.environment = {
            **without_bus(),
            "AFTERCARE_HOME": str(self.home.data),
            "DBUS_SESSION_BUS_ADDRESS": bus,
        }
        self.ledger = Ledger(self.home.state / FILE_NAME, Patience(file=120.0))
        now = datetime.now(UTC)
        # in a zone in which it is about noon: far from the night and from the ends of the day
        self.zone = f"Etc/GMT{now.hour - 12:+d}"
        care = Care.start(self.home, now - 24 * HOUR, "anna")
        care.set_zone(self.zone, now - 24 * HOUR)
        care.set_reminder_wording(ReminderKind.SLOT, "named", now)
        care.set_said_again("off", now)
        for number, name in enumerate(NAMES):
            at = care.wall(now - timedelta(minutes=number)).time().replace(second=0, microsecond=0)
            slot = Slot(f"slot-{number}", f"Slot {number}", at)
            draft = Draft(name, (slot.id,), Daily(), care.today(now), activity=Activity.MASSAGE, new_slot=slot)
            care.add_step(draft, now)
        self.ledger.settle(now - HOUR)

    def command(self, *words):
        return [sys.executable, "-m", "aftercare", "remind", *words]

    @contextmanager
    def service(self):
        process = subprocess.Popen(
            self.command("run", "--heartbeat", "0.2"),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def once(self):
        return subprocess.Popen(
            self.command("once"), env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def sweep(self):
        """One tick when every lease is over, as a service does that comes later."""

        def later():
            return datetime.now(UTC) + 2 * self.ledger.patience.lease

        courier = Courier(self.ledger, LONG, later, environment=self.environment)
        return Ticking(self.home, self.ledger, courier, later).tick()

    def rows(self):
        return self.ledger.deliveries("anna")


@pytest.fixture
def place(tmp_path, recorder):
    return Place(tmp_path, recorder.bus)


def shown(recorder):
    """How often each reminder came, by its words."""
    recorder.be("ok")
    return Counter(each["body"].split(" (")[0] for each in recorder.received)


def nothing_doubled_and_nothing_lost(place, recorder):
    came, rows = shown(recorder), place.rows()
    assert set(came.values()) <= {1}, came
    assert len(rows) == REMINDERS
    states = Counter(row.state for row in rows)
    assert set(states) <= {State.SENT, State.UNKNOWN}
    assert states[State.SENT] <= len(came) <= REMINDERS


def test_a_service_says_everything_once_and_ends_in_good_order(place, recorder):
    with place.service() as service:
        for _ in NAMES:
            recorder.wait_for_message()
        lines = [service.stdout.readline() for _ in NAMES]
        service.send_signal(signal.SIGINT)
        rest, trouble = service.communicate()
    assert (service.returncode, rest, trouble) == (0, "", "")
    assert all(" sent " in line for line in lines)
    assert sorted(shown(recorder)) == NAMES
    assert not (place.home.state / NOTE).exists()
    assert running(place.home) is None


def test_a_service_that_is_killed_again_and_again_doubles_nothing_and_loses_nothing(place, recorder):
    for _ in range(3):
        with place.service() as service:
            recorder.wait_for_message()
            service.kill()
            service.wait()
    assert running(place.home) is None
    with place.service() as service:
        while len({row.key for row in place.rows()}) < REMINDERS:
            assert service.poll() is None
            recorder.wait_for_message()
    place.sweep()
    nothing_doubled_and_nothing_lost(place, recorder)


def test_a_second_service_ends_and_says_which_one_runs(place, recorder):
    with place.service() as first:
        recorder.wait_for_message()
        first.stdout.readline()
        with place.service() as second:
            _, told = second.communicate()
    assert second.returncode == 6
    assert f"(process {first.pid})" in told


def test_a_service_and_three_ticks_beside_it_say_everything_once(place, recorder):
    with place.service() as service:
        ticks = [place.once() for _ in range(3)]
        for tick in ticks:
            assert (tick.communicate()[1], tick.returncode) == (b"", 0)
        service.send_signal(signal.SIGTERM)
        service.communicate()
        assert service.returncode == 0
    place.sweep()
    nothing_doubled_and_nothing_lost(place, recorder)
    assert sorted(shown(recorder)) == NAMES


def test_a_sender_that_hangs_does_not_keep_a_service_from_ending(place, recorder):
    recorder.be("hold")
    with place.service() as service:
        recorder.wait_for_message()
        service.send_signal(signal.SIGTERM)
        service.communicate()
    assert service.returncode == 0
    # and the other eight are for the next service
    assert [row.state for row in place.rows()] == [State.UNKNOWN]
