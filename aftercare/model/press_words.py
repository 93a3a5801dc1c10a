"""Pressing points in words: for how long, why one is not offered, how often today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aftercare.model.magnet_words import at_words
from aftercare.model.point_history_words import pressed_words
from aftercare.model.press import Pressed
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


def kept_words(name: str, pressed: Pressed, ticked: Sequence[str]) -> str:
    """What was kept, such as "ST6 Jiache, left: pressed 2:00. “Press the points” is done."."""
    names = " and ".join(f"“{each}”" for each in ticked)
    done = f" {names} {'is' if len(ticked) == 1 else 'are'} done." if ticked else ""
    return f"{name}: {pressed_words(pressed)}.{done}"


def press_row_words(row: PressRow, now: datetime) -> str:
    """Such as "2:00 by your plan; once today, 09:10"."""
    if row.bar is not None:
        return press_bar_words(row.bar, now)
    by = {SetBy.PLAN: " by your plan", SetBy.LAST: " as last time", SetBy.NOBODY: ", no time in your plan"}
    today = f"; {times(row.today)} today" if row.today else ""
    last = f", {at_words(row.last.at, now)}" if row.today and row.last is not None else ""
    return f"{clock_words(row.whole)}{by[row.set_by]}{today}{last}"
