"""An index of the journal's words in this machine's state, which finds at once among very many entries.

SQLite's FTS5 holds it. It is derived: it can be thrown away, and is made again from the record. Each month has a mark;
where the record's month has another one, that month alone is read again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.errors import Busy, DiskTrouble
from aftercare.store.disk import disk_trouble, make_private_folder

#: Raised whenever what is kept here, or how words are made, changes.
_FORMAT = 1
#: Seconds to wait for another process that is writing it.
_PATIENCE = 10
#: Words arrive folded and apart: everything but a space belongs to a word.
_TABLES = """
CREATE TABLE about (format INTEGER);
CREATE TABLE months (month TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE entries (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, month TEXT NOT NULL, day TEXT NOT NULL,
  document BLOB NOT NULL);
CREATE INDEX entries_by_month ON entries (month);
CREATE VIRTUAL TABLE words USING fts5 (
  folded, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
"""


class IndexedEntry(Struct, frozen=True):
    """An entry as it is indexed: its words, folded, and the document as JSON: a hit needs no month to be read."""

    id: str
    day: date
    words: tuple[str, ...]
    document: bytes


class Phrase(Struct, frozen=True):
    """Words that stand together; `begins` says that the last one is the beginning of what is found."""

    words: Annotated[tuple[str, ...], Meta(min_length=1)]
    begins: bool


def has_index() -> bool:
    """Whether this Python's SQLite can hold the index."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute("CREATE VIRTUAL TABLE words USING fts5 (folded)")
        except sqlite3.OperationalError:
            return False
    return True


class SearchIndex:
    """The index at `path`. Each method may wait for the disk and for other processes."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def bring_up_to(
        self,
        marks: Mapping[str, str],
        read: Callable[[str], Iterable[IndexedEntry]],
        told: Callable[[int, int], object] = lambda done, of: None,
    ) -> None:
        """Reads every month anew whose mark is not the one in `marks`; `told` learns how many of them are through.

        Raises DiskTrouble and Busy.
        """
        with self._opened() as database:
            known = dict(database.execute("SELECT month, mark FROM months"))
            stale = [month for month in {*known, *marks} if known.get(month) != marks.get(month)]
            if not stale:
                return
            # the newest first: what was written lately is looked for most
            for number, month in enumerate(sorted(stale, reverse=True)):
                told(number, len(stale))
                entries = list(read(month)) if month in marks else []
                with _writing(database, self._path):
                    _put_month(database, month, marks.get(month), entries)
            told(len(stale), len(stale))

    def find(
        self,
        wanted: Iterable[Phrase],
        unwanted: Iterable[Phrase] = (),
        first: date = date.min,
        last: date = date.max,
    ) -> Iterator[bytes]:
        """The documents of the entries with all of `wanted` and none of `unwanted`, the best first, then the latest."""
        sought = " ".join(_sought(each) for each in wanted)
        for each in unwanted:
            sought = f"({sought}) NOT {_sought(each)}"
        with self._opened() as database, _reading(self._path):
            found = database.execute(
                "SELECT document FROM words JOIN entries ON entries.row = words.rowid"
                " WHERE words MATCH ? AND day BETWEEN ? AND ? ORDER BY words.rank, day DESC, id",
                (sought, first.isoformat(), last.isoformat()),
            )
            while rows := found.fetchmany(100):
                yield from (document for (document,) in rows)

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
            database = self._connected()
        except sqlite3.DatabaseError:
            # it is no database, or one that was cut off: what can be made again is not mended
            self.throw_away()
            try:
                database = self._connected()
            except sqlite3.Error as error:
                raise _trouble(error, self._path) from error
        with closing(database):
            yield database

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._path.chmod(0o600)
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = OFF")
            with _transaction(database):
                if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'about'").fetchone():
                    # executescript would end the transaction
                    for each in filter(str.strip, _TABLES.split(";\n")):
                        database.execute(each)
                    database.execute("INSERT INTO about VALUES (?)", (_FORMAT,))
            _check_format(database)
        except BaseException:
            database.close()
            raise
        return database


def _check_format(database: sqlite3.Connection) -> None:
    if database.execute("SELECT format FROM about").fetchone() != (_FORMAT,):
        raise sqlite3.DatabaseError("another format")


def _put_month(database: sqlite3.Connection, month: str, mark: str | None, entries: Iterable[IndexedEntry]) -> None:
    rows = database.execute("SELECT row FROM entries WHERE month = ?", (month,)).fetchall()
    database.executemany("DELETE FROM words WHERE rowid = ?", rows)
    database.execute("DELETE FROM entries WHERE month = ?", (month,))
    database.execute("DELETE FROM months WHERE month = ?", (month,))
    if mark is None:
        return
    for each in entries:
        kept = database.execute(
            "INSERT INTO entries (id, month, day, document) VALUES (?, ?, ?, ?)",
            (each.id, month, each.day.isoformat(), each.document),
        )
        database.execute("INSERT INTO words (rowid, folded) VALUES (?, ?)", (kept.lastrowid, " ".join(each.words)))
    database.execute("INSERT INTO months VALUES (?, ?)", (month, mark))


def _sought(phrase: Phrase) -> str:
    # folded words hold letters and digits alone: a quotation mark cannot be among them
    return f'"{" ".join(phrase.words)}"{" *" if phrase.begins else ""}'


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def _writing(database: sqlite3.Connection, path: Path) -> Iterator[None]:
    with _reading(path), _transaction(database):
        yield


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _trouble(error, path) from error


def _trouble(error: sqlite3.Error, path: Path) -> DiskTrouble | Busy:
    if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("Another aftercare is making the index of the journal.", "Try again in a moment.")
    return DiskTrouble(
        f"The index of the journal cannot be used: {error}.",
        f"Make room, or take {path} away; it is made again from the record.",
    )
