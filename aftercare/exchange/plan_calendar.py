"""Days and times of a plan file.

Each may stand as TOML writes it or as the same in quotation marks: people do both.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from aftercare.exchange.plan_table import PlanTable, described
from aftercare.model.safe_text import shown

FIRST_YEAR, LAST_YEAR = 2000, 2100
_DATE_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_TEXT = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_WALL_TIME_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
_NO_TIME = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 - wall times have no zone


def day(table: PlanTable, key: str) -> date | None:
    """A day of the calendar; None where there is none."""
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, str) and _DATE_TEXT.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            message = f"{shown(value)} is not a day of the calendar."
            table.problem(key, message, "Check the month and the day.")
            return None
    if isinstance(value, datetime) or not isinstance(value, date):
        message = f"{described(value)}, and a day is needed."
        table.problem(key, message, f"Write for example {key} = 2026-11-16")
        return None
    return value if _in_our_time(table, key, value) else None


def time_of_day(table: PlanTable, key: str) -> time:
    """A local time of the day."""
    value = table.values[key]
    if isinstance(value, str) and _TIME_TEXT.fullmatch(value):
        try:
            value = time.fromisoformat(value)
        except ValueError:
            message = f"{shown(value)} is not a time of the day."
            table.problem(key, message, "Hours go to 23, minutes and seconds to 59.")
            return time()
    if not isinstance(value, time):
        message = f"{described(value)}, and a time of the day is needed."
        table.problem(key, message, 'Write for example 12:30:00 or "12:30".')
        return time()
    return value.replace(microsecond=0)


def wall_time(table: PlanTable, key: str) -> datetime:
    """A day and a time on the client's clock. Always required; an offset from world time is refused."""
    value = table.required(key, f"{key} = 2026-11-26T17:30:00")
    if value is None:
        return _NO_TIME
    if isinstance(value, str) and _WALL_TIME_TEXT.fullmatch(value):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            message = f"{shown(value)} is not a day and time of the calendar."
            table.problem(key, message, "Check the day and the time.")
            return _NO_TIME
    if not isinstance(value, datetime):
        message = f"{described(value)}, and a day with its time is needed."
        table.problem(key, message, f"Write for example {key} = 2026-11-26T17:30:00")
        return _NO_TIME
    if value.tzinfo is not None:
        local = value.replace(tzinfo=None).isoformat()
        message = f"{shown(value)} names an offset from world time."
        table.problem(key, message, f"Appointments are on the client's clock: {key} = {local}")
        return _NO_TIME
    return value.replace(microsecond=0) if _in_our_time(table, key, value) else _NO_TIME


def _in_our_time(table: PlanTable, key: str, stated: date) -> bool:
    if FIRST_YEAR <= stated.year <= LAST_YEAR:
        return True
    message = f"The year {stated.year} is far away."
    table.problem(key, message, f"Years go from {FIRST_YEAR} to {LAST_YEAR}.")
    return False
