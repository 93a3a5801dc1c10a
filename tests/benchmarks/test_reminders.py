"""How late a reminder is, beside Python's own start, and what the idle service costs, beside APScheduler alone."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from raw_record import fill
from reminded_home import due_at, latencies, milliseconds, next_beat, sendings, service

from aftercare.care import Care, Home
from aftercare.reminders.agenda import agenda_of

# the server and the clock lie with the fault tests
sys.path.append(str(Path(__file__).parents[1] / "faults"))
from notified_desk import recording
from stepped_clock import SteppedClock

SLOTS, HOUR = 1000, timedelta(seconds=450)
BURST = 50
BEGINS_IN = timedelta(seconds=30)
#: It tells when it has imported that, and ends with its input.
APSCHEDULER = """
import asyncio, sys
from apscheduler.schedulers.asyncio import AsyncIOScheduler
print("imported", flush=True)
sys.stdin.read()
"""
#: How often a machine wakes, and the beat then: a short one, so that the bound is seen in a moment.
WAKING, BEAT = 6, timedelta(seconds=3)
#: Of the usual ones, for which the idle service is watched.
BEATS = 3


@pytest.fixture
def recorder(tmp_path):
    with recording(tmp_path) as recorder:
        yield recorder


def python_starts():
    """Milliseconds of `python -c pass`, the median of ten: what a message waits for at least."""
    took = []
    for _ in range(10):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def told(table, benchmark, name, late, aim):
    floor = python_starts()
    p50, p99 = late[len(late) // 2], late[int(len(late) * 0.99)]
    benchmark.extra_info.update(p50=p50, p99=p99, longest=late[-1], floor_ms=floor)
    table(f"due to sending, {name}: median", p50, p50 / floor, "")
    table(f"due to sending, {name}: p99 (longest {late[-1]:.0f} ms)", p99, p99 / floor, aim)
    # the figures are taken above
    benchmark.pedantic(lambda: None, rounds=1)


@pytest.mark.parametrize(
    ("name", "number", "over", "aim"),
    [
        (f"{SLOTS} over an hour in {HOUR.seconds} s", SLOTS, HOUR, "500 ms"),
        (f"{BURST} at one instant", BURST, timedelta(), "none named"),
    ],
)
def test_how_late_a_reminder_is(tmp_path, recorder, table, benchmark, name, number, over, aim):
    begins = datetime.now(UTC) + BEGINS_IN
    home = due_at(tmp_path / "home", [begins + over * n / number for n in range(number)])
    assert datetime.now(UTC) < begins
    with service(home, recorder.bus) as sending:
        for _ in range(number):
            recorder.wait_for_message()
        processor = processor_time(sending.pid) / number
    late = latencies(home, begins - timedelta(seconds=1))
    assert len(late) == number
    told(table, benchmark, name, late, aim)
    table(f"processor time of a service for each of {name}", processor, processor / python_starts(), "")


def test_how_late_a_reminder_is_after_a_suspend(tmp_path, recorder, table, benchmark):
    """The wall clock goes on by an hour, the timers do not know of it: so it is for a process when a machine wakes.

    What fell due meanwhile could be sent from the wake on: from then to `sending` by the clock that was stepped.
    """
    clock, woken = SteppedClock(tmp_path), []
    begins = datetime.now(UTC) + timedelta(minutes=30)
    home = due_at(tmp_path / "home", [begins + timedelta(hours=n) for n in range(WAKING)])
    with service(home, recorder.bus, BEAT, **clock.environment):
        beat = next_beat(home)
        for number in range(WAKING):
            beat = next_beat(home, beat)
            # at another place between two beats each time
            threading.Event().wait(BEAT.total_seconds() * number / WAKING)
            clock.step(timedelta(hours=1))
            woken.append(clock.now())
            recorder.wait_for_message()
    began = [each for _, each in sendings(home)]
    late = sorted(milliseconds(each - woke) for each, woke in zip(began, woken, strict=True))
    told(table, benchmark, f"woken {WAKING} times", late, f"one beat, here {milliseconds(BEAT):.0f} ms")


def test_the_idle_service_against_python_with_apscheduler(tmp_path, recorder, table, benchmark):
    home = Home.at(tmp_path / "home")
    fill(home, 24 * 365)
    # as the app has: what it takes out of the reference data is kept
    agenda_of(Care.open(home), datetime.now(UTC).astimezone())
    bare = subprocess.Popen([sys.executable, "-c", APSCHEDULER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert bare.stdout.readline() == b"imported\n"
        with service(home, recorder.bus) as idle:
            beat = next_beat(home, next_beat(home))
            of_service, of_bare = memory(idle.pid), memory(bare.pid)
            with counted_wakes(idle.pid) as woken:
                for _ in range(BEATS):
                    beat = next_beat(home, beat)
    finally:
        bare.communicate()
    benchmark.extra_info.update(service_kb=of_service, bare_kb=of_bare, wakes=len(woken))
    table(f"memory of the idle service, {of_service / 1024:.1f} MB", 0, of_service / of_bare, "1.3 x APScheduler alone")
    table(f"wakes of the idle service in {BEATS} beats: {len(woken)}", 0, len(woken) / BEATS, "1 in 15 s")
    benchmark.pedantic(lambda: None, rounds=1)


def processor_time(pid):
    """Milliseconds that a process has worked, with those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Resident kB of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


@contextmanager
def counted_wakes(pid):
    """When any of its threads went to work; what follows within half a second belongs to the same time.

    The kernel counts how often they went to sleep: that is looked at 50 times a second. What ends just now belongs to
    the time before.
    """
    found, over = [], threading.Event()

    def look():
        last_change, before = time.monotonic(), switches(pid)
        while not over.wait(0.02):
            if (after := switches(pid)) != before:
                now = time.monotonic()
                if now - last_change > 0.5:
                    found.append(now)
                last_change, before = now, after

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield found
    finally:
        over.set()
        looking.join()


def switches(pid):
    total = 0
    for task in os.scandir(f"/proc/{pid}/task"):
        # a thread that has ended meanwhile has none any more
        with suppress(FileNotFoundError, ProcessLookupError):
            lines = (Path(task.path) / "status").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))
    return total
