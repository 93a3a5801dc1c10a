"""Spans of hours and other amounts of a plan file, which are written with their units."""

from __future__ import annotations

import re

from aftercare.exchange.plan_table import PlanTable, described
from aftercare.model.safe_text import shown

_HOURS = re.compile(r"(?P<number>\d{1,5}) ?(?P<unit>h|hours?|d|days?)")
_DAYS = re.compile(r"(?P<number>\d{1,5}) ?(?P<unit>d|days?|w|weeks?)")
_SPAN = re.compile(r"(?P<first>.+?) ?(?:to|–|-) ?(?P<last>.+)")
_SECONDS_IN = {"h": 3600, "min": 60, "s": 1}
_TIME = re.compile(r"(?:(?P<h>\d{1,5}) ?h)?(?: ?(?P<min>\d{1,5}) ?min)?(?: ?(?P<s>\d{1,5}) ?s)?")
_MONTHS = re.compile(r"(?P<number>\d{1,4}) ?(?:M|m|months?)")
_SIZE = re.compile(r"(?P<number>\d{1,5}(?:[.,]\d{1,3})?) ?(?:ml|g)")
_MAX_PAO = 120
_MAX_SIZE = 5000


def hours(table: PlanTable, key: str, most: int, *, least: int = 1) -> int:
    """A span such as "48 h" or "3 days" in hours, `least` where there was a problem. Always required."""
    value = table.required(key, f'{key} = "48 h"')
    if value is None:
        return least
    if isinstance(value, int) and not isinstance(value, bool):
        table.problem(key, f"{shown(value)} has no unit.", f'Write {key} = "{shown(value)} h"')
        return least
    text = table.checked_text(key, value, 40)
    if not text:
        return least
    found = _in_hours(text)
    if found is None:
        table.problem(key, f"{shown(text)} is not a number of hours.", 'Write for example "48 h" or "3 days".')
        return least
    if not least <= found <= most:
        table.problem(key, f"{shown(text)} is out of range.", f"It goes from {least} h to {most} h.")
        return least
    return found


def days(table: PlanTable, key: str, most: int, *, least: int = 1) -> int:
    """A span such as "28 days" or "4 weeks" in days, `least` where there was a problem. Always required."""
    value = table.required(key, f'{key} = "28 days"')
    if value is None:
        return least
    if isinstance(value, int) and not isinstance(value, bool):
        table.problem(key, f"{shown(value)} has no unit.", f'Write {key} = "{shown(value)} days"')
        return least
    text = table.checked_text(key, value, 40)
    if not text:
        return least
    found = _DAYS.fullmatch(text)
    if found is None:
        table.problem(key, f"{shown(text)} is not a number of days.", 'Write for example "28 days" or "4 weeks".')
        return least
    number = int(found["number"]) * (7 if found["unit"].startswith("w") else 1)
    if not least <= number <= most:
        table.problem(key, f"{shown(text)} is out of range.", f"It goes from {least} to {most} days.")
        return least
    return number


def seconds(table: PlanTable, key: str, most: int, too_long: str) -> int:
    """A time such as "60 s" or "1 min 30 s" in seconds; 0 where there is none, or was a problem."""
    value = table.values.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        suggestion = f'Write {key} = "{shown(value)} s" or {key} = "{shown(value)} min"'
        table.problem(key, f"{shown(value)} has no unit.", suggestion)
        return 0
    text = table.text(key, 40)
    if not text:
        return 0
    found = _TIME.fullmatch(text)
    if not found or not any(found.groups()):
        table.problem(key, f"{shown(text)} is not a time.", 'Write for example "60 s" or "2 min".')
        return 0
    time = sum(int(number) * _SECONDS_IN[unit] for unit, number in found.groupdict().items() if number)
    if time > most:
        longest = f"{most // 3600} h" if most >= 3600 else f"{most // 60} min"
        table.problem(key, f"{shown(text)} {too_long}", f"It goes up to {longest}.")
    return time


def hour_span(table: PlanTable, key: str, most: int) -> tuple[int, int]:
    """From and to, such as "24 h to 96 h", in hours; (0, 0) where there was a problem. Always required."""
    text = table.text(key, 60, required=True, example=f'{key} = "24 h to 96 h"')
    if not text:
        return 0, 0
    found = _SPAN.fullmatch(text)
    if not found:
        table.problem(key, f"{shown(text)} does not say from when to when.", 'Write for example "24 h to 96 h".')
        return 0, 0
    first, last = found["first"].strip(), found["last"].strip()
    if first.isdecimal() and len(first) < 6:
        first += " h"
    start, end = _in_hours(first), _in_hours(last)
    if start is None or end is None:
        message = f"{shown(first if start is None else last)} is not a number of hours."
        table.problem(key, message, 'Write for example "24 h to 96 h".')
    elif end < start:
        table.problem(key, f"The span {shown(text)} ends before it begins.", "Write the smaller number first.")
    elif end > most:
        table.problem(key, f"{shown(text)} reaches too far.", f"It goes up to {most} h.")
    else:
        return start, end
    return 0, 0


def _in_hours(text: str) -> int | None:
    found = _HOURS.fullmatch(text)
    return int(found["number"]) * (24 if found["unit"].startswith("d") else 1) if found else None


def months_after_opening(table: PlanTable, key: str) -> int | None:
    """The period after opening in months: 12, or "12 M" as the open-jar symbol says it."""
    value = table.values.get(key)
    if value is None:
        return None
    months: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        months = value
    elif isinstance(value, str) and (found := _MONTHS.fullmatch(value.strip())):
        months = int(found["number"])
    if months is None:
        message = f"{described(value)}, and the months after opening are needed."
        table.problem(key, message, f"Write the number in the open-jar symbol: {key} = 12")
    elif not 1 <= months <= _MAX_PAO:
        table.problem(key, f"{shown(value)} is out of range.", f"It goes from 1 to {_MAX_PAO} months.")
        return None
    return months


def pack_size(table: PlanTable, key: str) -> float | None:
    """What a full pack holds, in millilitres or grams: "30 ml", "50 g"."""
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        table.problem(key, f"{shown(value)} has no unit.", f'Write {key} = "{shown(value)} ml" or "{shown(value)} g"')
        return None
    text = table.checked_text(key, value, 40)
    if not text:
        return None
    found = _SIZE.fullmatch(text)
    if not found:
        table.problem(key, f"{shown(text)} is not what a pack holds.", 'Write for example "30 ml" or "50 g".')
        return None
    size = float(found["number"].replace(",", "."))
    if not 0 < size <= _MAX_SIZE:
        table.problem(key, f"{shown(text)} is no size of a pack.", f"It goes up to {_MAX_SIZE} ml or g.")
        return None
    return size
