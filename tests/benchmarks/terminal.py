"""A program in a pseudo-terminal of 100x30, timed until a text stands on its screen."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time

_LONGEST = 60.0


class Terminal:
    """A pseudo-terminal with a program in it."""

    def __init__(self, words: list[str]) -> None:
        # as installed: with compiled modules
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self._fd, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=environment | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._fd)

    def press(self, keys: bytes) -> None:
        """Types."""
        os.write(self._fd, keys)

    def until(self, marker: bytes) -> float:
        """Seconds until `marker` is drawn, anew."""
        began = time.perf_counter()
        seen = b""
        while marker not in seen:
            readable, _, _ = select.select([self._fd], [], [], began + _LONGEST - time.perf_counter())
            if not readable:
                raise TimeoutError(f"{marker!r} was never drawn: {seen[-2000:]!r}")
            seen += os.read(self._fd, 65536)
        return time.perf_counter() - began

    def until_quiet(self) -> None:
        """Reads what is still being drawn, up to a pause of a tenth of a second."""
        while select.select([self._fd], [], [], 0.1)[0]:
            os.read(self._fd, 65536)
