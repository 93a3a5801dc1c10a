"""Countries of ISO 3166, and in which of them a time zone lies, as the tz database tells (zone.tab, iso3166.tab)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import TZPATH

from aftercare.model.help_me import Country


@cache
def countries() -> tuple[Country, ...]:
    """All countries, by their codes. None where this machine has no tz database with their names."""
    return tuple(Country(row[0], row[1]) for row in _rows("iso3166.tab") if len(row) >= 2)


def country_of(zone: str) -> Country | None:
    """The country in which a zone such as "Europe/Berlin" lies; None where no table names it."""
    code = next((row[0] for row in _rows("zone.tab") if len(row) >= 3 and row[2] == zone), None)
    return next((each for each in countries() if each.code == code), None)


@cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    lines = _text(name).splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def _text(name: str) -> str:
    for folder in TZPATH:
        try:
            return (Path(folder) / name).read_text("utf-8")
        except OSError:
            # the next place may have it; without any, no country is suggested
            continue
    try:
        return (files("tzdata") / "zoneinfo" / name).read_text("utf-8")
    except (ModuleNotFoundError, OSError):
        return ""
