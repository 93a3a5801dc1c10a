"""The rows of the ledger in words: what each was about, and what became of it."""

from __future__ import annotations

from datetime import datetime

from aftercare.reminders.ledger import Delivery, State
from aftercare.reminders.reason_words import told_reason
from aftercare.reminders.seen import IN_APP
from aftercare.reminders.trial import TRIAL

_KINDS = {
    "slot": "routine",
    "session": "session",
    "took-place": "took place?",
    "check-in": "check-in",
    "watch": "late signs",
    "magnets": "magnets",
    "run-out": "runs out",
    "use-by": "use by",
    TRIAL: "test",
}


def about(row: Delivery) -> str:
    """Such as "routine: evening 2026-11-22", and which time it is where it is said again."""
    kind = _KINDS.get(row.key.kind, row.key.kind)
    if row.key.kind == TRIAL:
        return kind
    named = row.key.slot.removeprefix(f"{row.key.kind}:").replace(":", " ")
    put_off, again = divmod(row.key.attempt - 1, 10)
    more = (", put off" if put_off else "") + (", said again" if again else "")
    return f"{kind}: {named}{more}"


def outcome(row: Delivery, now: datetime) -> str:
    """Such as "sent 21:00" or "not sent: no bus; it is tried again"."""
    changed = row.changed.astimezone(now.tzinfo)
    because = f": {told_reason(row.reason)}" if row.reason else ""
    match row.state:
        case State.CLAIMED:
            return "about to be sent"
        case State.SENDING:
            return "being sent"
        case State.SENT:
            return f"{'shown in the app' if row.channel == IN_APP else 'sent'} {changed:%H:%M}"
        case State.NOT_SENT:
            again = "" if row.ends <= now or row.key.kind == TRIAL else "; it is tried again"
            return f"not sent{because}{again}"
        case State.UNKNOWN:
            return f"unknown, it may not have been shown{because}"
        case State.EXPIRED:
            return f"not shown in its time{because}"
