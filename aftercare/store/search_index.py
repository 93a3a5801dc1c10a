"""An index of the journal's words in this machine's state, which finds at once among very many entries.

SQLite's FTS5 holds it. It is derived: it can be thrown away, and is made again from the record. Each month has a mark;
where the record's month has another one, that month alone is read again.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

from msgspec.json import encode

from aftercare.errors import Busy, DiskTrouble
from aftercare.model.journal_search import Search, Wanted
from aftercare.store.disk import disk_trouble, make_private_folder
from aftercare.store.line import Document

#: Raised whenever what is kept here, or how words are made, changes.
_FORMAT = 4
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
CREATE TABLE months (month TEXT PRIMARY KEY, mark TEXT NOT NULL);
CREATE TABLE entries (row INTEGER PRIMARY KEY, document TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (
  folded, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'"
);
"""


#: The words of an entry, folded and apart, and its document: a hit needs no month to be read.
Indexed = tuple[str, Document]


class Unusable(DiskTrouble):
    """The file is no index of this format, or is damaged: it is thrown away, and the record has all that was in it."""


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
    """The index at `path`. Each method may wait for the disk and for other processes.

    Each raises Busy and DiskTrouble; of these Unusable where it helps to throw the file away.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def bring_up_to(
        self,
        marks: Mapping[str, str],
        read: Callable[[str], Sequence[Indexed]],
        told: Callable[[int, int], object] = lambda done, of: None,
    ) -> None:
        """Reads every month anew whose mark is not the one in `marks`; `told` learns how many of them are through.

        `read` gives the entries of a month in their order, the latest last.
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
                    entries = read(month) if month in marks else ()
                    words = encode([each for each, _ in entries]).decode()
                    documents = encode([each for _, each in entries]).decode()
                    if len(written) == _AHEAD:
                        written.popleft().result()
                    written.append(writer.submit(_put_month, database, month, marks.get(month), words, documents))
                for each in written:
                    each.result()
            told(len(stale), len(stale))

    def find(self, search: Search, first: str = "0001-01", last: str = "9999-12") -> Iterator[str]:
        """The documents of the months from `first` to `last` that fit `search`, as JSON.

        The best come first; of those that fit as well, the latest. Of very many hits the latest thousands come first.
        """
        sought = " ".join(map(_sought, search.wanted))
        for each in search.unwanted:
            sought = f"({sought}) NOT {_sought(each)}"
        with self._opened() as database:
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
    with _transaction(database):
        if not database.execute("SELECT 1 FROM sqlite_master").fetchone():
            # executescript would end the transaction
            for each in filter(str.strip, _TABLES.split(";\n")):
                database.execute(each)
            database.execute(f"PRAGMA user_version = {_FORMAT}")
    if database.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
        raise Unusable("The index of the journal is of another version of aftercare.", "Search again.")


def _put_month(database: sqlite3.Connection, month: str, mark: str | None, words: str, documents: str) -> None:
    first = _first_row(month)
    rows = (first, first + _ROWS_A_MONTH - 1)
    with _transaction(database):
        database.execute("DELETE FROM words WHERE rowid BETWEEN ? AND ?", rows)
        database.execute("DELETE FROM entries WHERE row BETWEEN ? AND ?", rows)
        database.execute("DELETE FROM months WHERE month = ?", (month,))
        # one statement for a whole month: Python is held up once, not with each entry
        for into, values in (("entries (row, document)", documents), ("words (rowid, folded)", words)):
            database.execute(f"INSERT INTO {into} SELECT ? + key, value FROM json_each(?)", (first, values))
        if mark is not None:
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


def _sought(wanted: Wanted) -> str:
    # folded words hold letters and digits alone: a quotation mark cannot be among them
    return f'"{" ".join(wanted.words)}"{" *" if wanted.begins else ""}'


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
