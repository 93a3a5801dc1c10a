"""A real service whose clock is stepped under it by libfaketime: no attempt comes twice, and none is lost.

The timers go on as they do in truth: only the wall clock steps. After each step one more reminder falls due, and when
that has come, everything that a service could say wrongly would have come before it.
"""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta

import pytest
from reminded_place import HOUR, Place
from stepped_clock import SteppedClock

from aftercare.reminders.ledger import State

pytestmark = [
    pytest.mark.program(name="faketime", package="faketime"),
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

MINUTES = timedelta(minutes=1)
DAY = 24 * HOUR


@pytest.fixture
def place(tmp_path, recorder):
    """A home in which one reminder is due."""
    return Place(tmp_path, recorder.bus, 1)


@pytest.fixture
def clock(tmp_path, place):
    return SteppedClock(tmp_path)


@pytest.fixture
def service(place, clock):
    with place.service(**clock.environment) as service:
        yield service


class Said:
    """What came, each one in the order in which it came."""

    def __init__(self, recorder):
        self._recorder = recorder

    def until(self, name):
        """Waits until the reminder called so has come."""
        while not any(name in each["body"] for each in self._recorder.received):
            self._recorder.wait_for_message()

    def names(self):
        self._recorder.be("ok")
        return [each["body"].split(" (")[0] for each in self._recorder.received]

    def body(self, name):
        return next(each["body"] for each in self._recorder.received if name in each["body"])


def ended(service):
    """Ends the service in good order: what it is sending goes out, and nothing comes after that."""
    service.send_signal(signal.SIGTERM)
    assert service.communicate()[1] == ""


@pytest.fixture
def said(recorder):
    return Said(recorder)


def test_the_clock_that_steps_is_the_services(clock, service, said, place):
    """The counter-proof: without the step the reminder would come in half an hour."""
    said.until("Massage 0")
    place.add(1, clock.now() + 30 * MINUTES)
    clock.step(30 * MINUTES)
    said.until("Massage 1")


def test_an_hour_ahead_what_fell_into_it_is_said_late_and_once(place, clock, service, said):
    said.until("Massage 0")
    place.add(1, clock.now() + 30 * MINUTES)
    place.add(2, clock.now() + 120 * MINUTES)
    clock.step(HOUR)
    said.until("Massage 1")
    assert "(was due " in said.body("Massage 1")
    clock.step(-HOUR)
    place.add(3, clock.now())
    said.until("Massage 3")
    clock.step(HOUR)
    place.add(4, clock.now())
    said.until("Massage 4")
    clock.step(HOUR)
    said.until("Massage 2")
    ended(service)
    assert Counter(said.names()) == Counter(f"Massage {number}" for number in range(5))
    assert {row.state for row in place.rows()} == {State.SENT}


def test_an_hour_back_nothing_is_said_again_and_what_is_to_come_still_comes(place, clock, service, said):
    said.until("Massage 0")
    clock.step(-HOUR)
    place.add(1, clock.now() - 5 * MINUTES)
    said.until("Massage 1")
    place.add(2, clock.now() + 30 * MINUTES)
    # and the hour is gone through a second time
    for _ in range(4):
        clock.step(15 * MINUTES)
        number = len(said.names()) + 10
        place.add(number, clock.now())
        said.until(f"Massage {number}")
    ended(service)
    assert set(Counter(said.names()).values()) == {1}
    assert {"Massage 0", "Massage 1", "Massage 2"} <= set(said.names())
    assert {row.state for row in place.rows()} == {State.SENT}


def test_three_days_ahead_the_running_day_is_said_and_each_day_between_is_kept_as_expired(place, clock, service, said):
    said.until("Massage 0")
    today = place.care.today(clock.now())
    clock.step(3 * DAY)
    place.add(1, clock.now())
    said.until("Massage 1")
    clock.step(-3 * DAY)
    place.add(2, clock.now())
    said.until("Massage 2")
    ended(service)
    assert sorted(said.names()) == ["Massage 0", "Massage 0", "Massage 1", "Massage 2"]
    states = {row.key.slot: row.state for row in place.ledger.deliveries("anna") if ":slot-0:" in row.key.slot}
    days = [today + number * DAY for number in range(4)]
    assert states == {f"slot:slot-0:{day}": State.SENT if day in (days[0], days[3]) else State.EXPIRED for day in days}
