"""The process that sends: `python -m aftercare.reminders.notify`, started by sender.py. It ends with its input.

It reads an order on standard input, says in the ledger that it sends, sends, and says what became of it; then the next.
So the ledger is right whoever else is killed meanwhile.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aftercare.errors import AftercareError
from aftercare.model.learned_types import learned
from aftercare.reminders.channel import Channel
from aftercare.reminders.desktop import desktop
from aftercare.reminders.ledger import Ledger
from aftercare.reminders.order import Order


def carry_out(order: Order, channel: Channel) -> None:
    """Sends what is ordered, unless somebody else has claimed it since. Raises what the ledger raises."""
    ledger = Ledger(Path(os.fsdecode(order.ledger)))
    if ledger.begin(order.claim, datetime.now(UTC)):
        outcome = channel.send(order.message)
        ledger.finish(order.claim, outcome, datetime.now(UTC))


def main() -> int:
    """Carries out each order, a line each, until there are no more; an empty line answers that the ledger knows.

    Where the ledger refuses, the exit code says so.
    """
    # what a notifier prints is no answer
    answers = os.dup(sys.stdout.fileno())
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    channel = desktop()
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=learned(Order))
        try:
            carry_out(order, channel)
        except AftercareError as error:
            sys.stderr.write(f"{error.message}\n")
            return error.exit_code
        os.write(answers, b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
