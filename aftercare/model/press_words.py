"""Pressing points in words: for how long, why one is not offered, how often today."""

from __future__ import annotations

from datetime import datetime

from aftercare.model.magnet_words import at_words
from aftercare.model.press_view import PressBar, PressBarKind, PressRow, SetBy
from aftercare.model.run import clock_words
from aftercare.model.words import times

NO_POINTS = "Your plan has no point to be pressed. Points come with your therapist's plan."
#: Stands where the plan names no time.
NO_TIME = "Your plan names no time: set one that your therapist told you, or that is comfortable."


def press_bar_words(bar: PressBar, now: datetime) -> str:
    """Why a point is not offered now, in a few words."""
    match bar.kind:
        case PressBarKind.NEVER:
            return "not offered: never for your own hands"
        case PressBarKind.HELD:
            until = f" until {at_words(bar.until, now)}" if bar.until is not None else ""
            return f"not offered: rests after the session{until}"


def press_row_words(row: PressRow, now: datetime) -> str:
    """Such as "2:00, as your plan says; pressed once today, 09:10"."""
    if row.bar is not None:
        return press_bar_words(row.bar, now)
    by = {SetBy.PLAN: "as your plan says", SetBy.LAST: "as last time", SetBy.NOBODY: "your plan names no time"}
    today = f"; pressed {times(row.today)} today" if row.today else ""
    last = f", {at_words(row.last.at, now)}" if row.today and row.last is not None else ""
    return f"{clock_words(row.whole)}, {by[row.set_by]}{today}{last}"
