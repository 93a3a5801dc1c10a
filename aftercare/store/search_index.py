"""An index of the journal's words in this machine's state, which finds at once among very many entries.

SQLite's FTS5 holds it. It is derived: it can be thrown away, and is made again from the record. Each month has a mark;
where the record's month has another one, that month alone is read again.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.json import encode

from aftercare.errors import Busy, DiskTrouble
from aftercare.store.disk import disk_trouble, make_private_folder
from aftercare.store.line import Document

#: Raised whenever what is kept here, or how words are made, changes.
_FORMAT = 3
#: Seconds to wait for another process that is writing it.
_PATIENCE = 10
#: The rows of a month begin at its number times this: their order is that of the days, and no column has to say it.
_ROWS_A_MONTH = 1_000_000
#: So many months are read ahead of those that are being written.
_AHEAD = 2
#: The first SQLite that takes JSON apart with ->>.
_LEAST = (3, 38)
#: So many hits are fetched at once.
_AT_ONCE = 100
#: Of more hits than that the latest are ranked first: what nearly every entry has ranks none of them.
_RANKED_AT_ONCE = 10_000
#: Words arrive folded and apart: everything but a space belongs to a word.
_TABLES = """
CREATE TABLE about (format INTEGER);
CREATE TABLE months (month TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE entries (row INTEGER PRIMARY KEY, document TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
  folded, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
"""


class IndexedEntry(Struct, frozen=True):
    """An entry as it is indexed: its words, folded, and its document: a hit needs no month to be read."""

    words: str
    document: Document


class Phrase(Struct, frozen=True):
    """Words that stand together; `begins` says that the last one is the beginning of what is found."""

    words: Annotated[tuple[str, ...], Meta(min_length=1)]
    begins: bool


def has_index() -> bool:
    """Whether this Python's SQLite can hold the index."""
    if sqlite3.sqlite_version_info < _LEAST:
        return False
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
            # a month is read while the one before is written: SQLite does its part beside Python's
            with ThreadPoolExecutor(1) as writer:
                written: deque[Future[None]] = deque()
                # the newest first: what was written lately is looked for most
                for number, month in enumerate(sorted(stale, reverse=True)):
                    told(number, len(stale))
                    words, documents = _encoded(read(month) if month in marks else ())
                    if len(written) == _AHEAD:
                        written.popleft().result()
                    written.append(writer.submit(self._put_month, database, month, marks.get(month), words, documents))
                for each in written:
                    each.result()
            told(len(stale), len(stale))

    def _put_month(
        self, database: sqlite3.Connection, month: str, mark: str | None, words: str, documents: str
    ) -> None:
        with _writing(database, self._path):
            _put_month(database, month, mark, words, documents)

    def find(
        self,
        wanted: Iterable[Phrase],
        unwanted: Iterable[Phrase] = (),
        first: str = "0001-01",
        last: str = "9999-12",
    ) -> Iterator[str]:
        """The documents of the months from `first` to `last` with all of `wanted` and none of `unwanted`, as JSON.

        The best come first; of those that fit as well, the latest. Of very many hits the latest thousands come first.
        """
        sought = " ".join(_sought(each) for each in wanted)
        for each in unwanted:
            sought = f"({sought}) NOT {_sought(each)}"
        with self._opened() as database, _reading(self._path):
            rows = _ranked(database, sought, _first_row(first), _first_row(last) + _ROWS_A_MONTH - 1)
            while some := list(islice(rows, _AT_ONCE)):
                wanted_rows = f"SELECT row, document FROM entries WHERE row IN ({','.join(map(str, some))})"
                known = dict(database.execute(wanted_rows))
                # another process may have taken a month away since
                yield from (known[row] for row in some if row in known)

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
        database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
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


def _put_month(database: sqlite3.Connection, month: str, mark: str | None, words: str, documents: str) -> None:
    first = _first_row(month)
    rows = (first, first + _ROWS_A_MONTH - 1)
    database.execute("DELETE FROM words WHERE rowid BETWEEN ? AND ?", rows)
    database.execute("DELETE FROM entries WHERE row BETWEEN ? AND ?", rows)
    database.execute("DELETE FROM months WHERE month = ?", (month,))
    if mark is None:
        return
    # one statement for a whole month: Python is held up once, not with each entry
    for into, values in (("entries (row, document)", documents), ("words (rowid, folded)", words)):
        database.execute(f"INSERT INTO {into} SELECT ? + key, value FROM json_each(?)", (first, values))
    database.execute("INSERT INTO months VALUES (?, ?)", (month, mark))


def _ranked(database: sqlite3.Connection, sought: str, first: int, last: int) -> Iterator[int]:
    """The rows from `first` to `last` that fit, the best of the latest first."""
    among = "FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    while first <= last:
        enough = f"SELECT rowid {among} ORDER BY rowid DESC LIMIT 1 OFFSET {_RANKED_AT_ONCE - 1}"
        (begins,) = database.execute(enough, (sought, first, last)).fetchone() or (first,)
        # all at once: the connection is asked for documents in between
        best = f"SELECT rowid {among} ORDER BY words.rank, rowid DESC"
        yield from [row for (row,) in database.execute(best, (sought, begins, last))]
        last = begins - 1


def _first_row(month: str) -> int:
    return (int(month[:4]) * 12 + int(month[5:7])) * _ROWS_A_MONTH


def _encoded(entries: Iterable[IndexedEntry]) -> tuple[str, str]:
    """The words and the documents of a month as JSON, in the order of their rows: of a day the last ids first."""
    by_id = sorted(entries, key=lambda each: each.document["id"], reverse=True)
    ordered = sorted(by_id, key=lambda each: each.document["day"])
    return encode([each.words for each in ordered]).decode(), encode([each.document for each in ordered]).decode()


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
