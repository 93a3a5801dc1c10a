"""When days begin: the wall time at which a local date starts to run. A change holds from a day on, never before it."""

from __future__ import annotations

from datetime import date, time, timedelta

from msgspec import Struct

from aftercare.model.routine import DAY_START

_DAY = timedelta(days=1)


class DatedStart(Struct, frozen=True):
    """The wall time at which the days from `since` on begin."""

    since: date
    at: time


class DayStarts(Struct, frozen=True):
    """When each day begins: `first` before any of `changes`, which are in the order of their days."""

    first: time = DAY_START
    changes: tuple[DatedStart, ...] = ()

    def on(self, day: date) -> time:
        """When `day` begins."""
        for each in reversed(self.changes):
            if each.since <= day:
                return each.at
        return self.first

    @property
    def latest(self) -> time:
        """When days will begin once every change has come into force."""
        return self.changes[-1].at if self.changes else self.first

    def changed(self, at: time, today: date) -> DayStarts:
        """The same with days that begin at `at` from the one after `today` on, the running date.

        The running day keeps its begin, so that no date ever runs twice. With an earlier start the next date may begin
        at once, with a later one the running date goes on until then. What was still to come gives way.
        """
        kept = tuple(each for each in self.changes if each.since <= today)
        before = DayStarts(self.first, kept)
        return before if before.latest == at else DayStarts(self.first, (*kept, DatedStart(today + _DAY, at)))
