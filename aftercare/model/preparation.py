"""What a client does before a session, on the day before it or on its day, in the therapist's words."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id


class PrepareOn(StrEnum):
    """On which day it is done; that of the session only up to its beginning."""

    DAY_BEFORE = "day-before"
    DAY_OF = "day-of"


class Preparation(Struct, frozen=True):
    """A line of a plan: what is done before the sessions of the kinds `before`, all of them where none is named."""

    id: Id
    text: str
    when: PrepareOn
    before: tuple[str, ...] = ()
