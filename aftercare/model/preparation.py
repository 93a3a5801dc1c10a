"""What a client does before a session, on the day before it or on its day, in the therapist's words."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id
from aftercare.model.session import Session

_DAY = timedelta(days=1)


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


def prepared_on(session: Session, day: date) -> PrepareOn | None:
    """What is done on `day` for `session`, which has not begun; None where that is nothing yet."""
    begins = session.at.date()
    if day == begins:
        return PrepareOn.DAY_OF
    return PrepareOn.DAY_BEFORE if day == begins - _DAY else None
