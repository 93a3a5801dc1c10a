"""The process that sends one message and ends: `python -m aftercare.reminders.notify`, started by delivery.py.

It reads an order on standard input, says in the ledger that it sends, sends, and says what became of it. So the ledger
is right whoever else is killed meanwhile.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from aftercare.errors import AftercareError
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
    """The exit code says whether the ledger knows."""
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    try:
        carry_out(order, desktop())
    except AftercareError as error:
        sys.stderr.write(f"{error.message}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
