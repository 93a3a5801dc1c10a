"""Signs that need a person, now or soon: `data/red_flags.toml`, its levels and the emergency numbers.

A sign in somebody's words comes before every form: what to do and whom to call is shown first.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.text import folded

#: Words that may stand between two of a phrase: "my tongue is really swelling".
_BETWEEN = 3

#: Such as "swell* tongue". "swell*" stands for every word that begins so, "_" joins words with nothing between them.
Phrase = Annotated[str, Meta(pattern=r"^[a-z0-9]+\*?([ _][a-z0-9]+\*?)*\Z")]


class Level(IntEnum):
    """How soon somebody has to look at it; the lower the sooner."""

    EMERGENCY = 1
    SAME_DAY = 2
    PRACTITIONER = 3
    """The practitioner, within 24 hours."""
    THIS_WEEK = 4
    """A doctor, within the week."""


class FlagLevel(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a level means: `now` is the first thing to do, `call` whom to call."""

    level: Level
    now: Words
    call: Words


class RedFlag(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One sign in plain words. `now` and `call` are those of its level where it has none of its own.

    `meanwhile` is what to do until help is there. By the phrases `typed` it is recognised in what a person writes.
    One that comes late is looked out for `watch_weeks` after a session.
    """

    level: Level
    now: str = ""
    call: str = ""
    meanwhile: Words
    watch_weeks: Annotated[int, Meta(ge=1, le=52)] | None = None
    typed: Annotated[tuple[Phrase, ...], Meta(min_length=1)]


class EmergencyNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """A number to dial, and `what` it reaches."""

    number: Annotated[str, Meta(pattern=r"^\d{2,5}\Z")]
    what: Words


class EmergencyRegion(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers of a region, the first of them first; `countries` are codes of ISO 3166, none for everywhere else."""

    numbers: Annotated[tuple[EmergencyNumber, ...], Meta(min_length=1)]
    countries: tuple[Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")], ...] = ()


def signs_in(text: str, flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """The signs that `text` may speak of, the most urgent first.

    It does not understand "no": a sign shown once too often costs a glance, one that is missed may cost more.
    """
    words = _words(text)
    found = [flag for flag in flags if any(_speaks_of(phrase, words) for phrase in flag.typed)]
    return tuple(sorted(found, key=lambda flag: flag.level))


def _words(text: str) -> list[str]:
    # "can't", with whichever sign, is one word
    joined = folded(text).replace("'", "").replace("’", "").replace("`", "")
    return "".join(sign if sign.isalnum() else " " for sign in joined).split()


def _speaks_of(phrase: str, words: list[str]) -> bool:
    groups = [group.split("_") for group in phrase.split()]
    return any(_goes_on(groups, words, start) for start in range(len(words)))


def _goes_on(groups: list[list[str]], words: list[str], start: int) -> bool:
    first, rest = groups[0], groups[1:]
    end = start + len(first)
    if end > len(words) or not all(map(_fits, first, words[start:end])):
        return False
    return not rest or any(_goes_on(rest, words, end + skipped) for skipped in range(_BETWEEN + 1))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
