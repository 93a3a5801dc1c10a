"""One writer at a time on this machine: a lock of the operating system, which a killed process lets go of by itself.

A few lines of our own: the filelock package costs as much again as the write that it guards.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aftercare.errors import Busy
from aftercare.store.disk import disk_trouble

#: Seconds after which a lock that another process does not let go of is reported.
PATIENCE = 2.0

_FIRST_PAUSE = 0.001
_LONGEST_PAUSE = 0.02
_LONGEST_WAIT = 30.0
_NAME_LENGTH = 40


def _with_fcntl(fd: int) -> bool:
    import fcntl

    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _with_msvcrt(fd: int) -> bool:
    import msvcrt

    # the locked byte lies far behind the text: Windows forbids others to read a locked one
    os.lseek(fd, 1 << 20, os.SEEK_SET)
    try:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
    except OSError:
        return False
    return True


def try_lock() -> Callable[[int], bool]:
    """How this operating system takes a lock on an open file, without waiting. Closing the file lets go of it."""
    return _with_msvcrt if os.name == "nt" else _with_fcntl


class Holding:
    """The lock while it is held.

    `in_order` says whether everything written under it so far has been kept account of. It is false where a holder was
    killed before it had, and stays so until a later holder has.
    """

    def __init__(self, in_order: bool) -> None:
        self.in_order = in_order


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[Holding]:
    """Holds the lock at `path`.

    Raises Busy, naming the holder, where one and the same holds it for `patience` seconds, and DiskTrouble.
    """
    with disk_trouble("open the lock", path):
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        with disk_trouble("take the lock", path):
            _wait(fd, try_lock(), patience)
            holding = Holding(in_order=not _holder(fd))
        name = f"{os.getpid()} {time.monotonic_ns()}"
        _name_holder(fd, name)
        try:
            yield holding
        finally:
            # a name that stays tells the next holder, as a killed process does by leaving its own
            _name_holder(fd, "" if holding.in_order else name)
    finally:
        os.close(fd)


def holder(path: Path) -> int | None:
    """The process that holds the lock at `path`, as it has named itself; None where none has. Raises OSError."""
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        process = _holder(fd).partition(" ")[0]
    finally:
        os.close(fd)
    return int(process) if process.isdigit() else None


def _wait(fd: int, take: Callable[[int], bool], patience: float) -> None:
    began = time.monotonic()
    holder, since, pause = "", began, _FIRST_PAUSE
    while not take(fd):
        now, seen = time.monotonic(), _holder(fd)
        if seen != holder:
            # it goes from hand to hand: that is haste, not a standstill
            holder, since = seen, now
        if now - since >= patience or now - began >= _LONGEST_WAIT:
            process = holder.partition(" ")[0]
            who = f"Another aftercare (process {process})" if process.isdigit() else "Another aftercare"
            raise Busy(
                f"{who} is writing and does not let go of the record.",
                "Nothing was changed. Let it go on, or end it, then try again.",
            )
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _holder(fd: int) -> str:
    os.lseek(fd, 0, os.SEEK_SET)
    return os.read(fd, _NAME_LENGTH).decode("ascii", "replace").strip()


def _name_holder(fd: int, name: str) -> None:
    os.lseek(fd, 0, os.SEEK_SET)
    # only for those who wait: a full disk must not stand in the way of the lock itself
    with contextlib.suppress(OSError):
        os.write(fd, name.ljust(_NAME_LENGTH).encode())
