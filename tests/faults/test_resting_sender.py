"""The process that has sent rests for a moment, for the next message: it is never one too many, nor one too few."""

from __future__ import annotations

import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from notified_desk import LONG, message, recording

from aftercare.reminders.delivery import Courier
from aftercare.reminders.ledger import State
from aftercare.reminders.sender import COMMAND

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]


class Senders:
    """A list of the processes that were started to send."""

    def __init__(self, path):
        self.path = path
        self.command = ("/bin/sh", "-c", 'echo $$ >>"$0"; exec "$@"', str(path), *COMMAND)

    def all(self):
        return [int(line) for line in self.path.read_text().splitlines()]


@pytest.fixture
def senders(tmp_path):
    return Senders(tmp_path / "senders")


@pytest.fixture
def courier(desk, senders):
    courier = Courier(desk.ledger, LONG, lambda: desk.now, senders.command, desk.environment, rest=LONG)
    yield courier
    courier.close()


def is_gone(process):
    """Whether it is: one that nobody has waited for is there still."""
    return not Path(f"/proc/{process}").exists()


def test_one_process_sends_what_comes_while_it_rests(desk, recorder, senders, courier):
    titles = ["Morning", "Noon", "Evening"]
    assert [desk.deliver(each, courier=courier).state for each in titles] == [State.SENT] * 3
    assert recorder.titles() == titles
    assert len(senders.all()) == 1


def test_without_a_rest_it_is_gone_when_its_message_is_delivered(desk, recorder, senders):
    courier = Courier(desk.ledger, LONG, lambda: desk.now, senders.command, desk.environment)
    for title in ("Morning", "Noon"):
        assert desk.deliver(title, courier=courier).state is State.SENT
        assert is_gone(senders.all()[-1])
    assert len(senders.all()) == 2


def test_after_its_rest_it_is_gone(desk, recorder, senders):
    rest = timedelta(milliseconds=1)
    courier = Courier(desk.ledger, LONG, lambda: desk.now, senders.command, desk.environment, rest=rest)
    assert desk.deliver("Morning", courier=courier).state is State.SENT
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.join()
    assert all(map(is_gone, senders.all()))
    assert desk.deliver("Noon", courier=courier).state is State.SENT
    assert len(senders.all()) == 2
    courier.close()


def test_each_of_several_at_once_has_its_own_and_none_outlives_the_courier(desk, recorder, senders, courier):
    recorder.be("hold")
    sending = [threading.Thread(target=desk.deliver, args=(each, "", courier)) for each in ("Morning", "Noon")]
    for each in sending:
        each.start()
    recorder.wait_for_message()
    recorder.wait_for_message()
    recorder.be("answer")
    for each in sending:
        each.join()
    assert desk.states() == [State.SENT] * 2
    assert len(senders.all()) == 2
    assert not any(map(is_gone, senders.all()))
    courier.close()
    assert all(map(is_gone, senders.all()))


def test_those_that_get_ready_send_what_is_due_then_and_are_never_too_many(desk, recorder, senders, courier):
    courier.get_ready(2)
    courier.get_ready(1)
    assert recorder.titles() == []
    assert [desk.deliver(each, courier=courier).state for each in ("Morning", "Noon")] == [State.SENT] * 2
    assert recorder.titles() == ["Morning", "Noon"]
    courier.close()
    assert len(senders.all()) == 2
    assert all(map(is_gone, senders.all()))


def test_where_none_rests_or_can_be_started_none_gets_ready(desk, senders):
    Courier(desk.ledger, command=senders.command).get_ready(1)
    assert not senders.path.exists()
    Courier(desk.ledger, command=("/nowhere",), rest=LONG).get_ready(1)


def test_one_that_is_stopped_while_it_rests_does_not_outlive_the_courier(desk, recorder, senders, courier):
    desk.deliver("Morning", courier=courier)
    os.killpg(senders.all()[0], signal.SIGSTOP)
    courier.close()
    assert all(map(is_gone, senders.all()))


