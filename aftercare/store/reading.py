"""A client's record on disk as it is read: its log files merged, and read on as they grow."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

from msgspec import Raw, Struct

from aftercare.errors import Busy, DiskTrouble
from aftercare.store import history, snapshot, undertaking, writer
from aftercare.store.history import PastVersion
from aftercare.store.home import ClientFolder
from aftercare.store.line import Action, Document, NamedAction
from aftercare.store.lock import Holding, locked
from aftercare.store.log import (
    CUT_OFF,
    Cursor,
    Mark,
    Read,
    SetAside,
    Trouble,
    fits,
    list_logs,
    look_for,
    period_in,
    read_on,
)
from aftercare.store.snapshot import LastSeen
from aftercare.store.versions import Key, Precedence, Versions

T = TypeVar("T")

PROFILE = "profile"

#: Lines read without a snapshot before one is kept.
_SNAPSHOT_AFTER = 400


class Place(Struct, frozen=True):
    """How far one file was read."""

    cursor: Cursor
    mark: Mark
    tail: int


NOT_READ = Place(Cursor(), Mark(0, ""), 0)


class Reading:
    """The record of one client.

    `period_of` tells the month of a document (or "profile"), `precedence` which of two concurrent versions is shown,
    `say_the_same` whether two need no choice, `fits_table` whether a document is what its table holds.
    Only the periods that were asked for with `need` are held in memory. Safe to use from several threads.
    """

    def __init__(
        self,
        folder: ClientFolder,
        period_of: Callable[[str, str], str],
        precedence: Precedence,
        say_the_same: Callable[[str, Document | None, Document | None], bool] = lambda _, one, other: one == other,
        fits_table: Callable[[str, str, Document | None], bool] = lambda *_: True,
    ) -> None:
        self.folder = folder
        self.versions = Versions(precedence)
        self.writers: dict[str, LastSeen] = {}
        self.guard = threading.RLock()
        self._precedence = precedence
        self._period_of = period_of
        self._say_the_same = say_the_same
        self._fits_table = fits_table
        self._untold: set[Key] = set()
        self._periods: set[str] = set()
        self._places: dict[str, Place] = {}
        self._set_aside: dict[tuple[str, int], SetAside] = {}
        self._identity: writer.Identity | None = None
        self._holding: Holding | None = None

    # ---- reading

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The lines that do not count, of the periods in memory."""
        return tuple(self._set_aside.values())

    def months(self) -> list[str]:
        """The months that have a file, oldest first."""
        with self.guard:
            # what was undertaken may bring files of its own
            self._finish_what_was_begun()
        return sorted({period for name in list_logs(self.folder.records) if (period := period_in(name))} - {PROFILE})

    def files(self) -> list[str]:
        """The names of the record's files."""
        return sorted(list_logs(self.folder.records))

    def not_as_left(self) -> list[str]:
        """The files that this machine wrote and that are gone or shorter now; until its next write starts anew."""
        identity = writer.load(self.folder)
        sizes = {name: stat.st_size for name, stat in list_logs(self.folder.records).items()}
        kept = identity.files if identity else {}
        return sorted(name for name, mark in kept.items() if sizes.get(name, -1) < mark.length)

    def need(self, *periods: str) -> None:
        """Brings the files of `periods` into memory, from a snapshot where one fits."""
        with self.guard:
            missing = [period for period in periods if period not in self._periods]
            if missing:
                self._finish_what_was_begun()
                found, strays = look_for(self.folder.records, missing)
                sizes = {name: stat.st_size for name, stat in found.items()}
                for period in missing:
                    self._load(period, sizes)
                self._set_aside.update({(each.file, each.line): each for each in strays})

    def _finish_what_was_begun(self) -> None:
        """Carries out what a killed process had undertaken. Another one that is at it, or the disk, may hinder it."""
        if self._holding is None and undertaking.is_there(self.folder):
            with suppress(Busy, DiskTrouble), locked(self.folder.lock):
                undertaking.finish(self.folder)

    def _load(self, period: str, sizes: dict[str, int]) -> None:
        names = [name for name in sizes if period_in(name) == period]
        path = self.folder.snapshots / f"{period}.msgpack"
        merged = Versions(self._precedence)
        writers: dict[str, LastSeen] = {}
        set_aside: list[SetAside] = []
        cursors: dict[str, Cursor] = {}
        places: dict[str, Place] = {}
        if names and (kept := snapshot.load(path, self.folder.records, sizes)):
            merged.join(kept.merged)
            writers.update(kept.writers)
            set_aside.extend(kept.set_aside)
            cursors.update(kept.cursors)
        fresh = 0
        for name in names:
            read = read_on(self.folder.log(name), cursors.get(name, Cursor()), self.fits)
            if read.tail and self._is_own(name):
                read = self._read_when_quiet(name, cursors.get(name, Cursor()))
                if read.tail:
                    torn = SetAside(name, read.cursor.line + 1, Trouble.TORN, CUT_OFF)
                    self._set_aside[name, torn.line] = torn
            fresh += len(read.actions)
            set_aside.extend(read.set_aside)
            cursors[name] = read.cursor
            for each in read.actions:
                apply(each, merged, writers)
            places[name] = Place(read.cursor, read.mark, read.tail)
        if fresh > _SNAPSHOT_AFTER:
            marks = {name: place.mark for name, place in places.items()}
            snapshot.save(path, cursors, marks, merged.state(), tuple(set_aside), writers)
        self._places.update(places)
        self.versions.join(merged.state())
        for each_writer, seen in writers.items():
            _saw(self.writers, each_writer, seen.seq, seen.stamp)
        self._set_aside.update({(each.file, each.line): each for each in set_aside})
        self._periods.add(period)

    def _is_own(self, name: str) -> bool:
        identity = writer.load(self.folder)
        return identity is not None and identity.owns(name)

    def _read_when_quiet(self, name: str, cursor: Cursor) -> Read:
        """Reads again while nobody of this machine writes: only then a tail is torn rather than on its way."""
        path = self.folder.log(name)
        if self._holding:
            return read_on(path, cursor, self.fits)
        try:
            with locked(self.folder.lock):
                return read_on(path, cursor, self.fits)
        except (Busy, DiskTrouble):
            return read_on(path, cursor, self.fits)

    def fits(self, action: Action) -> bool:
        """Whether an action's documents are what their tables hold."""
        return all(self._fits_table(each.table, each.id, each.document) for each in action.changes)

    def follow(self) -> None:
        """Reads on in every file in memory, and new ones. `take_untold` tells which documents were touched."""
        with self.guard:
            self._finish_what_was_begun()
            found = list_logs(self.folder.records)
            known = {name: (stat.st_size, stat.st_ino) for name, stat in found.items()}
            loaded = {name: seen for name, seen in known.items() if period_in(name) in self._periods}
            self._untold |= self._follow(loaded, gone=self._places.keys() - known)

    def take_untold(self) -> frozenset[Key]:
        """The documents that others have touched since this was asked last, whenever it was read."""
        with self.guard:
            untold, self._untold = frozenset(self._untold), set()
            return untold

    def _follow(self, found: dict[str, tuple[int, int]], gone: set[str]) -> frozenset[Key]:
        if gone:
            return self._reload()
        touched: set[Key] = set()
        for name, (size, inode) in found.items():
            place = self._places.get(name)
            if place is None:
                place = NOT_READ
            elif inode == place.cursor.inode and size == place.cursor.offset + place.tail:
                continue
            elif not fits(self.folder.log(name), place.mark, size):
                # it was put in place anew, by a file sync or a restore
                return self._reload()
            touched |= self._read_on(name, place)
        return frozenset(touched)

    def _read_on(self, name: str, place: Place) -> set[Key]:
        """Takes over what stands behind `place`."""
        read = read_on(self.folder.log(name), place.cursor, self.fits)
        touched: set[Key] = set()
        for each in read.actions:
            apply(each, self.versions, self.writers)
            touched.update((change.table, change.id) for change in each.action.changes)
        self._set_aside.update({(each.file, each.line): each for each in read.set_aside})
        self._places[name] = Place(read.cursor, read.mark, read.tail)
        return touched

    def _reload(self) -> frozenset[Key]:
        def keys() -> set[Key]:
            return {(table, i) for table, documents in self.versions.live.items() for i in documents}

        before, periods = keys(), self._periods
        kept = self.versions, self.writers, self._places, self._set_aside
        self.versions = Versions(self._precedence)
        self.writers, self._places, self._set_aside, self._periods = {}, {}, {}, set()
        try:
            self.need(*periods)
        except BaseException:
            # what was read before is better than nothing
            self.versions, self.writers, self._places, self._set_aside = kept
            self._periods = periods
            raise
        return frozenset(before | keys())

    def actions(self, period: str) -> Iterator[NamedAction]:
        """Every action in the files of `period`, read from the disk; within one file in the order of writing."""
        return history.actions(self.folder, period, self.fits)

    def told(self, table: str, month: str, make: Callable[[bytes], T]) -> list[tuple[bytes, T]]:
        """The documents of `table` in the files of `month`, each as JSON and as what `make` makes of it; kept nowhere.

        `make` raises ValueError where it is none. Raises DiskTrouble.
        """
        from aftercare.store.told import Telling

        return Telling(self.folder.records, table, make, self._fits_table, self._precedence).month(month)

    def whole_snapshots(self, months: Collection[str]) -> Iterator[tuple[str, Mapping[str, Sequence[Raw]] | None]]:
        """Each of `months` with the documents that are shown of it: table → MessagePack. Kept nowhere.

        None where a snapshot does not have all of them, or some are in memory: then `need` it. Raises DiskTrouble.
        """
        of_month: dict[str, dict[str, int]] = {month: {} for month in months}
        for name, stat in look_for(self.folder.records, of_month.keys())[0].items():
            of_month[period_in(name) or ""][name] = stat.st_size
        # what is in memory may lie in files of the profile: an action that spans months is there
        here = {self._period_of(table, each) for table in self.versions.live for each in self.versions.touched(table)}
        for month, sizes in of_month.items():
            path = self.folder.snapshots / f"{month}.msgpack"
            bare = snapshot.load_bare(path, self.folder.records, sizes) if month not in here and sizes else None
            yield month, bare

    def history(self, table: str, document_id: str) -> list[PastVersion]:
        """Every version that a document ever had, read from the disk, by stamp."""
        key = (table, document_id)
        return self.histories([key])[key]

    def histories(self, keys: Sequence[Key]) -> dict[Key, list[PastVersion]]:
        """The same for several documents, read in one go."""
        periods = {PROFILE} | {self._period_of(*key) for key in keys}
        return history.versions(self.folder, keys, periods, self.fits)

    def last_to_undo(self, final: Collection[str] = ()) -> NamedAction | None:
        """The newest action of this machine that is no undo, none of `final`, and not undone. Read from the disk."""
        return history.last_to_undo(self.folder, self.fits, final)

    def together(self, named: NamedAction) -> list[NamedAction]:
        """`named` and what came to be at once with it, read from the disk."""
        return history.together(self.folder, named, self.fits)


def apply(each: NamedAction, versions: Versions, writers: dict[str, LastSeen]) -> None:
    """Joins what an action did, and how far its writer is known."""
    action = each.action
    for change in action.changes:
        versions.apply(each.name, action.stamp, change)
    _saw(writers, action.writer, action.seq, action.stamp)


def _saw(writers: dict[str, LastSeen], who: str, seq: int, stamp: int) -> None:
    known = writers.get(who)
    if known is None or seq > known.seq or stamp > known.stamp:
        writers[who] = LastSeen(max(seq, known.seq if known else 0), max(stamp, known.stamp if known else 0))
