"""A day as a person types it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftercare.errors import BadInput

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_AHEAD = re.compile(r"\+(\d{1,3})", re.ASCII)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}


def typed_day(typed: str, today: date) -> date:
    """The day that is meant by 2026-11-30, today, tomorrow, yesterday or +7 (days from today). Raises BadInput."""
    wanted = typed.strip().casefold()
    if wanted in _NAMED:
        return today + timedelta(days=_NAMED[wanted])
    if ahead := _AHEAD.fullmatch(wanted):
        return today + timedelta(days=int(ahead.group(1)))
    try:
        if _ISO.fullmatch(wanted):
            return date.fromisoformat(wanted)
    except ValueError:
        pass
    raise BadInput(f"“{typed.strip()}” is not a day.", "Write it like 2026-11-30, tomorrow, or +7 for in a week.")
