"""A notification to try the way to the desktop. It goes through the ledger as any other, and nothing tries it again."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from aftercare.reminders.channel import Key, Message
from aftercare.reminders.ledger import Delivery, Ledger
from aftercare.reminders.tick import Carrier

#: The kind that the ledger has for it. It is nobody's: the client is "".
TRIAL = "test"

_WINDOW = timedelta(minutes=1)
_BEFORE = timedelta(seconds=1)


def send_trial(ledger: Ledger, carrier: Carrier, clock: Callable[[], datetime]) -> Delivery:
    """Sends one now and tells what became of it. Raises what the ledger raises."""
    now = clock()
    # nothing is sent that is as old as the ledger: a new one has to begin a little earlier
    ledger.settle(now - _BEFORE)
    key = Key(TRIAL, secrets.token_hex(8))
    carrier.deliver(Message("", key, "aftercare", "This is a test. Reminders look like this."), now, now + _WINDOW)
    return next(row for row in ledger.deliveries("") if row.key == key)
