"""A day as a person types it: the one reader, for the commands' options, the forms and the appointments."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from aftercare.errors import BadInput

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DISTANCE = re.compile(r"[+-]\d{1,3}", re.ASCII)
#: Nobody plans further than that, and nobody's record goes further back.
FURTHEST = timedelta(days=36525)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_LETTERS = 3
#: What a day looks like within a longer text, such as that of an appointment.
DAY_PATTERN = (
    r"(?:\d{4}-\d{2}-\d{2}|[+-]\d{1,3}|yesterday|today|tomorrow"
    r"|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs?)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)


class TypedDay(Struct, frozen=True):
    """A day as it was typed: a date, or so many days `ahead` of today, or the next such `weekday` (0 is Monday)."""

    on: date | None = None
    ahead: int = 0
    weekday: int | None = None

    def seen_from(self, today: date) -> date:
        """The date that is meant while `today` is running. Raises BadInput for one beyond any record.

        A weekday is the next one: on a Thursday "thu" is in a week, for today has a name of its own.
        """
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        if self.on is None:
            return today + timedelta(days=self.ahead)
        if abs(self.on - today) > FURTHEST:
            raise BadInput(f"{self.on} is too far away.", "Name a day within a hundred years.")
        return self.on


def read_day(typed: str, what: str = "") -> TypedDay:
    """The day that is meant by 2026-11-30, today, tomorrow, yesterday, thu, +7 or -1 (days from today).

    `what` is what an error calls it, such as "first day". Raises BadInput.
    """
    wanted = typed.strip().casefold()
    if wanted in _NAMED:
        return TypedDay(ahead=_NAMED[wanted])
    if _DISTANCE.fullmatch(wanted):
        return TypedDay(ahead=int(wanted))
    if len(wanted) >= _LEAST_LETTERS:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(wanted):
                return TypedDay(weekday=number)
    try:
        if _ISO.fullmatch(wanted):
            return TypedDay(on=date.fromisoformat(wanted))
    except ValueError:
        pass
    said = f"The {what} “{typed.strip()}” is not a day." if what else f"“{typed.strip()}” is not a day."
    raise BadInput(said, "Write it like 2026-11-30, tomorrow, thu, or +7 for in a week.")


def typed_day(typed: str, today: date, what: str = "") -> date:
    """The date that is meant by what `read_day` reads, while `today` is running. Raises BadInput."""
    return read_day(typed, what).seen_from(today)
