"""An index of the journal's words in this machine's state, which finds at once among very many entries.

It holds the words of each month folded and apart, as they are looked through, and beside them the entries, of which
only those are read that somebody looks at. It is derived: it can be thrown away, and is made again from the record.
Each month has a mark; where the record's month has another one, that month alone is read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from aftercare.errors import Busy, DiskTrouble
from aftercare.model.journal_search import Search
from aftercare.store.disk import disk_trouble, make_private_folder
from aftercare.store.word_lists import Places, Scanned, Seen, WordList, ends_of, listed, ranked, scan, unpacked

#: Raised whenever what is kept here, or how words are made, changes.
_FORMAT = 6
#: Seconds to wait for another process that is writing it.
_PATIENCE = 10
#: So many hits are read at first, and each time twice as many up to those at most: each time a month is read once.
_AT_FIRST, _AT_MOST = 50, 5_000
_ENDS = """
SELECT documents.rowid, ends FROM documents JOIN months USING (month) WHERE month = ? AND mark = ?
"""
#: Characters of a day.
_DAY = 10
#: What is kept of each month, each table with what is read at once. `since` and `until` are the first and the last day
#: of its entries, `days` all of them; `words` and `counted` say how many words they have.
_TABLES = """
CREATE TABLE months (
  month TEXT PRIMARY KEY, mark TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
  entries INTEGER NOT NULL, counted INTEGER NOT NULL, words BLOB NOT NULL, starts BLOB NOT NULL
);
CREATE TABLE places (month TEXT PRIMARY KEY, entries BLOB NOT NULL, counts BLOB NOT NULL, days TEXT NOT NULL);
CREATE TABLE texts (month TEXT PRIMARY KEY, lines BLOB NOT NULL);
CREATE TABLE documents (month TEXT PRIMARY KEY, ends BLOB NOT NULL, told BLOB NOT NULL)
"""


class Indexed(NamedTuple):
    """An entry as it is indexed: its words, folded, its day, and its document as JSON, so that a hit needs no month."""

    words: Sequence[str]
    day: str
    document: bytes


class Unusable(DiskTrouble):
    """The file is no index of this format, or is damaged: it is thrown away, and the record has all that was in it."""


class Hits:
    """What was found: how many, and their documents as JSON, which are read as they are asked for.

    The best come first; of those that fit as well, the latest. Of very many hits the latest thousands come first.
    """

    def __init__(self, index: SearchIndex, months: Sequence[tuple[str, str]], found: Sequence[Scanned], seen: Seen):
        self._index = index
        self._months = months
        self._found = found
        self._seen = seen

    def __len__(self) -> int:
        return sum(len(each.hits) for each in self._found)

    def ranked(self) -> Iterator[tuple[int, int]]:
        """The hits in their order, each the number of its month and its own in that: nothing of them is read."""
        return ranked(self._found, self._seen)

    def __iter__(self) -> Iterator[bytes]:
        rows, size = self.ranked(), _AT_FIRST
        while some := list(islice(rows, size)):
            yield from self._index.read(self._months, some)
            size = min(2 * size, _AT_MOST)


class SearchIndex:
    """The index at `path`. Each method may wait for the disk and for other processes.

    Each raises Busy and DiskTrouble; of these Unusable where it helps to throw the file away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def stale(self, marks: Mapping[str, str]) -> set[str]:
        """The months whose mark is not the one in `marks`, and those that are there no more."""
        with self._opened() as database:
            return _stale(database, marks)

    def bring_up_to(
        self,
        marks: Mapping[str, str],
        read: Callable[[str], Sequence[Indexed]],
        told: Callable[[int, int], object] = lambda done, of: None,
        *,
        oldest_first: bool = False,
    ) -> None:
        """Reads every month anew that is stale; `told` learns how many of them are through, and of how many.

        `read` gives the entries of a month in their order, the latest last. Another process may do the same meanwhile:
        a month that it has through is not read again.
        """
        # the newest first: what was written lately is looked for most
        which = min if oldest_first else max
        with self._opened() as database:
            left = _stale(database, marks)
            of = len(left)
            while left:
                told(of - len(left), of)
                month = which(left)
                mark = marks.get(month)
                _put_month(database, month, mark, read(month) if mark is not None else ())
                # one that was read is not read twice, also where another process has another mark for it
                left = (left - {month}) & _stale(database, marks)
            if of:
                told(of, of)

    def find(self, search: Search, first: date = date.min, last: date = date.max) -> Hits:
        """The entries of the days from `first` to `last` that fit `search`."""
        months: list[tuple[str, str]] = []
        found: list[Scanned] = []
        having = [0] * len(search.wanted)
        with self._opened() as database:
            database.execute("BEGIN")
            size = "SELECT coalesce(sum(entries), 0), coalesce(sum(counted), 0) FROM months"
            entries, counted = database.execute(size).fetchone()
            for each in database.execute(
                "SELECT month, mark, since, until, words, starts FROM months ORDER BY month DESC"
            ):
                month, mark, since, until, *words = each
                kept = _Kept(database, month)
                if (scanned := scan(search, WordList(*words), kept.places, kept.lines)) is None:
                    continue
                having = [before + len(here) for before, here in zip(having, scanned.times, strict=True)]
                if not str(first) <= since <= until <= str(last):
                    scanned = replace(scanned, hits=kept.of_days(scanned.hits, str(first), str(last)))
                months.append((month, mark))
                found.append(scanned)
        return Hits(self, months, found, Seen(entries, counted, having))

    def read(self, months: Sequence[tuple[str, str]], rows: Sequence[tuple[int, int]]) -> Iterator[bytes]:
        """The documents of `rows`: each the number of one of `months`, which have a name and a mark, and its own.

        Those of a month that another process has indexed anew since are left out.
        """
        of_months: dict[int, list[int]] = {}
        for number, entry in rows:
            of_months.setdefault(number, []).append(entry)
        told: dict[tuple[int, int], bytes] = {}
        with self._opened() as database:
            database.execute("BEGIN")
            for number, entries in of_months.items():
                for row, packed in database.execute(_ENDS, months[number]):
                    ends = unpacked(packed)
                    starts = {each: ends[each - 1] if each else 0 for each in entries}
                    begin = min(starts.values())
                    with database.blobopen("documents", "told", row, readonly=True) as blob:
                        blob.seek(begin)
                        some = blob.read(ends[max(entries)] - begin)
                    for each, start in starts.items():
                        told[number, each] = some[start - begin : ends[each] - begin]
        yield from (told[each] for each in rows if each in told)

    def throw_away(self) -> None:
        """Removes the index. It is made again when somebody searches."""
        for path in (self._path, *(self._path.with_name(self._path.name + more) for more in ("-wal", "-shm"))):
            with disk_trouble("remove", path):
                path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with disk_trouble("make the folder", self._path.parent):
            make_private_folder(self._path.parent)
        try:
            with closing(
                sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            ) as database:
                _prepare(database)
                with disk_trouble("write", self._path):
                    self._path.chmod(0o600)
                yield database
        except sqlite3.Error as error:
            raise _trouble(error, self._path) from error


