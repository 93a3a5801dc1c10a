"""Several services race for the same messages: each message is sent once, whoever wins and whoever dies."""

from __future__ import annotations

import os
import random
from contextlib import ExitStack
from datetime import timedelta

import pytest
from fault_tools import NOW, forked, lines_of
from notified_desk import LONG, Desk, message, recording, without_bus

from aftercare.reminders.channel import Key, Sent
from aftercare.reminders.delivery import DESKTOP, Courier
from aftercare.reminders.ledger import Ledger, Patience, State

SERVICES = 3
SLOTS = [f"slot {number}" for number in range(200)]
ENDS = NOW + timedelta(hours=2)
AFTER_THE_LEASE = NOW + timedelta(minutes=5)
#: The file goes from hand to hand hundreds of times, on whatever machine this is.
PATIENT = Patience(file=120.0)


@pytest.fixture
def ledger(tmp_path):
    ledger = Ledger(tmp_path / "ledger.sqlite3", PATIENT)
    ledger.settle(NOW - timedelta(hours=1))
    return ledger


def in_own_order(number):
    """The slots as one service comes to them."""
    return random.Random(number).sample(SLOTS, len(SLOTS))


def send(ledger, slot, tell, now, dies_at=""):
    """What a service and its sender do for one slot; `dies_at` names the place at which both are gone."""
    claim = ledger.claim("anna", Key("due", slot), DESKTOP, NOW, ENDS, now)
    if claim is None:
        return False
    if dies_at == "claimed":
        os._exit(0)
    assert ledger.begin(claim, now)
    if dies_at == "sending":
        os._exit(0)
    tell(slot)
    if dies_at == "sent":
        os._exit(0)
    assert ledger.finish(claim, Sent(), now)
    return True


def race(*works):
    """Runs all of them at once, from one starting line; what they told."""
    with ExitStack() as running:
        waiting, start = os.pipe()

        def at_the_line(work):
            def from_the_line(tell):
                os.close(start)
                os.read(waiting, 1)
                work(tell)

            return from_the_line

        services = [running.enter_context(forked(at_the_line(work))) for work in works]
        os.close(start)
        os.close(waiting)
        told = list(lines_of(*services))
    assert [line for line in told if line.startswith("!")] == []
    return told


def test_three_services_send_two_hundred_messages_once_each(ledger):
    def service(number):
        return lambda tell: [send(ledger, slot, tell, NOW) for slot in in_own_order(number)]

    told = race(*(service(number) for number in range(SERVICES)))
    assert sorted(told) == sorted(SLOTS)
    assert [row.state for row in ledger.deliveries("anna")] == [State.SENT] * len(SLOTS)


def test_services_that_die_on_the_way_neither_double_nor_lose_a_message(ledger):
    """Each dies at another place with its 20th message; one more comes when the leases are over."""

    def service(number, place):
        def work(tell):
            mine = 0
            for slot in in_own_order(number):
                mine += send(ledger, slot, tell, NOW, place if mine == 19 else "")

        return work

    told = race(*(service(number, place) for number, place in enumerate(("claimed", "sending", "sent"))))
    assert len(set(told)) == len(told) == 19 * 3 + 1
    before = {row.key.slot: row.state for row in ledger.deliveries("anna")}
    assert sorted(state for state in before.values() if state is not State.SENT) == ["claimed", "sending", "sending"]

    def one_more(tell):
        ledger.settle(AFTER_THE_LEASE)
        for slot in SLOTS:
            send(ledger, slot, tell, AFTER_THE_LEASE)

    told += race(one_more)
    assert len(set(told)) == len(told)
    after = {row.key.slot: row.state for row in ledger.deliveries("anna")}
    assert sorted(after) == sorted(SLOTS)
    unsure = {slot for slot, state in after.items() if state is State.UNKNOWN}
    assert unsure == {slot for slot, state in before.items() if state is State.SENDING}
    assert {slot for slot, state in after.items() if state is State.SENT} == set(SLOTS) - unsure
    assert set(told) | unsure == set(SLOTS)


def test_three_services_begin_a_ledger_at_once(tmp_path):
    ledger = Ledger(tmp_path / "new" / "ledger.sqlite3", PATIENT)

    def begin(tell):
        ledger.settle(NOW - timedelta(hours=1))
        send(ledger, "slot 0", tell, NOW)

    assert race(begin, begin, begin) == ["slot 0"]


@pytest.mark.program(name="dbus-run-session", package="dbus")
@pytest.mark.program(name="notify-send", package="libnotify-bin")
def test_three_services_show_each_message_once_on_a_real_desktop(tmp_path):
    titles = [f"Message {number}" for number in range(8)]
    with recording(tmp_path) as recorder:
        desk = Desk(tmp_path, {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": recorder.bus})

        def service(tell):
            courier = Courier(Ledger(desk.ledger.path, PATIENT), LONG, environment=desk.environment)
            for title in titles:
                if courier.deliver(message(title), desk.now, desk.ends):
                    tell(title)

        assert sorted(race(service, service, service)) == titles
        assert sorted(recorder.titles()) == titles
        assert desk.states() == [State.SENT] * len(titles)
