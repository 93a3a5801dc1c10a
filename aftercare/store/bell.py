"""The bell of a home: whoever has written to a record rings it, and a reminder service that runs looks at once.

A named pipe in the home's state: nobody has to know the other's process, nothing is polled, and where nobody listens a
ring costs one failed `open`. Windows has none: there a service looks at its next beat.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FILE_NAME = "reminders.bell"


def ring(path: Path) -> None:
    """Rings the bell at `path`. What is written is written, whether anybody hears it: never raises for the disk."""
    if os.name != "posix":
        return
    # without a listener, and where there is no pipe, this fails
    with suppress(OSError):
        fd = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            if stat.S_ISFIFO(os.fstat(fd).st_mode):
                # a full pipe is one that nobody has emptied yet: it rings already
                os.write(fd, b"\a")
        finally:
            os.close(fd)


@contextmanager
def hung(path: Path) -> Iterator[int | None]:
    """Hangs the bell at `path` for the one who holds the home's lock: a descriptor that can be read once it rings.

    None where this operating system or this disk has no such thing. It is taken down at the end.
    """
    fds: list[int] = []
    try:
        with suppress(OSError, AttributeError):
            # one that a killed service left is its own pipe, and nobody else's
            path.unlink(missing_ok=True)
            os.mkfifo(path, 0o600)
            fds.append(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC))
            # held open for writing too: a pipe whose last writer left could be read, empty, for ever
            fds.append(os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC))
        yield fds[0] if len(fds) == 2 else None
    finally:
        for fd in fds:
            os.close(fd)
        with suppress(OSError):
            path.unlink(missing_ok=True)


def heard(fd: int) -> None:
    """Takes in all that has rung until now."""
    with suppress(BlockingIOError):
        while os.read(fd, 4096):
            pass