def _prepare(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")
    if _format(database) == _FORMAT:
        return
    with _transaction(database):
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            # executescript would end the transaction
            for each in _TABLES.split(";\n"):
                database.execute(each)
            database.execute(f"PRAGMA user_version = {_FORMAT}")
    if _format(database) != _FORMAT:
        raise Unusable("The index of the journal is of another version of aftercare.", "Search again.")


def _stale(database: sqlite3.Connection, marks: Mapping[str, str]) -> set[str]:
    known = dict(database.execute("SELECT month, mark FROM months"))
    return {month for month in {*known, *marks} if known.get(month) != marks.get(month)}


def _format(database: sqlite3.Connection) -> int:
    (found,) = database.execute("PRAGMA user_version").fetchone()
    return int(found)


class _Kept:
    """What is kept of a month, read once it is asked for."""

    def __init__(self, database: sqlite3.Connection, month: str) -> None:
        self._database = database
        self._month = month
        self._days = ""

    def places(self) -> Places:
        entries, counts, self._days = self._database.execute(
            "SELECT entries, counts, days FROM places WHERE month = ?", (self._month,)
        ).fetchone()
        return Places(entries, counts)

    def lines(self) -> bytes:
        (lines,) = self._database.execute("SELECT lines FROM texts WHERE month = ?", (self._month,)).fetchone()
        return bytes(lines)

    def of_days(self, entries: list[int], first: str, last: str) -> list[int]:
        """Those of `entries` that are of the days from `first` to `last`, once the places were read."""
        return [each for each in entries if first <= self._days[each * _DAY : (each + 1) * _DAY] <= last]


def _put_month(database: sqlite3.Connection, month: str, mark: str | None, entries: Sequence[Indexed]) -> None:
    """Puts a month in the place of what is kept of it; without a mark it is taken away."""
    words, places, lines = listed(each.words for each in entries)
    days = [each.day for each in entries]
    told = [each.document for each in entries]
    rows = {
        "months": (
            mark,
            min(days, default=""),
            max(days, default=""),
            len(days),
            places.all,
            words.words,
            words.starts,
        ),
        "places": (places.entries, places.counts, "".join(days)),
        "texts": (lines,),
        "documents": (ends_of(told), b"".join(told)),
    }
    with _transaction(database):
        for table, row in rows.items():
            database.execute(f"DELETE FROM {table} WHERE month = ?", (month,))
            if mark is not None:
                database.execute(f"INSERT INTO {table} VALUES (?{', ?' * len(row)})", (month, *row))


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def _trouble(error: sqlite3.Error, path: Path) -> DiskTrouble | Busy:
    # the lowest byte is the kind of trouble, what is above it says more of it
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("Another aftercare is making the index of the journal.", "Try again in a moment.")
    which = Unusable if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else DiskTrouble
    return which(
        f"The index of the journal cannot be used: {error}.",
        f"Make room, or take {path} away; it is made again from the record.",
    )
