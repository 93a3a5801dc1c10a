"""The ledger's file: SQLite, opened anew for each transaction, its faults told in the program's own errors.

A rollback journal instead of WAL: there SQLite notices that the file under it was moved or deleted and refuses to
write, and nothing but the one file has to survive. `synchronous=EXTRA`, because what was about to be sent must still be
known after a power cut. A connection for each transaction, because one that is kept would go on writing to a deleted
file while another process sends from a new one.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from itertools import count
from math import floor
from pathlib import Path

from aftercare.errors import AftercareError, Busy, DiskTrouble, NewerRecord
from aftercare.store.disk import disk_trouble, explained, make_private_folder, sync_folder
from aftercare.store.home import stat_or_none
from aftercare.store.lock import locked

VERSION = 1

_SCHEMA = (
    """CREATE TABLE delivery (
        client TEXT NOT NULL,
        kind TEXT NOT NULL,
        slot TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        channel TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('claimed', 'sending', 'sent', 'not_sent', 'unknown', 'expired')),
        owner TEXT NOT NULL,
        tries INTEGER NOT NULL,
        due INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (client, kind, slot, attempt, channel)
    ) WITHOUT ROWID""",
    "CREATE TABLE ledger (begun INTEGER NOT NULL)",
)

#: What SQLite says, as the operating system would have said it.
_AS_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_AUTH: errno.EACCES,
}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class DamagedLedger(DiskTrouble):
    """The file holds something that is no ledger, or no longer one."""


def milliseconds(instant: datetime) -> int:
    """An instant as the file has it. Rounded down: nothing that has happened lies in the future."""
    return floor(instant.timestamp() * 1000)


@contextmanager
def writing(path: Path, now: datetime, wait: float) -> Iterator[sqlite3.Connection]:
    """One transaction that no other process can come between; the ledger begins `now` where there is none.

    What the block does counts when it ends without an error. Raises DiskTrouble, Busy after `wait` seconds, and
    NewerRecord.
    """
    with disk_trouble("make the folder", path.parent):
        make_private_folder(path.parent)
    with _told(path, "write"), closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = EXTRA")
        file.execute("BEGIN IMMEDIATE")
        if _version(file, path) == 0:
            for statement in _SCHEMA:
                file.execute(statement)
            file.execute("INSERT INTO ledger VALUES (?)", (milliseconds(now),))
            file.execute(f"PRAGMA user_version = {VERSION}")
            if os.name == "posix":
                with disk_trouble("keep to yourself", path):
                    path.chmod(0o600)
        yield file
        file.execute("COMMIT")


@contextmanager
def reading(path: Path, wait: float) -> Iterator[sqlite3.Connection | None]:
    """The ledger as it stands, also on a disk that cannot be written; None where there is none. Raises as `writing`."""
    with disk_trouble("read", path):
        missing = stat_or_none(path) is None
    if missing:
        yield None
        return
    _roll_back(path, wait)
    address = f"{path.absolute().as_uri()}?mode=ro"
    with _told(path, "read"), closing(sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)) as file:
        # an empty one is being begun by somebody
        yield file if _version(file, path) else None


def _roll_back(path: Path, wait: float) -> None:
    """Ends the transaction that a killed writer left behind, which only a writer can."""
    journal = path.with_name(f"{path.name}-journal")
    with disk_trouble("read", journal):
        if stat_or_none(journal) is None:
            return
    # where that cannot be done, reading tells why
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as file:
        file.execute("BEGIN IMMEDIATE")
        file.execute("ROLLBACK")


def _version(file: sqlite3.Connection, path: Path) -> int:
    (version,) = file.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise NewerRecord(
            f"A newer aftercare wrote the list of what was reminded of, {path}.",
            "Update this one; until then it reminds of nothing.",
        )
    return int(version)


def set_aside(path: Path, now: datetime, wait: float) -> Path | None:
    """Moves a damaged ledger away, so that a new one begins; where to, or None where it is not damaged any more.

    Two processes may come to it at once: the second finds what the first has begun. Raises DiskTrouble and Busy.
    """
    # as long as somebody else repairs it, nobody writes either: their next transaction meets the same damage
    with locked(path.with_name(f"{path.name}.lock"), wait):
        if not _is_damaged(path, wait):
            return None
        beside = _free_name(path, now)
        with disk_trouble("set aside", path):
            os.replace(path, beside)
            sync_folder(path.parent)
    return beside


def set_aside_before(path: Path) -> list[Path]:
    """The damaged ledgers that were moved away, the oldest first. Raises DiskTrouble."""
    with disk_trouble("look into", path.parent):
        found = path.parent.glob(f"{path.name}.damaged-*")
        return sorted(found)


def _free_name(path: Path, now: datetime) -> Path:
    name = f"{path.name}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (path.with_name(f"{name}-{number}" if number else name) for number in count())
    return next(each for each in names if stat_or_none(each) is None)


def _is_damaged(path: Path, wait: float) -> bool:
    try:
        # not for reading alone: what a killed writer left behind is rolled back first
        with _told(path, "read"), closing(sqlite3.connect(path, timeout=wait, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            (told,) = file.execute("PRAGMA quick_check(1)").fetchone()
            file.execute("ROLLBACK")
            return bool(told != "ok")
    except DamagedLedger:
        return True


@contextmanager
def _told(path: Path, doing: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        told = _explained(error, path, doing)
        if told is None:
            raise
        raise told from error


def _explained(error: sqlite3.Error, path: Path, doing: str) -> AftercareError | None:
    """`error` in the program's words; None where it is a mistake of the program itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:
        case kind if kind in _HELD:
            return Busy(
                "Another aftercare holds the list of what was reminded of and does not let go of it.",
                "Nothing was sent. Let it go on, or end it, then try again.",
            )
        case kind if kind in _DAMAGED:
            return DamagedLedger(
                f"The list of what was reminded of, {path}, is damaged. Nothing is sent: it may have been sent before.",
                "The reminder service sets it aside and begins a new one; `aftercare remind once` does so now.",
            )
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return explained(OSError(errno.EIO, str(error)), doing, path)
        case kind if kind in _AS_ERRNO:
            return explained(OSError(_AS_ERRNO[kind], str(error)), doing, path)
        case _:
            return None
