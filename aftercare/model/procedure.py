"""What was done to the client's skin by somebody else, and how long the therapist waits with needles after it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.in_force import InForce
from aftercare.model.routine import ByClient, Id, Origin

#: How long an interval can be: a year.
MAX_INTERVAL = 366


class ProcedureKind(StrEnum):
    """What was done: rows of `data/procedures.toml`."""

    TOXIN = "toxin"
    FILLER = "filler"
    PEEL = "peel"
    LASER = "laser"
    MICRONEEDLING = "microneedling"
    MICRODERMABRASION = "microdermabrasion"
    THREAD_LIFT = "thread-lift"
    OTHER = "other"
    """The note says what."""


#: Those that a therapist can give an interval for. What else there may be is asked about one by one.
WITH_INTERVAL = tuple(each for each in ProcedureKind if each is not ProcedureKind.OTHER)


class Procedure(Struct, frozen=True):
    """Something that was done elsewhere on the local date `day`, as the client entered it at `at` (aware)."""

    id: Id
    what: ProcedureKind
    day: date
    at: datetime
    note: str = ""
    origin: Origin = ByClient()


class Interval(InForce, frozen=True):
    """The therapist waits with needles for `days` after a procedure of the kind `what`; 0: they need not wait."""

    what: ProcedureKind
    days: Annotated[int, Meta(ge=0, le=MAX_INTERVAL)]
    origin: Origin
    reason: str = ""
    since: date | None = None
    until: date | None = None
    former: tuple[Interval, ...] = ()

    @property
    def id(self) -> Id:
        """The kind is the id: there is one interval for each, whichever plan says so."""
        return self.what.value
