"""Signs that need a person, now or soon: `data/red_flags.toml`, its levels and the emergency numbers.

A sign in somebody's words comes before every form: what to do and whom to call is shown first.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.phrase import Phrase, speaks_of, words_in
from aftercare.model.reference_row import ReferenceRow, Words


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
    words = words_in(text)
    found = [flag for flag in flags if any(speaks_of(phrase, words) for phrase in flag.typed)]
    return tuple(sorted(found, key=lambda flag: flag.level))
