"""Signs that need a person, now or soon: `data/red_flags.toml`, its levels and the emergency numbers.

A sign in somebody's words comes before every form: what to do and whom to call is shown first.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.reference_row import ReferenceRow, Words

_WORD = r"[^\W_]+\*?"
_GROUP = rf"{_WORD}(/{_WORD})*(_{_WORD}(/{_WORD})*)*"
_HALF = rf"{_GROUP}( {_GROUP})*"
#: Such as "tongue/throat + swell*/swollen" or "in_my/the_eye*". "swell*" stands for every word that begins so, "/" for
#: "or", "_" joins words with nothing between them, and what stands beside " + " may come in either order.
Phrase = Annotated[str, Meta(pattern=rf"^{_HALF}( \+ {_HALF})?\Z")]
Phrases = Annotated[tuple[Phrase, ...], Meta(min_length=1)]


class Level(IntEnum):
    """How soon somebody has to look at it; the lower the sooner."""

    EMERGENCY = 1
    SAME_DAY = 2
    PRACTITIONER = 3
    """The practitioner, within 24 hours."""
    THIS_WEEK = 4
    """A doctor, within the week."""


class FlagLevel(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a level means: `now` is the first thing to do, `call` whom to call.

    `told` is how a report to the therapist says it.
    """

    level: Level
    now: Words
    call: Words
    told: Words


class Typed(Struct, frozen=True, forbid_unknown_fields=True):
    """How a sign is written, by language: `sign_words.py` looks for it."""

    en: Phrases
    de: Phrases
    fr: Phrases
    es: Phrases


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
    typed: Typed


class EmergencyNumber(Struct, frozen=True, forbid_unknown_fields=True):
    """A number to dial, and `what` it reaches."""

    number: Annotated[str, Meta(pattern=r"^\d{2,5}\Z")]
    what: Words


class EmergencyRegion(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The numbers of a region, the first of them first; `countries` are codes of ISO 3166, none for everywhere else."""

    numbers: Annotated[tuple[EmergencyNumber, ...], Meta(min_length=1)]
    countries: tuple[Annotated[str, Meta(pattern=r"^[A-Z]{2}\Z")], ...] = ()