def test_one_that_dies_while_it_rests_costs_no_message_a_try(desk, recorder, senders, courier):
    desk.deliver("Morning", courier=courier)
    (rests,) = senders.all()
    os.killpg(rests, signal.SIGKILL)
    os.waitid(os.P_PID, rests, os.WEXITED | os.WNOWAIT)
    row = desk.deliver("Noon", courier=courier)
    assert (row.state, row.tries) == (State.SENT, 1)
    assert is_gone(rests)
    assert recorder.titles() == ["Morning", "Noon"]


def test_one_that_is_stopped_while_it_rests_costs_one_message_one_try(desk, recorder, senders, courier):
    """It never began to send that: so it is sent when it is tried again, and the next one at once."""
    desk.deliver("Morning", courier=courier)
    (rests,) = senders.all()
    os.killpg(rests, signal.SIGSTOP)
    sending = threading.Thread(target=desk.deliver, args=("Noon", "", courier))
    sending.start()
    while sending.is_alive():
        # as its time limit does, whenever it has the order
        courier.cut_off()
    row = desk.row(message("Noon"))
    assert (row.state, row.reason) == (State.NOT_SENT, "The notifier ended with status -9.")
    assert desk.deliver("Evening", courier=courier).state is State.SENT
    desk.now += timedelta(minutes=1)
    assert desk.deliver("Noon", courier=courier).state is State.SENT
    assert recorder.titles() == ["Morning", "Evening", "Noon"]


@pytest.mark.parametrize("ends_by", ["the time limit", "itself"])
def test_one_that_hangs_or_dies_with_a_message_takes_no_other_with_it(desk, recorder, senders, courier, ends_by):
    desk.deliver("Morning", courier=courier)
    recorder.be("hold")
    sending = threading.Thread(target=desk.deliver, args=("Noon", "", courier))
    sending.start()
    recorder.wait_for_message()
    if ends_by == "itself":
        os.kill(senders.all()[0], signal.SIGKILL)
    else:
        courier.cut_off()
    sending.join()
    recorder.be("ok")
    assert desk.deliver("Evening", courier=courier).state is State.SENT
    assert [row.state for row in map(desk.row, map(message, ("Morning", "Noon", "Evening")))] == [
        State.SENT,
        State.UNKNOWN,
        State.SENT,
    ]
    assert recorder.titles() == ["Morning", "Noon", "Evening"]
    assert len(senders.all()) == 2


def test_what_a_server_refuses_the_resting_process_is_not_sent_and_it_rests_on(desk, recorder, senders, courier):
    desk.deliver("Morning", courier=courier)
    recorder.be("error")
    row = desk.deliver("Noon", courier=courier)
    assert (row.state, "no room on the screen" in row.reason) == (State.NOT_SENT, True)
    recorder.be("ok")
    assert desk.deliver("Evening", courier=courier).state is State.SENT
    assert len(senders.all()) == 1


def test_a_desktop_that_was_begun_anew_meanwhile_gets_the_next_message(tmp_path, desk, recorder, senders):
    """The address leads to another bus: the process that rests holds no connection to the one before."""
    link = tmp_path / "bus"
    link.symlink_to(socket_of(recorder))
    desk.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={link}"
    courier = Courier(desk.ledger, LONG, lambda: desk.now, senders.command, desk.environment, rest=LONG)
    assert desk.deliver("Morning", courier=courier).state is State.SENT
    (tmp_path / "another").mkdir()
    with recording(tmp_path / "another") as another:
        link.unlink()
        link.symlink_to(socket_of(another))
        assert desk.deliver("Noon", courier=courier).state is State.SENT
        assert (recorder.titles(), another.titles()) == (["Morning"], ["Noon"])
    assert desk.deliver("Evening", courier=courier).state is State.NOT_SENT
    assert len(senders.all()) == 1
    courier.close()


def socket_of(recorder):
    """The file of its bus."""
    return recorder.bus.split("path=")[1].split(",")[0]
