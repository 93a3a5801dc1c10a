"""Waiting until something changes in a folder: the kernel says so. Linux only, in the main thread."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Found = TypeVar("Found")
_CHANGES = fcntl.DN_CREATE | fcntl.DN_MODIFY | fcntl.DN_RENAME | fcntl.DN_DELETE


def wait_in(folder: Path, found: Callable[[], Found | None], seconds: float = 60) -> Found:
    """What `found` gives, as soon as a change in `folder` brings it about; fails where none does."""
    changed = threading.Event()
    before = signal.signal(signal.SIGIO, lambda *_: changed.set())
    watched = os.open(folder, os.O_RDONLY)
    end = time.monotonic() + seconds
    try:
        while True:
            changed.clear()
            # for one change; asked for again before looking, so that none is missed
            fcntl.fcntl(watched, fcntl.F_NOTIFY, _CHANGES)
            if (value := found()) is not None:
                return value
            assert changed.wait(end - time.monotonic()), f"what was waited for did not come about in {folder}"
    finally:
        os.close(watched)
        signal.signal(signal.SIGIO, before)
