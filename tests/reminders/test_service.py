"""The service: punctual between two beats, one for a home, and gone when it is told to be."""

from __future__ import annotations

import asyncio
import os
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from ticked import EVENING, Household

from aftercare.care import Care
from aftercare.errors import Busy, DiskTrouble
from aftercare.model.check_off import Occurrence
from aftercare.model.reminder_key import SlotKey
from aftercare.reminders.delivery import REST
from aftercare.reminders.presence import NOTE, last_beat, running, the_only_service
from aftercare.reminders.service import AHEAD, HEARTBEAT, Service, rest_after
from aftercare.reminders.tick import Coming, Happened, Trouble
from aftercare.store.bell import FILE_NAME

#: No beat comes within a test that has this heartbeat.
NEVER = timedelta(hours=1)
SHORT = timedelta(milliseconds=20)


class Ticks:
    """Ticks that say what they are told to, and let the test know."""

    def __init__(self, *coming, troubles=()):
        self.number = 0
        self._coming = list(coming)
        self._troubles = troubles

    def tick(self):
        self.number += 1
        now = datetime.now(UTC)
        coming = tuple(Coming(now + self._coming.pop(0), "anna") for _ in range(bool(self._coming)))
        return Happened(now, troubles=self._troubles, coming=coming)

    def stop(self):
        pass


def clock():
    return datetime.now(UTC)


async def run_until(home, ticks, number, heartbeat, seen=None):
    """Runs a service until it has ticked so many times."""

    def tell(happened):
        if seen is not None:
            seen()
        if ticks.number >= number:
            service.stop()

    service = Service(home, ticks, tell, lambda: None, heartbeat, clock)
    await asyncio.wait_for(service.run(), 30)


async def test_it_ticks_at_every_beat(home):
    ticks = Ticks()
    await run_until(home, ticks, 3, SHORT)
    assert ticks.number == 3


async def test_between_two_beats_it_ticks_when_something_is_due(home):
    ticks = Ticks(timedelta(milliseconds=10), timedelta(milliseconds=10))
    await run_until(home, ticks, 3, NEVER)
    assert ticks.number == 3


async def test_what_is_due_already_is_not_dropped_for_being_late(home):
    ticks = Ticks(timedelta(hours=-2))
    await run_until(home, ticks, 2, NEVER)
    assert ticks.number == 2


async def test_before_something_is_due_whoever_sends_gets_ready_for_as_much_as_will_be_sent_at_once(home):
    asked, ready = [], threading.Event()

    class Burst(Ticks):
        def tick(self):
            self.number += 1
            if self.number > 1:
                assert ready.wait(30)
            now = datetime.now(UTC)
            return Happened(now, coming=(Coming(now + SHORT, "anna"),) * 3 + (Coming(now + 2 * SHORT, "anna"),))

    def get_ready(number):
        asked.append(number)
        ready.set()

    def tell(_):
        if ticks.number == 2:
            service.stop()

    ticks = Burst()
    service = Service(home, ticks, tell, lambda: None, NEVER, clock, get_ready=get_ready)
    await asyncio.wait_for(service.run(), 30)
    assert asked[0] == 3


@pytest.mark.parametrize(("took", "rests"), [(0, 14.7), (2, 12.7), (13.2, 1.5), (14, 1.5), (60, 1.5)])
def test_what_fell_due_unseen_is_being_sent_within_a_heartbeat_but_it_rests_in_any_case(took, rests):
    assert rest_after(timedelta(seconds=took), HEARTBEAT) == timedelta(seconds=rests)


def test_a_heartbeat_too_short_for_that_keeps_nine_tenths_of_it():
    assert rest_after(timedelta(), timedelta(seconds=1)) == timedelta(seconds=0.9)


def test_what_gets_ready_rests_longer_than_until_it_is_due():
    assert not REST or AHEAD < REST


async def test_a_service_that_runs_is_seen_and_one_that_ended_is_not(home):
    seen = []
    await run_until(home, Ticks(), 1, NEVER, lambda: seen.append(running(home)))
    (found,) = seen
    assert found.beat.every == NEVER.total_seconds()
    assert running(home) is None
    assert not (home.state / NOTE).exists()


async def test_its_troubles_are_noted_for_the_status(home):
    seen = []
    ticks = Ticks(troubles=(Trouble("anna", DiskTrouble("It is gone.", "Put it back.")),))
    await run_until(home, ticks, 1, NEVER, lambda: seen.append(last_beat(home).troubles))
    assert seen == [("anna: It is gone. Put it back.",)]


async def test_a_second_service_says_which_process_runs(home):
    told = []

    def second():
        with pytest.raises(Busy) as busy, the_only_service(home, 0.0):
            pass
        told.append(str(busy.value))

    await run_until(home, Ticks(), 1, NEVER, second)
    (words,) = told
    assert f"runs for this home already (process {os.getpid()})" in words


async def test_a_beat_that_cannot_be_noted_stops_nothing(home):
    (home.state / NOTE).mkdir(parents=True)
    ticks = Ticks()
    await run_until(home, ticks, 2, SHORT)
    assert ticks.number == 2


async def test_what_hangs_while_it_stops_is_cut_off(home):
    cut, begun = threading.Event(), threading.Event()

    class Hanging:
        def tick(self):
            begun.set()
            cut.wait()
            return Happened(datetime.now(UTC))

        def stop(self):
            pass

    service = Service(home, Hanging(), lambda _: None, cut.set, NEVER, clock, grace=timedelta())
    serving = asyncio.create_task(service.run())
    await asyncio.to_thread(begun.wait)
    service.stop()
    await asyncio.wait_for(serving, 30)
    assert running(home) is None


# ---- what is written on this machine is heeded at once


async def test_an_action_wakes_it_before_the_next_beat(tmp_path):
    house = Household(tmp_path / "home")
    anna = house.client()
    ticks = Ticks()

    def write():
        if ticks.number == 1:
            anna.dismiss(SlotKey("evening", date(2026, 11, 22)), house.now)

    await run_until(house.home, ticks, 2, NEVER, write)
    assert ticks.number == 2
    assert not (house.home.state / FILE_NAME).exists()


async def test_without_a_bell_it_keeps_its_beat(home, monkeypatch):
    monkeypatch.delattr(os, "mkfifo")
    ticks = Ticks()
    await run_until(home, ticks, 3, SHORT)
    assert ticks.number == 3


async def test_what_is_ticked_elsewhere_silences_its_follow_ups_at_once(tmp_path):
    """The service sleeps until its next beat, an hour away; another process ticks, and rings."""
    house = Household(tmp_path / "home")
    house.client()
    inner = house.ticking()
    inner.tick()
    house.now = EVENING
    follow_up = EVENING + timedelta(minutes=20)
    coming = []

    class Heard(Ticks):
        def tick(self):
            self.number += 1
            coming.append([each.at for each in inner.tick().coming])
            # the clock stands: what comes is not waited for here
            return Happened(datetime.now(UTC))

    ticks = Heard()
    app = Care.open(house.home, "anna")

    def go_on():
        if ticks.number == 1:
            app.tick(Occurrence("calm", app.today(house.now), "evening"), house.now)
        elif ticks.number == 2:
            house.now = follow_up
            app.note("done early", house.now)

    await run_until(house.home, ticks, 3, NEVER, go_on)
    assert follow_up in coming[0]
    assert follow_up not in coming[1]
    assert house.channel.said == ["anna: Evening care"]
