"""Appointments as a person types and reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache

from aftercare.errors import BadInput
from aftercare.model.session import Attendance, Session
from aftercare.model.words import short_day

_EXAMPLE = "Write it like 2026-11-26 17:30, or thu 17:30."
#: How long after a session the program still asks whether it took place.
ASKED_FOR = timedelta(days=60)


@cache
def _when() -> re.Pattern[str]:
    """A day and a time in a text. Made when the first one is read: the day that opens reads none."""
    from aftercare.model.typed_day import DAY_PATTERN

    return re.compile(
        rf"(?<!\S)(?P<day>{DAY_PATTERN})(?:\s+|(?<=\d)\s*T)(?P<time>\d{{1,2}}:\d{{2}})(?!\S)",
        re.ASCII | re.IGNORECASE,
    )


def when_typed(text: str, today: date) -> datetime:
    """The day and wall time in `text`, such as "2026-11-26 17:30" or "thu 17:30". Raises BadInput."""
    from aftercare.model.typed_day import typed_day

    typed = text.strip()
    found = _when().fullmatch(typed)
    if found is None:
        what = "There is no day and time." if not typed else f"“{typed}” is not a day and a time."
        raise BadInput(what, _EXAMPLE)
    hour, minute = map(int, found["time"].split(":"))
    try:
        at = time(hour, minute)
    except ValueError:
        raise BadInput(f"“{found['time']}” is not on the clock.", _EXAMPLE) from None
    return datetime.combine(typed_day(found["day"], today), at)


def when_in(text: str) -> tuple[str, str, str] | None:
    """What stands before the last day and time in `text`, the two, and what stands behind; None without any."""
    found = list(_when().finditer(text))
    if not found:
        return None
    last = found[-1]
    return text[: last.start()].strip(), last.group(), text[last.end() :].strip()


def attendance_words(session: Session, now: datetime) -> str:
    """What is known of `session`, seen at `now`, an aware instant in the client's wall time."""
    match session.attendance:
        case Attendance.TOOK_PLACE:
            return "took place"
        case Attendance.CANCELLED:
            return "cancelled"
        case Attendance.PLANNED:
            return "did it take place?" if has_begun(session, now) else "planned"


def moved_words(session: Session) -> str:
    """Such as "moved from Thu 26 Nov 17:30"; nothing where it was not."""
    before = session.planned_at
    return f"moved from {short_day(before.date(), session.at.date())} {before:%H:%M}" if before else ""


def unanswered(sessions: Iterable[Session], now: datetime) -> list[Session]:
    """The planned sessions that ended before `now`, at most `ASKED_FOR` ago, in the order of their times.

    Nobody has said of them whether they took place. What lies longer behind is no longer asked for.
    """
    wall = now.replace(tzinfo=None)
    ended = [(each, each.at + timedelta(minutes=each.minutes)) for each in sessions]
    found = [each for each, end in ended if each.attendance is Attendance.PLANNED and wall - ASKED_FOR <= end <= wall]
    return sorted(found, key=lambda each: each.at)


def has_begun(session: Session, now: datetime) -> bool:
    """Whether the client's clock has come to the session's beginning."""
    return session.at <= now.replace(tzinfo=None)
