"""The process that sends, seen from the one that has it send: `python -m aftercare.reminders.notify`.

It runs in a process group of its own and without a terminal. It answers each order with an empty line, and ends when
there are no more: also where whoever started it was killed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

#: -P: what lies in the folder in which the service was started is never imported. UTF-8: for the texts as arguments.
COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "aftercare.reminders.notify")

#: For so long it may take to end once there are no more orders. Nothing is on its way then.
_PATIENCE = timedelta(seconds=1)


class Sender:
    """One such process. Raises OSError where it cannot be started. `kill` may be called from another thread."""

    def __init__(self, command: tuple[str, ...] = COMMAND, environment: Mapping[str, str] | None = None) -> None:
        # a file, not a pipe: a bus daemon that it starts on the way would hold a pipe open
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed at its end
        try:
            self._process = subprocess.Popen(
                command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env=environment,
                start_new_session=True,
                # no window on Windows, where the line above has no meaning
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except BaseException:
            self._said.close()
            raise
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    def carry_out(self, order: bytes, limit: timedelta) -> str:
        """Has it carry out `order`, one line. "" where it answers; else it is gone by `limit`: what it said last."""
        with self._killed_after(limit) as late:
            with contextlib.suppress(BrokenPipeError):
                self._orders.write(order)
            if self._answers.readline() == b"\n":
                # it shares the place in the file: what it says of the next order begins where this one's did
                self._said.seek(0)
                self._said.truncate()
                return ""
            self._orders.close()
            self._process.wait()
        return "The notifier did not end in time." if late.is_set() else self._last_words()

    @contextmanager
    def _killed_after(self, limit: timedelta) -> Iterator[threading.Event]:
        """Kills it where the block takes longer; the event tells that it did."""
        late = threading.Event()

        def cut() -> None:
            late.set()
            self.kill()

        # not by a limit of `wait`, which would look at the process again and again instead of waiting for it
        limiting = threading.Timer(limit.total_seconds(), cut)
        limiting.daemon = True
        limiting.start()
        try:
            yield late
        finally:
            limiting.cancel()

    def _last_words(self) -> str:
        """What it said last, which is what a program fails with; its status where it said nothing."""
        self._said.seek(0)
        lines = self._said.read(1 << 16).decode("utf-8", "replace").split("\n")
        said = (line.strip() for line in reversed(lines) if line.strip())
        return next(said, f"The notifier ended with status {self._process.returncode}.")

    def kill(self) -> None:
        """Kills it and what it started, unless it has ended."""
        if not self.runs():
            return
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def close(self) -> None:
        """Ends it, and waits until it is gone."""
        self._orders.close()
        with self._killed_after(_PATIENCE):
            self._process.wait()
        self._answers.close()
        self._said.close()
