"""A day as a person types it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftercare.errors import BadInput

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AHEAD = re.compile(r"\+(\d{1,3})", re.ASCII)
#: Nobody plans further than that, and nobody's record goes further back.
FURTHEST = timedelta(days=36525)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}


def typed_day(typed: str, today: date) -> date:
    """The day that is meant by 2026-11-30, today, tomorrow, yesterday or +7 (days from today). Raises BadInput."""
    wanted = typed.strip().casefold()
    if wanted in _NAMED:
        return today + timedelta(days=_NAMED[wanted])
    if ahead := _AHEAD.fullmatch(wanted):
        return today + timedelta(days=int(ahead.group(1)))
    try:
        if _ISO.fullmatch(wanted) and abs((day := date.fromisoformat(wanted)) - today) <= FURTHEST:
            return day
    except ValueError:
        pass
    raise BadInput(f"“{typed.strip()}” is not a day.", "Write it like 2026-11-30, tomorrow, or +7 for in a week.")
