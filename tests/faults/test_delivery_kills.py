"""The service or the process that sends is killed or stopped between any two states: at most one message is shown.

And none is lost silently: it is sent later, or the ledger says that it may not have been shown.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import threading
from contextlib import closing, contextmanager
from datetime import timedelta

import msgspec
import pytest
from fault_tools import forked
from notified_desk import LONG, message

from aftercare.reminders.delivery import DESKTOP, Courier
from aftercare.reminders.ledger import State
from aftercare.reminders.order import Order
from aftercare.reminders.sender import COMMAND

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

EVENING = message("Evening", "4 steps")


@pytest.fixture
def after_the_lease(desk):
    return desk.now + desk.ledger.patience.lease * 2


def claimed(desk, now):
    return desk.ledger.claim(EVENING.client, EVENING.key, DESKTOP, desk.now, desk.ends, now)


def state(desk):
    return desk.row(EVENING).state


class Line:
    """A pipe that a process and what it becomes hold open: it tells who they are, and when all of them are gone."""

    def __init__(self, path):
        self.path = path
        os.mkfifo(path)
        self._file = None

    def before(self, command):
        """`command`, run behind a shell that opens the line first."""
        return ("/bin/sh", "-c", 'exec 3>"$0"; echo $$ >&3; exec "$@"', str(self.path), *command)

    def process(self):
        """Waits for somebody to open it; the number of that process."""
        self._file = self.path.open()
        return int(self._file.readline())

    def wait_until_gone(self):
        with self._file:
            assert self._file.read() == ""


@pytest.fixture
def line(tmp_path):
    return Line(tmp_path / "line")


@contextmanager
def service(desk, recorder, line, earlier=()):
    """A service in a process of its own that delivers the evening's message and tells when it has; and its sender.

    The server does not answer that one. It goes out by the process that has sent the `earlier` ones.
    """
    waiting, go_on = os.pipe()

    def work(tell):
        os.close(go_on)
        courier = Courier(desk.ledger, LONG, lambda: desk.now, line.before(COMMAND), desk.environment, rest=LONG)
        for each in earlier:
            courier.deliver(message(each), desk.now, desk.ends)
        tell("before the evening")
        os.read(waiting, 1)
        courier.deliver(EVENING, desk.now, desk.ends)
        tell("delivered")
        signal.pause()

    with forked(work) as running:
        os.close(waiting)
        try:
            sender = line.process() if earlier else None
            assert running.next_line() == "before the evening"
            recorder.be("hold")
        finally:
            os.close(go_on)
        yield running, sender or line.process()


@pytest.fixture(params=[[], ["Noon"]], ids=["its first message", "after a rest"])
def earlier(request):
    return request.param


# ---- the service is killed


def test_killed_before_claiming_the_next_service_sends_it(desk, recorder):
    def work(tell):
        tell("about to claim")
        signal.pause()

    with forked(work) as service:
        assert service.next_line() == "about to claim"
        service.kill()
    assert desk.deliver("Evening", "4 steps").state is State.SENT
    assert recorder.titles() == ["Evening"]


def test_killed_after_claiming_it_is_sent_when_the_lease_is_over(desk, recorder, after_the_lease):
    def work(tell):
        tell(claimed(desk, desk.now).owner)
        signal.pause()

    with forked(work) as service:
        assert service.next_line()
        service.kill()
    assert claimed(desk, desk.now) is None
    desk.courier().carry(claimed(desk, after_the_lease), EVENING)
    assert state(desk) is State.SENT
    assert recorder.titles() == ["Evening"]


def test_killed_while_sending_the_sender_goes_on_and_says_that_it_was_sent(
    desk, recorder, line, earlier, after_the_lease
):
    with service(desk, recorder, line, earlier) as (running, _):
        recorder.wait_for_message()
        running.kill()
    assert state(desk) is State.SENDING
    recorder.be("answer")
    line.wait_until_gone()
    assert state(desk) is State.SENT
    assert claimed(desk, after_the_lease) is None
    assert recorder.titles() == [*earlier, "Evening"]


def test_killed_after_sending_it_stays_sent_and_the_sender_that_rests_ends(
    desk, recorder, line, earlier, after_the_lease
):
    with service(desk, recorder, line, earlier) as (running, _):
        recorder.wait_for_message()
        recorder.be("answer")
        assert running.next_line() == "delivered"
        running.kill()
    line.wait_until_gone()
    assert state(desk) is State.SENT
    assert claimed(desk, after_the_lease) is None
    assert recorder.titles() == [*earlier, "Evening"]


# ---- the process that sends is killed


def test_a_sender_killed_before_it_begins_has_sent_nothing_and_it_is_tried_again(desk, recorder, after_the_lease):
    killed = ("/bin/sh", "-c", "kill -KILL $$")
    Courier(desk.ledger, LONG, lambda: desk.now, killed).deliver(EVENING, desk.now, desk.ends)
    assert state(desk) is State.NOT_SENT
    desk.courier().carry(claimed(desk, after_the_lease), EVENING)
    assert state(desk) is State.SENT
    assert recorder.titles() == ["Evening"]


def test_a_sender_killed_while_sending_may_have_sent_it_and_the_service_says_so(
    desk, recorder, line, earlier, after_the_lease
):
    with service(desk, recorder, line, earlier) as (running, sender):
        recorder.wait_for_message()
        os.killpg(sender, signal.SIGKILL)
        assert running.next_line() == "delivered"
    assert state(desk) is State.UNKNOWN
    assert claimed(desk, after_the_lease) is None
    assert recorder.titles() == [*earlier, "Evening"]


def test_both_killed_while_sending_the_next_service_says_that_it_may_have_been_sent(
    desk, recorder, line, earlier, after_the_lease
):
    with service(desk, recorder, line, earlier) as (running, sender):
        recorder.wait_for_message()
        running.kill()
    os.killpg(sender, signal.SIGKILL)
    line.wait_until_gone()
    assert state(desk) is State.SENDING
    assert [row.state for row in desk.ledger.settle(after_the_lease)] == [State.UNKNOWN]
    assert claimed(desk, after_the_lease) is None
    assert recorder.titles() == [*earlier, "Evening"]


def test_both_killed_between_sending_and_saying_so_it_is_not_sent_again(tmp_path, desk, recorder, after_the_lease):
    """The ledger is held while the answer comes, so that nobody can say so."""
    notifier, sender = Line(tmp_path / "notifier"), Line(tmp_path / "sender")
    stand_in = tmp_path / "bin" / "notify-send"
    stand_in.parent.mkdir()
    words = " ".join(f"'{word}'" for word in notifier.before(["notify-send"]))
    stand_in.write_text(f'#!/bin/sh\nPATH="{os.environ["PATH"]}"\nexec {words} "$@"\n')
    stand_in.chmod(0o700)
    desk.environment["PATH"] = f"{stand_in.parent}:{os.environ['PATH']}"
    with service(desk, recorder, sender) as (running, leader):
        notifier.process()
        recorder.wait_for_message()
        with closing(sqlite3.connect(desk.ledger.path, isolation_level=None)) as holding:
            holding.execute("BEGIN IMMEDIATE")
            recorder.be("answer")
            notifier.wait_until_gone()
            running.kill()
            os.killpg(leader, signal.SIGKILL)
            sender.wait_until_gone()
    assert state(desk) is State.SENDING
    assert [row.state for row in desk.ledger.settle(after_the_lease)] == [State.UNKNOWN]
    assert claimed(desk, after_the_lease) is None
    assert recorder.titles() == ["Evening"]


# ---- the process that sends is stopped, and comes back after its lease


def test_stopped_while_sending_it_may_have_been_sent_until_the_sender_comes_back(
    desk, recorder, line, earlier, after_the_lease
):
    with service(desk, recorder, line, earlier) as (running, sender):
        recorder.wait_for_message()
        os.killpg(sender, signal.SIGSTOP)
        assert [row.state for row in desk.ledger.settle(after_the_lease)] == [State.UNKNOWN]
        assert claimed(desk, after_the_lease) is None
        recorder.be("answer")
        os.killpg(sender, signal.SIGCONT)
        assert running.next_line() == "delivered"
    assert state(desk) is State.SENT
    assert recorder.titles() == [*earlier, "Evening"]


def test_a_sender_that_comes_back_when_another_has_sent_it_sends_nothing(desk, recorder, after_the_lease):
    """Stopped before it begins: it is given its order only then."""
    late = claimed(desk, desk.now)
    order = msgspec.json.encode(Order(os.fsencode(desk.ledger.path), late, EVENING))
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=desk.environment) as stopped:
        desk.courier().carry(claimed(desk, after_the_lease), EVENING)
        assert state(desk) is State.SENT
        _, said = stopped.communicate(order)
    assert (stopped.returncode, said) == (0, b"")
    assert state(desk) is State.SENT
    assert recorder.titles() == ["Evening"]


def test_a_sender_that_comes_back_while_another_is_sending_sends_nothing(desk, recorder, after_the_lease):
    late = claimed(desk, desk.now)
    order = msgspec.json.encode(Order(os.fsencode(desk.ledger.path), late, EVENING))
    recorder.be("hold")
    another = threading.Thread(target=desk.courier().carry, args=(claimed(desk, after_the_lease), EVENING))
    another.start()
    recorder.wait_for_message()
    subprocess.run(COMMAND, input=order, env=desk.environment, check=True)
    recorder.be("answer")
    another.join()
    assert state(desk) is State.SENT
    assert recorder.titles() == ["Evening"]


def test_a_sender_that_comes_back_past_the_window_sends_nothing(desk, recorder):
    late = claimed(desk, desk.now)
    order = msgspec.json.encode(Order(os.fsencode(desk.ledger.path), late, EVENING))
    assert [row.state for row in desk.ledger.settle(desk.ends + timedelta(hours=1))] == [State.EXPIRED]
    subprocess.run(COMMAND, input=order, env=desk.environment, check=True)
    assert state(desk) is State.EXPIRED
    assert recorder.titles() == []
