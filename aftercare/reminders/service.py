"""The service: a heartbeat that makes the truth, and APScheduler's date jobs that make it punctual in between.

The only importer of apscheduler. Measured with 3.11: a job that is late by more than its grace time of one second is
dropped, timers stand still while the machine sleeps, and an interval job stalls when the clock is set back. So a plain
asyncio heartbeat looks at everything anew, and the scheduler has date jobs only, in memory, built again at each beat
from what the tick says is coming. Rules that recur are the model's, never a trigger's.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

import tzlocal
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no types
from apscheduler.triggers.date import DateTrigger  # type: ignore[import-untyped]

from aftercare.care import Home
from aftercare.errors import AftercareError
from aftercare.reminders.presence import Beat, forget_beat, keep_beat, the_only_service
from aftercare.reminders.tick import AT_ONCE, Happened
from aftercare.store import bell

HEARTBEAT = timedelta(seconds=15)

#: So many instants ahead have a job: each one that rings brings the next ones.
_JOBS = 4

#: So long before something is due whoever sends gets ready. Less than a process that sends rests.
AHEAD = timedelta(seconds=2)

#: So long a tick and the start of a process that sends take, on a slow machine.
STARTING = timedelta(milliseconds=300)

#: For so long a service that ends waits for a message that is on its way; then it is cut off.
GRACE = timedelta(seconds=3)


class Ticks(Protocol):
    """Whoever does one tick: `Ticking`."""

    def tick(self) -> Happened:
        """Sends what is due and tells what happened and what comes next."""

    def stop(self) -> None:
        """Lets a tick that is under way begin no further message."""


def rest_after(took: timedelta, heartbeat: timedelta) -> timedelta:
    """How long a service rests after a tick, however long that `took`: beats begin so much less than a heartbeat apart
    that what fell due in the meantime, as after a suspend, is being sent within one.

    A tenth in any case, or a machine that is too slow would do nothing else.
    """
    return max(heartbeat - took - min(STARTING, heartbeat / 10), heartbeat / 10)


def _nothing(_: int) -> None:
    """Gets nobody ready."""


def here() -> datetime:
    """The present instant in the wall time of this machine, wherever that has been carried meanwhile."""
    # tzlocal keeps the zone, and so does the C library for this process
    with suppress(ValueError, LookupError, OSError):
        tzlocal.reload_localzone()
    if hasattr(time, "tzset"):
        time.tzset()
    return datetime.now(UTC).astimezone()


class Service:
    """Ticks at every beat, at every instant that the last tick named and when the bell rings, until it is told to stop.

    `tell` is given what each tick did; `cut_off` ends what is being sent when the service stops; `at_login` is noted.
    `get_ready` is told, shortly before something is due, how much will be sent at once.
    """

    def __init__(
        self,
        home: Home,
        ticks: Ticks,
        tell: Callable[[Happened], None],
        cut_off: Callable[[], None],
        heartbeat: timedelta = HEARTBEAT,
        clock: Callable[[], datetime] = here,
        grace: timedelta = GRACE,
        at_login: bool = False,
        get_ready: Callable[[int], None] = _nothing,
    ) -> None:
        self._home = home
        self._ticks = ticks
        self._tell = tell
        self._cut_off = cut_off
        self._heartbeat = heartbeat
        self._clock = clock
        self._grace = grace
        self._at_login = at_login
        self._get_ready = get_ready
        self._awake = asyncio.Event()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Lets `run` end soon. To be called within its loop."""
        self._stopping.set()
        self._ticks.stop()
        self._awake.set()

    async def run(self) -> None:
        """Runs until `stop`. Raises Busy where another service runs for this home, and DiskTrouble for the lock."""
        with the_only_service(self._home), self._heeding_the_bell():
            scheduler = AsyncIOScheduler(
                timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
            )
            scheduler.start()
            try:
                await self._beat_on(scheduler, self._clock())
            finally:
                scheduler.shutdown(wait=False)
                # the shutdown takes effect one turn of the loop later
                await asyncio.sleep(0)
                # the next status must not read it as a service's; where the disk refuses, the lock still tells
                with suppress(AftercareError):
                    forget_beat(self._home)

    @contextmanager
    def _heeding_the_bell(self) -> Iterator[None]:
        """Looks at once when something was written on this machine."""
        loop = asyncio.get_running_loop()

        def rung(fd: int) -> None:
            bell.heard(fd)
            self._awake.set()

        with bell.hung(self._home.state / bell.FILE_NAME) as fd:
            if fd is not None:
                loop.add_reader(fd, rung, fd)
            try:
                yield
            finally:
                if fd is not None:
                    loop.remove_reader(fd)

    async def _beat_on(self, scheduler: AsyncIOScheduler, since: datetime) -> None:
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            self._awake.clear()
            began = loop.time()
            happened = await self._ticked()
            self._note(happened, since)
            self._tell(happened)
            self._schedule(scheduler, happened)
            if not self._stopping.is_set():
                rest = rest_after(timedelta(seconds=loop.time() - began), self._heartbeat)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), rest.total_seconds())

    async def _ticked(self) -> Happened:
        """One tick, in a thread: it reads the disk and waits for the notifier."""
        ticking = asyncio.create_task(asyncio.to_thread(self._ticks.tick))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait((ticking, stopping), return_when=asyncio.FIRST_COMPLETED)
            if not ticking.done():
                await asyncio.wait((ticking,), timeout=self._grace.total_seconds())
                while not ticking.done():
                    # again, where the first one came just before its process was there
                    self._cut_off()
                    await asyncio.wait((ticking,), timeout=0.05)
            return ticking.result()
        finally:
            stopping.cancel()

    def _note(self, happened: Happened, since: datetime) -> None:
        words = tuple(f"{each.client}: {each.error}" if each.client else str(each.error) for each in happened.troubles)
        beat = Beat(os.getpid(), since, happened.at, self._heartbeat.total_seconds(), words, self._at_login)
        # a disk that does not take the note costs the status its time, and no reminder
        with suppress(AftercareError):
            keep_beat(self._home, beat)

    def _schedule(self, scheduler: AsyncIOScheduler, happened: Happened) -> None:
        """A date job for each of the next instants before the beat after the next; a later one comes with that."""
        scheduler.remove_all_jobs()
        until = happened.at + 2 * self._heartbeat
        coming = Counter(each.at.astimezone(UTC) for each in happened.coming if each.at <= until)
        for at in sorted(coming)[:_JOBS]:
            scheduler.add_job(self._ring, DateTrigger(at))
        if coming:
            first = min(coming)
            scheduler.add_job(self._be_ready, DateTrigger(first - AHEAD), (min(coming[first], AT_ONCE),))

    async def _ring(self) -> None:
        self._awake.set()

    async def _be_ready(self, number: int) -> None:
        await asyncio.to_thread(self._get_ready, number)


async def serve(service: Service) -> None:
    """Runs `service` until this process is told to end, by Ctrl-C or by whoever started it."""
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        # Windows knows no such handlers: there Ctrl-C cancels, and the lock goes with the process
        with suppress(NotImplementedError):
            loop.add_signal_handler(each, service.stop)
    await service.run()
