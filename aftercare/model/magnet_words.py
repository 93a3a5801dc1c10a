"""Magnets in words: what is at a place, until when, and why none goes there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from aftercare.model.floor import Floor, FloorKind
from aftercare.model.floor_words import floor_words
from aftercare.model.flooring import NotAllowed
from aftercare.model.magnet_event import (
    AdhesiveChanged,
    Found,
    GivenUp,
    MagnetEvent,
    Missed,
    Placed,
    Removed,
    Skin,
    SkinChecked,
)
from aftercare.model.magnet_offer import Bar, BarKind
from aftercare.model.magnets_view import MagnetRow, MagnetsView
from aftercare.model.point_state import PointState
from aftercare.model.words import counted, short_day

#: The sign that a missing magnet leads to, and that of skin under one which blisters or itches.
MISSING_SIGN, SKIN_SIGN = "magnet-missing", "rash-under-patch"
SCAN_SENTENCE = (
    "Take all magnets, metal patches and press needles off before you enter the scanner's area, count them, and tell "
    "the staff that you wear such things."
)
NO_POINTS = "Your plan has no point for a magnet. Points come with your therapist's plan."
_SKIN = {
    Skin.CLEAR: "clear",
    Skin.MARK: "a mark",
    Skin.ITCH: "it itches",
    Skin.BLISTER: "a blister",
}


def skin_words(skin: Skin) -> str:
    """Such as "a mark"."""
    return _SKIN[skin]


def at_words(at: datetime, now: datetime) -> str:
    """Such as "21:04", or "Mon 23 Nov 21:04" on another day; both in the client's wall time."""
    clock = f"{at.astimezone(now.tzinfo):%H:%M}"
    day = at.astimezone(now.tzinfo).date()
    return clock if day == now.date() else f"{short_day(day, now.date())} {clock}"


def span_words(span: timedelta) -> str:
    """Such as "23 h", "45 min" and "2 days"."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


def excluded_words(excluded: NotAllowed) -> str:
    """Why no magnet is offered, who says so and what to do: the floor's own words."""
    return floor_words(Floor(FloorKind.MAGNETS, excluded.reasons, excluded.unanswered))


def bar_words(bar: Bar, now: datetime) -> str:
    """Why none goes there now, in a few words."""
    until = f" until {at_words(bar.until, now)}" if bar.until is not None else ""
    match bar.kind:
        case BarKind.EXCLUDED:
            return "not offered: see the safety questions"
        case BarKind.NEVER:
            return "never for your own hands"
        case BarKind.EYE:
            return "no magnet at the eye"
        case BarKind.MOUTH_AT_NIGHT:
            return "none at the mouth overnight"
        case BarKind.SCAN:
            return f"MRI or surgery: none{until}"
        case BarKind.HELD:
            return f"rests after the session{until}"
        case BarKind.WORN:
            return "one is on"
        case BarKind.MISSING:
            return "one is still looked for"
        case BarKind.SKIN:
            return f"rests until the skin is clear: {', '.join(_SKIN[Skin(each)] for each in bar.what)}"
        case BarKind.REST_DAY:
            return f"a day of rest{until}"


def row_words(row: MagnetRow, now: datetime) -> str:
    """What is at a place now: "on since 09:00, off in 23 h", "missing", why none goes there, or how long it rested."""
    if row.wearing is not None:
        since = f"on since {at_words(row.wearing.since, now)}"
        if row.off is None:
            return f"{since}, no time named"
        if row.off <= now:
            return f"{since}, off now"
        return f"{since}, off in {span_words(row.off - now)}"
    if row.missing is not None:
        return f"missing since {at_words(row.missing, now)}"
    if row.bar is not None:
        return bar_words(row.bar, now)
    rested = f"rested {span_words(now - row.ended)}" if row.ended is not None else "not used yet"
    return f"{'next, ' if row.turn == 1 else ''}{rested}"


def state_at(row: MagnetRow, now: datetime) -> PointState:
    """What is so at a place now, for the face and the lists."""
    if row.wearing is not None:
        return PointState.OFF_NOW if row.off is not None and row.off <= now else PointState.ON
    if row.missing is not None:
        return PointState.MISSING
    if row.bar is not None:
        never = row.bar.kind in (BarKind.EXCLUDED, BarKind.NEVER, BarKind.EYE)
        return PointState.NEVER if never else PointState.RESTS
    return PointState.NEXT if row.turn == 1 else PointState.FREE


def counts_words(view: MagnetsView) -> str:
    """Such as "6 out, 5 in, 1 missing"."""
    counts = view.counts
    said = [f"{counts.out} counted out", f"{counts.back} counted in", f"{counts.worn} on"]
    return ", ".join((*said, f"{counts.missing} missing") if counts.missing else said)


def missing_words(rows: Sequence[MagnetRow]) -> str:
    """What is asked at once where one is missing."""
    names = ", ".join(each.place.name for each in rows)
    verb = "is" if len(rows) == 1 else "are"
    return f"{counted(len(rows), 'magnet')} {verb} missing: {names}."


def event_words(event: MagnetEvent) -> str:
    """What happened, such as "put on" or "skin: a mark"."""
    match event:
        case Placed():
            return "put on"
        case Removed():
            return "taken off, counted in"
        case Missed():
            return "missing when counted"
        case Found():
            return "found"
        case GivenUp():
            return "no longer looked for"
        case AdhesiveChanged():
            return "new adhesive"
        case SkinChecked(skin=skin, text=text):
            return f"skin: {_SKIN[skin]}{f' ({text})' if text else ''}"


def placed_words(number: int, ticked: Sequence[str]) -> str:
    """What was done, such as "2 magnets on, counted out. “Magnets” is done."."""
    names = " and ".join(f"“{each}”" for each in ticked)
    done = f" {names} {'is' if len(ticked) == 1 else 'are'} done." if ticked else ""
    return f"{counted(number, 'magnet')} on, counted out.{done}"
