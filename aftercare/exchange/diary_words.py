"""How other diaries write things: names of columns, days, times and numbers, in a few languages."""

from __future__ import annotations

import re
from datetime import date, time

from aftercare.model.text import folded

#: What the column of a thing may be called, folded.
COLUMN_NAMES = {
    "date": ("date", "day", "datum", "tag", "jour", "fecha", "dia", "data", "giorno"),
    "time": ("time", "uhrzeit", "zeit", "heure", "hora", "ora"),
    "text": (
        *("text", "note", "notes", "comment", "comments", "remarks", "entry", "diary", "description"),
        *("notiz", "notizen", "bemerkung", "bemerkungen", "eintrag", "kommentar"),
        *("notes", "remarque", "remarques", "commentaire", "texte", "nota", "notas", "comentario", "texto"),
    ),
}

#: The beginnings of the names of months, folded: English, German, French, Spanish.
_MONTHS = (
    ("jan", "ene"),
    ("feb", "fev"),
    ("mar", "mrz", "maerz"),
    ("apr", "avr", "abr"),
    ("may", "mai"),
    ("jun", "juin"),
    ("jul", "juil"),
    ("aug", "aou", "ago"),
    ("sep",),
    ("oct", "okt"),
    ("nov",),
    ("dec", "dez", "dic"),
)

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_THREE = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})[-/.]\s?(\d{4}|\d{2})", re.ASCII)
_DAY_NAMED = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([a-z]+)\.?,?\s+(?:de\s+)?(\d{4})", re.ASCII)
_MONTH_NAMED = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"^[a-z]{2,10}\.?,?\s+(?=\d)", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::\d{2}(?:\.\d+)?)?\s*(am|pm)?", re.ASCII | re.IGNORECASE)
_ISO_TIME = re.compile(r"[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*[ap]m)?)(?:Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)

#: The order of day and month where figures alone stand there.
DAY_FIRST, MONTH_FIRST = "dmy", "mdy"


def split_time(typed: str) -> tuple[str, str]:
    """A day and the time behind it, such as "2026-11-28 21:04"; without one an empty text."""
    found = _ISO_TIME.search(typed.strip())
    return (typed.strip()[: found.start()].strip(), found.group(1)) if found else (typed.strip(), "")


def orders_of(typed: str) -> frozenset[str]:
    """The orders in which the figures of a day can be read; both where it does not matter, none where it is no day."""
    return frozenset(each for each in (DAY_FIRST, MONTH_FIRST) if day_in(typed, each) is not None)


def is_doubtful(typed: str) -> bool:
    """Whether day and month could be told apart by nothing but the order."""
    return len({day_in(typed, each) for each in (DAY_FIRST, MONTH_FIRST)}) == 2 and len(orders_of(typed)) == 2


def day_in(typed: str, order: str) -> date | None:
    """The day that is written there; figures alone are read in `order`, with points always the day first."""
    text = _WEEKDAY.sub("", folded(typed)) if not typed[:1].isdigit() else folded(typed)
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _THREE.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        year = int(found[4]) if len(found[4]) == 4 else 2000 + int(found[4])
        if order == MONTH_FIRST and found[2] != ".":
            first, second = second, first
        return _date(year, second, first)
    if found := _DAY_NAMED.fullmatch(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_NAMED.fullmatch(folded(typed)):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    return None


def _month(name: str) -> int:
    return next((n for n, begins in enumerate(_MONTHS, 1) if name.startswith(begins)), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_in(typed: str) -> time | None:
    """The time that is written there, such as 21:04, 21.04, 21h04 or 9:04 pm."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(found[2]))
    except ValueError:
        return None


def number_in(typed: str) -> float | None:
    """The number that is written there, with a decimal point or comma; None where it is none."""
    text = typed.strip().removesuffix("/10").strip()
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None
