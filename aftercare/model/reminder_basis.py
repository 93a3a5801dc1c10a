"""All that reminders are made from, as values: the agenda looks at this and at nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.circumstances import Circumstances
from aftercare.model.day_start import DayStarts
from aftercare.model.dismissal import Dismissal
from aftercare.model.face_point import FacePoint
from aftercare.model.later_watch import LaterWatch
from aftercare.model.reminder_settings import ReminderSettings
from aftercare.model.routine import Id, Routine
from aftercare.model.session import Session
from aftercare.model.shelf import ShelfView
from aftercare.model.slot_instant import DatedZone, date_at
from aftercare.model.snooze import Snooze

_DAY = timedelta(days=1)
#: So long after its window ended it is still told that a reminder was not shown; after an absence longer.
TOLD_EXPIRED = _DAY


class MagnetsOn(Struct, frozen=True):
    """So many magnets that were put on by one event at `since`, and are due off at `off`."""

    placed: str
    since: datetime
    off: datetime
    number: int


class ReminderBasis(Struct, frozen=True):
    """A record as the reminders see it. `circumstances` know the answers of `days_looked_at`, and of the days before
    them on which magnets that may still be worn were put on; `sessions` are those that were not set aside,
    `checked_in` those of these days that have a check-in.

    `magnets_on` are those whose time is known, `magnets_placed` the days on which some were put on; `magnets_left`
    says that some are on or missing at points that the plan has no more, where an MRI or a surgery is planned.
    `back` is how long after its window ended it is still told that a reminder was not shown. `written` says when the
    terms of a step that begin on a day looked at, and each session, were last written, by (id, first day) and by id:
    what lay before that nobody knew of.
    """

    routine: Routine
    circumstances: Circumstances
    settings: ReminderSettings = ReminderSettings()
    sessions: tuple[Session, ...] = ()
    shelf: ShelfView | None = None
    points: tuple[FacePoint, ...] = ()
    watch: LaterWatch | None = None
    snoozes: tuple[Snooze, ...] = ()
    checked_in: frozenset[date] = frozenset()
    dismissals: tuple[Dismissal, ...] = ()
    back: timedelta = TOLD_EXPIRED
    magnets_on: tuple[MagnetsOn, ...] = ()
    magnets_placed: frozenset[date] = frozenset()
    magnets_left: bool = False
    written: Mapping[tuple[Id, date] | Id, datetime] = {}

    @property
    def zones(self) -> tuple[DatedZone, ...]:
        """The zones in force, each from its day on."""
        return self.circumstances.zones

    @property
    def starts(self) -> DayStarts:
        """When each day begins."""
        return self.circumstances.starts


def days_looked_at(
    now: datetime, horizon: timedelta, zones: tuple[DatedZone, ...], starts: DayStarts, back: timedelta = TOLD_EXPIRED
) -> Iterator[date]:
    """The local dates on which something may begin that is to be said, or was up to `back` ago, around `now`."""
    day = date_at(now - back, zones, starts) - _DAY
    last = date_at(now + horizon, zones, starts) + _DAY
    while day <= last:
        yield day
        day += _DAY
