"""Waiting until something changes in a folder: the kernel says so. Linux only.

By inotify, whose events wait in a file until they are read. A signal (dnotify) is lost to a thread that is about to
sleep, and waits for ever for a lock that the same thread holds.
"""

from __future__ import annotations

import ctypes
import os
import select
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
#: `IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE` of <sys/inotify.h>.
_CHANGES = 0x0002 | 0x0040 | 0x0080 | 0x0100 | 0x0200


def wait_in(folder: Path, found: Callable[[], Found | None], seconds: float = 60) -> Found:
    """What `found` gives, as soon as a change in `folder` brings it about; fails where none does."""
    end = time.monotonic() + seconds
    with _events_of(folder) as events:
        # looked at after the watch has begun, and again after each event: no change comes unseen in between
        while (value := found()) is None:
            left = max(0, end - time.monotonic())
            assert select.select([events], [], [], left)[0], f"what was waited for did not come about in {folder}"
            os.read(events, 1 << 16)
        return value


@contextmanager
def _events_of(folder: Path) -> Iterator[int]:
    kernel = ctypes.CDLL(None, use_errno=True)
    events = _done(kernel.inotify_init1(os.O_CLOEXEC))
    try:
        _done(kernel.inotify_add_watch(events, os.fsencode(folder), _CHANGES))
        yield events
    finally:
        os.close(events)


def _done(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
