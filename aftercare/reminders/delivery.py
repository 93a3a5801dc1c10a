"""How a message reaches the person: claimed in the ledger, then sent by a process of its own (sender.py).

A notifier may print, hang or crash. So whatever became of that process, the ledger says so afterwards. To start one
costs more than everything else of a message: a service lets it rest for a moment, in case that more is due.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

import msgspec

from aftercare.model.safe_text import printable
from aftercare.reminders.channel import Message
from aftercare.reminders.fitting import fitted
from aftercare.reminders.ledger import Claim, Ledger
from aftercare.reminders.order import Order
from aftercare.reminders.sender import COMMAND, Sender

DESKTOP = "desktop"

#: Longer than a Windows balloon stands, much shorter than a lease.
LIMIT = timedelta(seconds=15)

#: For so long a service keeps a process that has sent. Where nothing was measured each message has its own: a balloon
#: of Windows stands as long as its process.
REST = timedelta(seconds=5) if sys.platform == "linux" else timedelta()


def _now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """Delivers on the desktop what nobody else has delivered. May be used from several threads.

    `clock` is asked when it is known what became of a message; `command` and `environment` are those of the process
    that sends, which may `rest` for so long before it ends. Whoever lets it rest closes the courier at the end.
    """

    def __init__(
        self,
        ledger: Ledger,
        limit: timedelta = LIMIT,
        clock: Callable[[], datetime] = _now,
        command: tuple[str, ...] = COMMAND,
        environment: Mapping[str, str] | None = None,
        rest: timedelta = timedelta(),
    ) -> None:
        self._ledger = ledger
        self._limit = limit
        self._clock = clock
        self._command = command
        self._environment = environment
        self._rest = rest
        self._running: set[Sender] = set()
        self._resting: dict[Sender, threading.Timer] = {}
        self._guard = threading.Lock()

    def deliver(self, message: Message, due: datetime, ends: datetime) -> bool:
        """Sends `message` if it is due and nobody else's; what became of it stands in the ledger.

        False where there was nothing to do, or where its window is over. Raises what the ledger raises: then nothing
        was sent.
        """
        claim = self._ledger.claim(message.client, message.key, DESKTOP, due, ends, self._clock())
        if claim is None:
            return False
        self.carry(claim, message)
        return True

    def carry(self, claim: Claim, message: Message) -> None:
        """Has a claimed message sent, and waits until it is known what became of it. Raises as `deliver`."""
        order = Order(os.fsencode(self._ledger.path.absolute()), claim, fitted(message))
        try:
            with self._sender() as sender:
                trouble = sender.carry_out(msgspec.json.encode(order) + b"\n", self._limit)
        except OSError as error:
            trouble = f"The notifier could not be started: {error.strerror or error}."
        if trouble:
            # changes nothing where the process has said itself what became of it
            self._ledger.give_up(claim, printable(trouble, 200), self._clock())

    def get_ready(self, number: int) -> None:
        """Has so many processes wait for what will be due in a moment: a start takes longer than everything else.

        Nothing where they do not rest, and where one cannot be started: what is due then tells why.
        """
        ready: list[Sender] = []
        if self._rest:
            with suppress(OSError):
                while len(ready) < number:
                    ready.append(self._waiting() or Sender(self._command, self._environment))
        for sender in ready:
            self._let_rest(sender)

    def cut_off(self) -> None:
        """Ends what is being sent, as its time limit would: for whoever stops."""
        with self._guard:
            for sender in self._running:
                sender.kill()

    def close(self) -> None:
        """Ends the processes that rest. To be called when nothing is being sent any more."""
        while (sender := self._rested()) is not None:
            sender.close()

    @contextmanager
    def _sender(self) -> Iterator[Sender]:
        """A process that sends, for one order; afterwards it rests or ends."""
        sender = self._waiting() or Sender(self._command, self._environment)
        with self._guard:
            self._running.add(sender)
        rests = False
        try:
            yield sender
            rests = bool(self._rest) and sender.runs()
        except BaseException:
            # also when this process is interrupted: nothing goes on unseen
            sender.kill()
            raise
        finally:
            with self._guard:
                self._running.discard(sender)
            if rests:
                self._let_rest(sender)
            else:
                sender.close()

    def _waiting(self) -> Sender | None:
        """A process that rests and is still there, which does not rest any more."""
        while (sender := self._rested()) is not None and not sender.runs():
            sender.close()
        return sender

    def _rested(self) -> Sender | None:
        """The process that has rested the shortest, which does not rest any more."""
        with self._guard:
            if not self._resting:
                return None
            sender, retiring = self._resting.popitem()
        retiring.cancel()
        return sender

    def _let_rest(self, sender: Sender) -> None:
        retiring = threading.Timer(self._rest.total_seconds(), self._retire, (sender,))
        retiring.daemon = True
        with self._guard:
            self._resting[sender] = retiring
        retiring.start()

    def _retire(self, sender: Sender) -> None:
        with self._guard:
            found = self._resting.pop(sender, None)
        if found is not None:
            sender.close()
