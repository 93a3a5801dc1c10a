"""A client's record on disk: its log files read on and merged, and appended to under the machine's lock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from aftercare.errors import Busy, DiskTrouble, NewerRecord
from aftercare.store import history, snapshot, writer
from aftercare.store.disk import FOLDERS_OF_A_LOG, explained, sync_names
from aftercare.store.history import PastVersion
from aftercare.store.home import ClientFolder
from aftercare.store.line import LAST_STAMP, SCHEMA, Action, Change, Document, NamedAction, encode
from aftercare.store.lock import Holding, locked
from aftercare.store.log import (
    CUT_OFF,
    Cursor,
    Mark,
    Read,
    SetAside,
    Trouble,
    append,
    behind,
    fits,
    list_logs,
    log_name,
    look_for,
    period_in,
    read_on,
)
from aftercare.store.snapshot import LastSeen
from aftercare.store.versions import Key, Precedence, Versions

PROFILE = "profile"

#: Lines read without a snapshot before one is kept.
_SNAPSHOT_AFTER = 400


class _Place(Struct, frozen=True):
    """How far one file was read."""

    cursor: Cursor
    mark: Mark
    tail: int


_NOT_READ = _Place(Cursor(), Mark(0, ""), 0)


class Record:
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
        self._places: dict[str, _Place] = {}
        self._set_aside: dict[tuple[str, int], SetAside] = {}
        self._identity: writer.Identity | None = None
        self._holding: Holding | None = None

    def another(self) -> Record:
        """The same record with nothing of it in memory."""
        return Record(self.folder, self._period_of, self._precedence, self._say_the_same, self._fits_table)

    # ---- reading

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The lines that do not count, of the periods in memory."""
        return tuple(self._set_aside.values())

    def months(self) -> list[str]:
        """The months that have a file, oldest first."""
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
                found, strays = look_for(self.folder.records, missing)
                sizes = {name: stat.st_size for name, stat in found.items()}
                for period in missing:
                    self._load(period, sizes)
                self._set_aside.update({(each.file, each.line): each for each in strays})

    def _load(self, period: str, sizes: dict[str, int]) -> None:
        names = [name for name in sizes if period_in(name) == period]
        path = self.folder.snapshots / f"{period}.msgpack"
        merged = Versions(self._precedence)
        writers: dict[str, LastSeen] = {}
        set_aside: list[SetAside] = []
        cursors: dict[str, Cursor] = {}
        places: dict[str, _Place] = {}
        if names and (kept := snapshot.load(path, self.folder.records, sizes)):
            merged.join(kept.merged)
            writers.update(kept.writers)
            set_aside.extend(kept.set_aside)
            cursors.update(kept.cursors)
        fresh = 0
        for name in names:
            read = read_on(self.folder.log(name), cursors.get(name, Cursor()), self._fits)
            if read.tail and self._is_own(name):
                read = self._read_when_quiet(name, cursors.get(name, Cursor()))
                if read.tail:
                    torn = SetAside(name, read.cursor.line + 1, Trouble.TORN, CUT_OFF)
                    self._set_aside[name, torn.line] = torn
            fresh += len(read.actions)
            set_aside.extend(read.set_aside)
            cursors[name] = read.cursor
            for each in read.actions:
                _apply(each, merged, writers)
            places[name] = _Place(read.cursor, read.mark, read.tail)
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
            return read_on(path, cursor, self._fits)
        try:
            with locked(self.folder.lock):
                return read_on(path, cursor, self._fits)
        except (Busy, DiskTrouble):
            return read_on(path, cursor, self._fits)

    def _fits(self, action: Action) -> bool:
        return all(self._fits_table(each.table, each.id, each.document) for each in action.changes)

    def follow(self) -> None:
        """Reads on in every file in memory, and new ones. `take_untold` tells which documents were touched."""
        with self.guard:
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
                place = _NOT_READ
            elif inode == place.cursor.inode and size == place.cursor.offset + place.tail:
                continue
            elif not fits(self.folder.log(name), place.mark, size):
                # it was put in place anew, by a file sync or a restore
                return self._reload()
            touched |= self._read_on(name, place)
        return frozenset(touched)

    def _read_on(self, name: str, place: _Place) -> set[Key]:
        """Takes over what stands behind `place`."""
        read = read_on(self.folder.log(name), place.cursor, self._fits)
        touched: set[Key] = set()
        for each in read.actions:
            _apply(each, self.versions, self.writers)
            touched.update((change.table, change.id) for change in each.action.changes)
        self._set_aside.update({(each.file, each.line): each for each in read.set_aside})
        self._places[name] = _Place(read.cursor, read.mark, read.tail)
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
        return history.actions(self.folder, period, self._fits)

    def history(self, table: str, document_id: str) -> list[PastVersion]:
        """Every version that a document ever had, read from the disk, by stamp."""
        key = (table, document_id)
        return self.histories([key])[key]

    def histories(self, keys: Sequence[Key]) -> dict[Key, list[PastVersion]]:
        """The same for several documents, read in one go."""
        periods = {PROFILE} | {self._period_of(*key) for key in keys}
        return history.versions(self.folder, keys, periods, self._fits)

    def last_to_undo(self) -> NamedAction | None:
        """The newest action of this machine that is no undo and has not been undone, read from the disk."""
        return history.last_to_undo(self.folder, self._fits)

    # ---- writing

    def replaceable(self, table: str, document_id: str) -> tuple[str, ...]:
        """The `base` of a change of what is shown: it replaces the shown version and those that say the same."""
        current = self.versions.current(table, document_id)
        return tuple(each.name for each in current if self._say_the_same(table, each.document, current[0].document))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the machine's lock, having caught up with what its other processes wrote. Nestable within a thread."""
        with self.guard:
            if self._holding:
                yield
                return
            self.folder.make_state()
            with locked(self.folder.lock) as holding:
                self._holding = holding
                try:
                    self._settle_identity(holding.in_order)
                    yield
                finally:
                    self._holding = None

    def _settle_identity(self, in_order: bool) -> None:
        known = self._identity
        if in_order and known is not None and writer.is_as_left(known, self.folder):
            own = [name for name in self._places if known.owns(name)]
            if all(self._is_as_left(name, known.files.get(name)) for name in own):
                return
        self.follow()
        sizes = {name: stat.st_size for name, stat in list_logs(self.folder.records).items()}
        self._identity = writer.claim(self.folder, sizes)

    def _is_as_left(self, name: str, mark: Mark | None) -> bool:
        try:
            size = self.folder.log(name).stat().st_size
        except OSError:
            return False
        return mark is not None and size == mark.length == self._places[name].cursor.offset

    def commit(self, what: str, changes: Sequence[Change], now: datetime, undoes: str | None = None) -> NamedAction:
        """Appends one action and returns once it is durable. Inside `writing` only.

        Raises DiskTrouble; then nothing of it counts, or the message says that this is not known. Raises NewerRecord.
        """
        identity, holding = self._identity, self._holding
        assert identity is not None, "commit outside writing()"
        assert holding is not None, "commit outside writing()"
        periods = {self._period_of(change.table, change.id) for change in changes}
        # an action that spans months is one line all the same: it goes where every reader looks
        period = periods.pop() if len(periods) == 1 else PROFILE
        self.need(period)
        if any(each.trouble is Trouble.NEWER for each in self._set_aside.values()):
            raise NewerRecord(
                "This record was written by a newer aftercare, so this one only shows it.", "Install the newer version."
            )
        bases = [shown for change in changes if (shown := self.versions.shown(change.table, change.id))]
        if now.tzinfo is None:
            raise ValueError("an instant without an offset cannot be kept")
        stamp = min(max([int(now.timestamp() * 1000), identity.stamp, *(each.stamp for each in bases)]) + 1, LAST_STAMP)
        action = Action(identity.who.writer, identity.seq + 1, stamp, SCHEMA, what, tuple(changes), undoes)
        name, line = encode(action)
        file = log_name(period, identity.who.writer)
        path = self.folder.log(file)
        if file not in self._places and path.exists():
            self.follow()  # a killed process made it
        place = self._places.get(file)
        holding.in_order = False
        try:
            appended = append(path, line, new=place is None)
            if file not in identity.files:
                # nobody has acknowledged anything in it yet, so nobody has made its name durable for sure
                sync_names(self.folder.records, FOLDERS_OF_A_LOG)
        except OSError as error:
            raise self._append_failed(path, line, error) from error
        if place is None or place.tail:
            self._read_on(file, place or _NOT_READ)
        else:
            _apply(NamedAction(name, action), self.versions, self.writers)
            self._places[file] = _Place(*behind(place.cursor, appended), 0)
        try:
            wrote = writer.Wrote(file, self._places[file].mark, action.seq, stamp)
            self._identity = writer.keep(identity, self.folder, wrote)
            holding.in_order = True
        except DiskTrouble:
            # the action itself is safe; who wrote it is worked out again from the log at the next write
            self._identity = None
        return NamedAction(name, action)

    @staticmethod
    def _append_failed(path: Path, line: bytes, error: OSError) -> DiskTrouble:
        trouble = explained(error, "write to", path)
        try:
            arrived = path.read_bytes().endswith((line, b"%s\n" % line))
        except OSError:
            arrived = False
        if arrived:
            return DiskTrouble(
                f"{trouble.message} It is not certain whether this last action was kept.",
                "Look at it before you enter it again.",
            )
        return DiskTrouble(f"{trouble.message} Nothing was changed.", trouble.next_step)


def _apply(each: NamedAction, versions: Versions, writers: dict[str, LastSeen]) -> None:
    action = each.action
    for change in action.changes:
        versions.apply(each.name, action.stamp, change)
    _saw(writers, action.writer, action.seq, action.stamp)


def _saw(writers: dict[str, LastSeen], who: str, seq: int, stamp: int) -> None:
    known = writers.get(who)
    if known is None or seq > known.seq or stamp > known.stamp:
        writers[who] = LastSeen(max(seq, known.seq if known else 0), max(stamp, known.stamp if known else 0))
