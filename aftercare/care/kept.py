"""One client's record held open: what every group of uses rests on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec
from msgspec import Struct

from aftercare.model import tables
from aftercare.model.check_in_choice import CheckInChoice
from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.deed import Deed
from aftercare.model.face_point import FacePoint
from aftercare.model.later_watch import WatchAnswer
from aftercare.model.learned_types import learned
from aftercare.model.local_day import local_date
from aftercare.model.pack import Pack
from aftercare.model.pause import Pause
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval, Procedure
from aftercare.model.product_test import ProductTest
from aftercare.model.programme import Programme
from aftercare.model.question import Question
from aftercare.model.reminder_settings import KindSettings, QuietHours, ReminderSettings
from aftercare.model.routine import Client, Practitioner, Product, Routine, Slot, Step
from aftercare.model.safety import Agreement, SafetyAnswer, SafetyProfile
from aftercare.model.session import Session
from aftercare.model.set_aside import SetAside
from aftercare.model.slot_instant import DatedZone, in_zone_of_record, is_known
from aftercare.model.tables import fits, period_of, precedence, say_the_same
from aftercare.store.bell import ring
from aftercare.store.home import ClientFolder
from aftercare.store.line import NamedAction
from aftercare.store.log import Trouble
from aftercare.store.record import PROFILE, Record
from aftercare.store.versions import Key

if TYPE_CHECKING:
    from aftercare.model.adopting import Write
    from aftercare.store.database import Database

T = TypeVar("T")

#: The name of a client's folder where none is given.
FIRST_CLIENT = "me"

#: The id of the one document in the table of clients.
CLIENT_ID = "client"


class Changed(Struct, frozen=True):
    """The documents that an action touched, as (table, id); `here` says that this process did it."""

    keys: frozenset[Key]
    here: bool


class Present(Struct, frozen=True):
    """What the present rests on, as values by their ids. `zones` are in the order of their days.

    `set_aside` are sessions that are not planned now: they come back with their plan.
    `unknown_zones` are those that the record names and this machine's tz database does not have: the days that would
    be theirs go by the zone before, or by the first that is known.
    """

    client: Client
    routine: Routine
    sessions: dict[str, Session]
    practitioner: Practitioner | None
    programme: Programme | None = None
    pauses: dict[str, Pause] = {}
    questions: dict[str, Question] = {}
    packs: dict[str, Pack] = {}
    tests: dict[str, ProductTest] = {}
    remarks_aside: dict[str, SetAside] = {}
    zones: tuple[DatedZone, ...] = ()
    unknown_zones: tuple[DatedZone, ...] = ()
    starts: DayStarts = DayStarts()
    holds: dict[str, PlanHold] = {}
    points: dict[str, FacePoint] = {}
    set_aside: dict[str, Session] = {}
    watch: dict[str, WatchAnswer] = {}
    safety: SafetyProfile = SafetyProfile()
    procedures: dict[str, Procedure] = {}
    intervals: dict[str, Interval] = {}
    reminders: ReminderSettings = ReminderSettings()
    check_in_choices: tuple[CheckInChoice, ...] = ()


def read_present(record: Record) -> Present:
    """Builds the present from the record's profile."""
    live = record.versions.live

    def values(table: str, kind: type[T]) -> dict[str, T]:
        return {i: msgspec.convert(document, learned(kind)) for i, document in live.get(table, {}).items()}

    sessions = values(tables.SESSIONS, Session)
    client = next(iter(values(tables.CLIENT, Client).values()), Client(""))
    zones = sorted(values(tables.TIME_ZONES, DatedZone).values(), key=lambda each: each.since)
    starts = sorted(values(tables.DAY_STARTS, DatedStart).values(), key=lambda each: each.since)
    quiet = next(iter(values(tables.QUIET_HOURS, QuietHours).values()), QuietHours())
    return Present(
        client=client,
        routine=Routine(values(tables.SLOTS, Slot), values(tables.PRODUCTS, Product), values(tables.STEPS, Step)),
        sessions={i: each for i, each in sessions.items() if not each.set_aside},
        set_aside={i: each for i, each in sessions.items() if each.set_aside},
        practitioner=next(iter(values(tables.PRACTITIONER, Practitioner).values()), None),
        programme=next(iter(values(tables.PROGRAMME, Programme).values()), None),
        pauses=values(tables.PAUSES, Pause),
        questions=values(tables.QUESTIONS, Question),
        packs=values(tables.PACKS, Pack),
        tests=values(tables.PRODUCT_TESTS, ProductTest),
        remarks_aside=values(tables.SET_ASIDE, SetAside),
        holds=values(tables.HOLDS, PlanHold),
        points=values(tables.POINTS, FacePoint),
        safety=SafetyProfile(values(tables.SAFETY, SafetyAnswer), values(tables.AGREEMENTS, Agreement)),
        zones=tuple(each for each in zones if is_known(each.zone)),
        unknown_zones=tuple(each for each in zones if not is_known(each.zone)),
        starts=DayStarts(client.first_start, tuple(starts)),
        watch=values(tables.WATCH, WatchAnswer),
        procedures=values(tables.PROCEDURES, Procedure),
        intervals=values(tables.INTERVALS, Interval),
        reminders=ReminderSettings(values(tables.REMINDERS, KindSettings), quiet),
        check_in_choices=tuple(values(tables.CHECK_IN_CHOICES, CheckInChoice).values()),
    )


