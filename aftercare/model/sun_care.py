"""Until when skin burns more easily after an active was used: `data/sun_flags.toml`, on what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.words import listed, short_day


class SunDays(Struct, frozen=True):
    """For how many days after its use an ingredient calls for sun care, by its name on the label; and the advice."""

    days: dict[str, int] = {}
    advice: dict[str, str] = {}


class SunCare(Struct, frozen=True):
    """Sun care is advised up to the day `until`; `steps` are those that ask for it, `advice` says what helps."""

    until: date
    steps: tuple[str, ...]
    advice: str


def sun_care(used: Iterable[tuple[str, date, Iterable[str]]], known: SunDays, today: date) -> SunCare | None:
    """What uses of steps ask for: each its name, its day and its labels. None where nothing does on the day `today`."""
    ends: dict[str, date] = {}
    told = ""
    for name, day, labels in used:
        for label in labels:
            if label in known.days and (end := day + timedelta(days=known.days[label])) >= max(
                today, ends.get(name, today)
            ):
                ends[name], told = end, known.advice[label]
    return SunCare(max(ends.values()), tuple(ends), told) if ends else None


def sun_words(care: SunCare, today: date) -> str:
    """Such as "Sun care until Mon 30 Nov: “Peel” was used"."""
    return f"Sun care until {short_day(care.until, today)}: after {listed(care.steps)}."
