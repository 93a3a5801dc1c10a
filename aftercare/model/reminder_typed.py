"""Reminders' settings as a person types and reads them: what is read can be typed again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import (
    LEAST_AGAIN,
    LEAST_LATE,
    MAX_AGAIN,
    MAX_DAYS,
    MAX_MINUTES,
    MOST_AGAIN,
    NAMED,
    NEUTRAL,
    ByDays,
    ByMinutes,
    KindSettings,
    QuietHours,
    Timing,
)
from aftercare.model.text import typed_text
from aftercare.model.typed_slot import time_typed

OFF, ON = "off", "on"
_AT_ONCE = "at its time"
_SPAN = re.compile(r"(\d{1,5})\s*(min|minutes?|h|hours?|d|days?)", re.ASCII)
_MINUTES = {"m": 1, "h": 60, "d": 24 * 60}
_JOINED = re.compile(r"\s*(?:,|;|\band\b)\s*")
_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_SPREAD = re.compile(r"\s*(?:-|–|\bto\b)\s*")
_LONGEST_WORDING = 60
_MOST_MINUTES, _MOST_DAYS = 4, 6
#: A slot is told of once, and at most so long before.
_SLOT_LEAD = 12 * 60
#: Kinds that say when to ask after something: the others say when to tell before it.
_AFTERWARDS = frozenset({ReminderKind.TOOK_PLACE, ReminderKind.CHECK_IN, ReminderKind.WATCH})


def timing_words(settings: KindSettings) -> str:
    """Such as "24 h and 2 h before", "1, 3 and 7 days after, 18:00", "at its time" and "off"."""
    return _when(settings.kind, settings.timing) if settings.on else OFF


def _when(kind: ReminderKind, timing: Timing) -> str:
    side = "after" if kind in _AFTERWARDS else "before"
    match timing:
        case ByMinutes(minutes=minutes):
            return _AT_ONCE if minutes == (0,) else f"{_joined([_span(each) for each in minutes])} {side}"
        case ByDays(days=days, at=at):
            if days == (0,):
                return f"{at:%H:%M}"
            unit = "day" if days == (1,) else "days"
            return f"{_joined([str(each) for each in days])} {unit} {side}, {at:%H:%M}"


def _span(minutes: int) -> str:
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min"


def _joined(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]


def timing_typed(text: str, now: KindSettings) -> KindSettings:
    """`now` as `text` says: "off", "on", or when it is said, which switches it on. Raises BadInput."""
    wanted = " ".join(text.casefold().split())
    if wanted in (OFF, ON):
        return replace(now, on=wanted == ON)
    match now.timing:
        case ByMinutes():
            timing: Timing = _minutes_typed(wanted, text, now.kind)
        case ByDays(at=at, days=days):
            timing = _days_typed(wanted, text, at, days)
    return replace(now, on=True, timing=timing)


def _minutes_typed(wanted: str, text: str, kind: ReminderKind) -> ByMinutes:
    example = "Write it like: 24 h and 2 h before; at its time; off."
    if wanted in (_AT_ONCE, "at the time", "0"):
        return ByMinutes((0,))
    found = []
    for part in _JOINED.split(re.sub(r"\s*\b(before|after)$", "", wanted)):
        span = _SPAN.fullmatch(part)
        if span is None:
            raise BadInput(f"“{text.strip()}” does not say when.", example)
        found.append(int(span[1]) * _MINUTES[span[2][0]])
    minutes = tuple(sorted(set(found), reverse=True))
    if kind is not ReminderKind.SESSION and len(minutes) > 1:
        raise BadInput("This is said once: name one time.", example)
    most = _SLOT_LEAD if kind is ReminderKind.SLOT else MAX_MINUTES
    if minutes[0] > most or len(minutes) > _MOST_MINUTES:
        raise BadInput(f"At most {most // 60} h, and at most {_MOST_MINUTES} times.", example)
    return ByMinutes(minutes)


def _days_typed(wanted: str, text: str, at: time, days: tuple[int, ...]) -> ByDays:
    example = "Write it like: 7 days before, 10:00; or 10:00 alone; off."
    clock = _CLOCK.search(wanted)
    if clock is not None:
        at = time_typed(clock.group())
        wanted = wanted[: clock.start()] + wanted[clock.end() :]
    rest = re.sub(r"\b(on|at|before|after|days?)\b", " ", wanted).strip(" ,;")
    if rest:
        parts = _JOINED.split(" ".join(rest.split()))
        if not all(each.isascii() and each.isdecimal() and int(each) <= MAX_DAYS for each in parts):
            raise BadInput(f"“{text.strip()}” does not say when.", f"{example} At most {MAX_DAYS} days.")
        days = tuple(sorted({int(each) for each in parts}))
    elif clock is None:
        raise BadInput(f"“{text.strip()}” does not say when.", example)
    if len(days) > _MOST_DAYS:
        raise BadInput(f"At most {_MOST_DAYS} days.", example)
    return ByDays(days, at)


def late_words(settings: KindSettings) -> str:
    """Such as "4 h", "3 days" and "30 min"."""
    days, rest = divmod(settings.late, 24 * 60)
    return f"{days} days" if days > 1 and not rest else _span(settings.late)


def late_typed(text: str, now: KindSettings) -> KindSettings:
    """`now`, still said for as long after its time as `text` says: "4 h", "3 days". Raises BadInput."""
    found = _SPAN.fullmatch(" ".join(text.casefold().split()).removesuffix(" late"))
    if found is None:
        raise BadInput(f"“{text.strip()}” does not say how long.", "Write it like: 4 h; 30 min; 3 days.")
    late = int(found[1]) * _MINUTES[found[2][0]]
    if not LEAST_LATE <= late <= MAX_MINUTES:
        raise BadInput(f"From {LEAST_LATE} min to {MAX_MINUTES // (24 * 60)} days.", "Write it like: 4 h.")
    return replace(now, late=late)


def wording_typed(text: str) -> str:
    """The wording that `text` names, or the words themselves. Raises BadInput."""
    wanted = " ".join(typed_text(text, "wording").split())
    if wanted.casefold() in (NEUTRAL, NAMED):
        return wanted.casefold()
    if len(wanted) > _LONGEST_WORDING:
        raise BadInput("The wording is too long.", f"Keep it to {_LONGEST_WORDING} characters.")
    return wanted


def quiet_words(quiet: QuietHours) -> str:
    """Such as "22:00 to 07:00" and "off"."""
    return f"{quiet.since:%H:%M} to {quiet.until:%H:%M}" if quiet.on else OFF


def quiet_typed(text: str, now: QuietHours) -> QuietHours:
    """`now` as `text` says: "off", "on", or from when to when. Raises BadInput."""
    wanted = " ".join(text.casefold().split())
    if wanted in (OFF, ON):
        return replace(now, on=wanted == ON)
    parts = _SPREAD.split(wanted)
    if len(parts) != 2:
        raise BadInput(f"“{text.strip()}” does not say from when to when.", "Write it like: 22:00 to 07:00; off.")
    since, until = (time_typed(each) for each in parts)
    if since == until:
        raise BadInput("Quiet hours need a beginning and another end.", "Write it like: 22:00 to 07:00; off.")
    return QuietHours(since, until)


def again_words(settings: KindSettings) -> str:
    """Such as "after 20 min, at most 2 times" and "off"."""
    if not settings.again:
        return OFF
    return f"after {settings.again_after} min, at most {settings.again} {'time' if settings.again == 1 else 'times'}"


def again_typed(text: str, now: KindSettings) -> KindSettings:
    """`now`, said again as `text` says: "20 min", "20 min, 2 times", "off". Raises BadInput."""
    wanted = " ".join(text.casefold().split())
    if wanted == OFF:
        return replace(now, again=0)
    if wanted == ON:
        return replace(now, again=now.again or 2)
    found = re.fullmatch(
        r"(?:after )?(\d{1,3}) ?min(?:utes)?(?:[, ]+(?:at most )?(\d)(?: ?times?)?)?", wanted, re.ASCII
    )
    if found is None:
        raise BadInput(
            f"“{text.strip()}” does not say how often.", "Write it like: after 20 min, at most 2 times; off."
        )
    after, again = int(found[1]), int(found[2] or now.again or 2)
    if not LEAST_AGAIN <= after <= MOST_AGAIN or again > MAX_AGAIN:
        raise BadInput(f"From {LEAST_AGAIN} min to {MOST_AGAIN} min, at most {MAX_AGAIN} times.", "Or write: off.")
    return replace(now, again=again, again_after=after)
