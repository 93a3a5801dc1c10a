"""What the process that sends is told."""

from __future__ import annotations

from msgspec import Struct

from aftercare.reminders.channel import Message
from aftercare.reminders.ledger import Claim


class Order(Struct, frozen=True):
    """Which message is sent on which claim. The ledger's path goes in bytes: a path need not be UTF-8."""

    ledger: bytes
    claim: Claim
    message: Message
