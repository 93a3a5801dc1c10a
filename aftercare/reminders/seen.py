"""What was shown in the app itself, as the ledger keeps it: a channel of its own, so that it is shown once."""

from __future__ import annotations

from datetime import datetime

from aftercare.reminders.channel import Sent
from aftercare.reminders.ledger import Ledger
from aftercare.reminders.reminder import Reminder
from aftercare.reminders.tick import ledger_key

IN_APP = "app"


def shown_now(ledger: Ledger, client: str, reminder: Reminder, now: datetime) -> bool:
    """Takes it upon itself to show `reminder` in this app; False where another one did, or it is older than the ledger.

    Raises what the ledger raises; then it is not to be shown.
    """
    claim = ledger.claim(client, ledger_key(reminder), IN_APP, reminder.due, reminder.expires, now)
    if claim is None or not ledger.begin(claim, now):
        return False
    return ledger.finish(claim, Sent(), now)