class Kept:
    """The open record, its tables, its present and its change feed."""

    def __init__(self, folder: ClientFolder) -> None:
        self.folder = folder
        self._record = self._another_reading()
        self._record.need(PROFILE)
        self._present: Present | None = None
        self._nested = False
        self._news: list[Changed] = []
        self._followers: list[Callable[[Changed], None]] = []
        self._followers_guard = threading.Lock()

    @classmethod
    def sharing(cls, other: Kept) -> Self:
        """The record that `other` holds open, with the uses of this class: one reading, one lock, one change feed."""
        shared = cls.__new__(cls)
        shared.__dict__ = other.__dict__
        return shared

    @cached_property
    def _database(self) -> Database:
        # what only looks reads the record itself: TinyDB is loaded for the first action, not for the first frame
        from aftercare.store.database import Database

        return Database(self._record)

    def _another_reading(self) -> Record:
        return Record(self.folder, period_of, precedence, say_the_same, fits)

    def present(self) -> Present:
        """The client, their routine, sessions and practitioner as they are now."""
        with self._record.guard:
            if self._present is None:
                self._present = read_present(self._record)
            return self._present

    def has_begun(self) -> bool:
        """Whether there is more than folders, which is all that a beginning that was cut off leaves."""
        record = self._record
        beyond_repair = any(each.trouble is not Trouble.TORN for each in record.set_aside)
        return bool(record.writers) or beyond_repair or bool(record.months())

    def _mark(self) -> str:
        """What tells this record from all others: how it began. The same on every device that shares it."""
        versions = self._record.history(tables.CLIENT, CLIENT_ID)
        return versions[0].name if versions else self.folder.name

    def today(self, now: datetime) -> date:
        """The local date whose day is running at `now`."""
        return local_date(self.wall(now), self.present().starts)

    def wall(self, now: datetime) -> datetime:
        """`now` as a clock shows it in the zone that the record has in force, wherever this machine is."""
        present = self.present()
        return in_zone_of_record(now, present.zones, present.starts)

    def subscribe(self, follower: Callable[[Changed], None]) -> Callable[[], None]:
        """Calls `follower` after each change, from whichever thread made or noticed it. Returns what ends that.

        It must not raise: the change is made.
        """
        with self._followers_guard:
            self._followers.append(follower)

        def end() -> None:
            with self._followers_guard:
                if follower in self._followers:
                    self._followers.remove(follower)

        return end

    def follow(self) -> bool:
        """Looks whether other processes or devices have written, and publishes it. Called every half second or so.

        Raises DiskTrouble where the record cannot be read; what was read before stays.
        """
        self._record.follow()
        news = self._take_news()
        self._publish()
        return news

    def _take_news(self) -> bool:
        """Notes what others have touched, since whenever."""
        touched = self._record.take_untold()
        if touched:
            self._note_change(touched, here=False)
        return bool(touched)

    def _note_change(self, keys: frozenset[Key], *, here: bool) -> None:
        if any(period_of(*key) == PROFILE for key in keys):
            self._present = None
        with self._followers_guard:
            self._news.append(Changed(keys, here))

    def _publish(self) -> None:
        """Tells the followers. With no lock held: they may ask for something, or wait for somebody who does."""
        with self._followers_guard:
            news, self._news = self._news, []
            followers = tuple(self._followers)
        if any(each.here for each in news):
            ring(self.folder.bell)
        for changed in news:
            for follower in followers:
                follower(changed)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The record locked, with what this machine's other processes wrote. Changes are published afterwards."""
        with self._record.guard:
            outermost = not self._nested
            self._nested = True
            try:
                with self._record.writing():
                    self._take_news()
                    yield
                    self._take_news()
            finally:
                self._nested = not outermost
        if outermost:
            self._publish()

    @contextmanager
    def _looking_closely(self) -> Iterator[None]:
        """`_writing`, having read what other devices brought too: for what must not be done to a thing unseen."""
        with self._writing():
            self._record.follow()
            self._take_news()
            yield

    def _do(
        self, deed: Deed, now: datetime, change: Callable[[], object], undoes: str | None = None
    ) -> NamedAction | None:
        """Commits what `change` does to the tables as one action; None where that is nothing."""
        with self._writing():
            with self._database.action(deed, now, undoes) as opened:
                change()
            if opened.committed is not None:
                changes = opened.committed.action.changes
                self._note_change(frozenset((each.table, each.id) for each in changes), here=True)
        return opened.committed

    def _put(self, table: str, document_id: str, value: Struct) -> None:
        plain: dict[str, Any] = msgspec.to_builtins(value)
        self._database.put(table, document_id, plain)

    def _write_all(self, writes: Iterable[Write]) -> None:
        """Puts, or takes away, each of `writes`. Within what `_do` runs."""
        for write in writes:
            if write.document is None:
                self._database.delete(write.table, write.id)
            else:
                self._put(write.table, write.id, write.document)


def to_choose(record: Record) -> list[Key]:
    """The documents with several current versions that differ for a person: two ticks of the same step do not."""
    versions = record.versions
    return [key for key in versions.concurrent() if len(record.replaceable(*key)) < len(versions.current(*key))]
