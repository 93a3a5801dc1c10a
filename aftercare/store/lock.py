"""One writer at a time on this machine: a lock of the operating system, which a killed process lets go of by itself.

A few lines of our own: the filelock package costs as much again as the write that it guards.
"""

from __future__ import annotations

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


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock at `path`. Raises Busy, naming the holder, after `patience` seconds, and DiskTrouble."""
    with disk_trouble("open the lock", path):
        fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        take = try_lock()
        deadline = time.monotonic() + patience
        pause = _FIRST_PAUSE
        while not take(fd):
            if time.monotonic() >= deadline:
                raise Busy(
                    f"Another aftercare{_holder(fd)} is writing and does not let go of the record.",
                    "Nothing was changed. Let it go on, or end it, then try again.",
                )
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        name = str(os.getpid()).ljust(10).encode()
        os.lseek(fd, 0, os.SEEK_SET)
        os.write(fd, name)
        yield
    finally:
        os.close(fd)


def _holder(fd: int) -> str:
    os.lseek(fd, 0, os.SEEK_SET)
    text = os.read(fd, 10).strip()
    return f" (process {int(text)})" if text.isdigit() else ""
