"""The service as real processes on a real bus: killed and started again, three at once, and ended in good order."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from fault_tools import forked
from reminded_place import Place, nothing_doubled_and_nothing_lost, shown

from aftercare.reminders.ledger import State
from aftercare.reminders.presence import NOTE, running
from aftercare.reminders.service import Service, here, serve
from aftercare.reminders.tick import Ticking

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

HEARTBEAT = timedelta(milliseconds=200)
KILLS = 50
OCCURRENCES = 200


@pytest.fixture
def place(tmp_path, recorder):
    return Place(tmp_path, recorder.bus, 9)


def children(process):
    """The processes that one has started and that are there still."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (each / "stat").read_text().rpartition(")")[2].split()[1]
            found += [each] if int(parent) == process else []
    return found


def test_a_service_says_everything_once_and_ends_in_good_order(place, recorder):
    with place.service() as service:
        for _ in place.names:
            recorder.wait_for_message()
        assert service.stdout.readline() == "Reminders are on until Ctrl-C.\n"
        assert service.stdout.readline().startswith("Next: ")
        if place.care.machine_elsewhere(here()) is not None:
            assert service.stdout.readline().startswith("The times of anna are those of ")
        lines = [service.stdout.readline() for _ in place.names]
        senders = children(service.pid)
        assert "libssl" not in Path(f"/proc/{service.pid}/maps").read_text()
        service.send_signal(signal.SIGINT)
        rest, trouble = service.communicate()
    assert not any(each.exists() for each in senders)
    assert (service.returncode, rest, trouble) == (0, "", "")
    assert all(" sent " in line for line in lines)
    assert sorted(shown(recorder)) == place.names
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
        while len({row.key for row in place.rows()}) < len(place.names):
            assert service.poll() is None
            recorder.wait_for_message()
    place.sweep()
    nothing_doubled_and_nothing_lost(place, recorder)


def test_fifty_kills_of_the_service_double_nothing_and_lose_nothing(tmp_path, recorder):
    """Each is killed at any instant of its life: while it begins, reads, claims or sends, or once it has sent one."""
    place = Place(tmp_path, recorder.bus, 2 * KILLS)
    chance = random.Random(5)

    def service(tell):
        async def go():
            courier = place.courier(here)
            ticking = Ticking(place.home, place.ledger, courier, here)
            await serve(Service(place.home, ticking, lambda _: tell("ticked"), courier.cut_off, HEARTBEAT))

        asyncio.run(go())

    with forked(service) as first:
        began = time.monotonic()
        recorder.wait_for_message()
        # as long as a life takes on this machine until something is shown
        life = time.monotonic() - began
        first.kill()
    for _ in range(KILLS - 1):
        with forked(service) as running_one:
            recorder.message_within(chance.uniform(0, 2 * life))
            running_one.kill()
    place.sweep()
    nothing_doubled_and_nothing_lost(place, recorder)


def test_three_services_racing_over_two_hundred_occurrences_show_each_once(tmp_path, recorder):
    """A home lets one service run: these are three that know nothing of its lock, as on a disk without locks."""
    place = Place(tmp_path, recorder.bus, OCCURRENCES)

    def service(tell):
        courier = place.courier(here)
        ticking = Ticking(place.home, place.ledger, courier, here)
        tell("ready")
        while not all(row.state is State.SENT for row in place.rows()) or len(place.rows()) < OCCURRENCES:
            for row in ticking.tick().deliveries:
                tell(row.key.slot)

    with ExitStack() as stack:
        services = [stack.enter_context(forked(service)) for _ in range(3)]
        told = [list(each.lines()) for each in services]
        assert [each.end() for each in services] == [0, 0, 0], told
    assert sorted(shown(recorder)) == sorted(place.names)
    assert set(shown(recorder).values()) == {1}
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
    assert sorted(shown(recorder)) == place.names


def test_a_sender_that_hangs_does_not_keep_a_service_from_ending(place, recorder):
    recorder.be("hold")
    with place.service() as service:
        recorder.wait_for_message()
        service.send_signal(signal.SIGTERM)
        service.communicate()
    assert service.returncode == 0
    # and the others are for the next service
    assert {row.state for row in place.rows()} == {State.UNKNOWN}
    assert len(place.rows()) < len(place.names)
