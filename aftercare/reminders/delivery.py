"""How a message reaches the person: claimed in the ledger, then sent by a short-lived process.

A notifier may print, hang or crash. So it runs in a process group of its own without a terminal, within a time limit,
and whatever became of it, the ledger says so afterwards.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import IO

import msgspec

from aftercare.model.safe_text import printable
from aftercare.reminders.channel import Message
from aftercare.reminders.fitting import fitted
from aftercare.reminders.ledger import Claim, Ledger
from aftercare.reminders.order import Order

DESKTOP = "desktop"

#: Longer than a Windows balloon stands, much shorter than a lease.
LIMIT = timedelta(seconds=15)

#: -P: what lies in the folder in which the service was started is never imported. UTF-8: for the texts as arguments.
COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "aftercare.reminders.notify")


def _now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """Delivers on the desktop what nobody else has delivered. May be used from several threads.

    `clock` is asked when it is known what became of a message; `command` and `environment` are those of the process
    that sends.
    """

    def __init__(
        self,
        ledger: Ledger,
        limit: timedelta = LIMIT,
        clock: Callable[[], datetime] = _now,
        command: tuple[str, ...] = COMMAND,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._ledger = ledger
        self._limit = limit
        self._clock = clock
        self._command = command
        self._environment = environment
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()

    def deliver(self, message: Message, due: datetime, ends: datetime) -> bool:
        """Sends `message` if it is due, in its window and nobody else's; False where there was nothing to send.

        What became of it stands in the ledger. Raises what the ledger raises; then it was not sent, or it was and the
        ledger says “sending”, which is never sent again.
        """
        claim = self._ledger.claim(message.client, message.key, DESKTOP, due, ends, self._clock())
        if claim is None:
            return False
        self.carry(claim, message)
        return True

    def carry(self, claim: Claim, message: Message) -> None:
        """Has a claimed message sent, and waits until that has ended. Raises as `deliver`."""
        order = Order(os.fsencode(self._ledger.path.absolute()), claim, fitted(message))
        try:
            with tempfile.TemporaryFile() as said:
                reason = self._run(msgspec.json.encode(order), said)
                said.seek(0)
                words = said.read(1 << 16).decode("utf-8", "replace").split("\n")
        except OSError as error:
            reason, words = f"The notifier could not be started: {error.strerror or error}.", []
        # what a program says last is what it failed with
        last = next((line.strip() for line in reversed(words) if line.strip()), reason)
        # changes nothing where the process has said itself what became of it
        self._ledger.give_up(claim, printable(last, 200), self._clock())

    def cut_off(self) -> None:
        """Ends what is being sent, as its time limit would: for whoever stops."""
        with self._guard:
            for process in self._running:
                _kill(process)

    def _run(self, order: bytes, said: IO[bytes]) -> str:
        """Runs the process to its end or to the limit; how it ended."""
        with subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=self._environment,
            start_new_session=True,
            # no window on Windows, where the line above has no meaning
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as process:
            late = threading.Event()

            def cut() -> None:
                late.set()
                _kill(process)

            # not by a limit of `communicate`, which would look at the process every 50 ms instead of waiting for it
            limit = threading.Timer(self._limit.total_seconds(), cut)
            limit.daemon = True
            with self._guard:
                self._running.add(process)
            try:
                limit.start()
                process.communicate(order)
            finally:
                # also when this process is interrupted: nothing goes on unseen
                limit.cancel()
                with self._guard:
                    self._running.discard(process)
                    _kill(process)
        if late.is_set():
            return "The notifier did not end in time."
        return f"The notifier ended with status {process.returncode}."


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kills the process and what it started, unless it has ended."""
    if process.poll() is not None:
        return
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
