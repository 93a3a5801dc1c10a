"""The rows of the inbox in words, for screens and commands."""

from __future__ import annotations

from datetime import datetime

from aftercare.model.words import short_day, times
from aftercare.reminders.inbox import InboxItem, Open, Standing
from aftercare.reminders.reason_words import told_reason


def standing_words(item: InboxItem, now: datetime) -> str:
    """What became of it, such as "sent 21:00, twice" or "may not have been shown: the notifier did not end in time".

    `now` in the wall time in which it is told.
    """
    because = f": {told_reason(item.reason)}" if item.reason else ""
    match item.standing:
        case Standing.DUE:
            return "due"
        case Standing.SENDING:
            return "being sent"
        case Standing.SENT:
            again = f", said {times(item.said)}" if item.said > 1 else ""
            return f"sent {when(item.due, now)}{again}"
        case Standing.UNKNOWN:
            return f"may not have been shown{because}"
        case Standing.NOT_SENT:
            return f"not sent{because}; it is tried again"
        case Standing.EXPIRED:
            return f"not shown in its time{because}"
        case Standing.PUT_OFF:
            return "put off"


def ending_words(item: InboxItem) -> str:
    """Such as "answered"; nothing while it is open."""
    return "" if item.open is Open.OPEN else item.open.value


def when(at: datetime, now: datetime) -> str:
    """Such as "21:00"; with its day where that is another one."""
    wall = at.astimezone(now.tzinfo)
    return f"{wall:%H:%M}" if wall.date() == now.date() else f"{short_day(wall.date(), now.date())} {wall:%H:%M}"
