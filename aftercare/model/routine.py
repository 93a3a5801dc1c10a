"""The client's routine as values: products, slots, steps and the terms under which a step is due."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

#: Ids are chosen by a plan's author and stay stable from version to version. They stand in document ids, so
#: they hold neither ":" nor anything that a path or a terminal could take for its own.
Id = Annotated[str, Meta(pattern=r"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?\Z", max_length=64)]

DAY_START = time(4, 0)


class Weekday(StrEnum):
    """A day of the week, in the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEKDAYS = tuple(Weekday)


class Daily(Struct, frozen=True, tag="daily", tag_field="kind"):
    """Due on every day."""


class EveryDays(Struct, frozen=True, tag="every_days", tag_field="kind"):
    """Due every `days` days, counted on the calendar from `start`."""

    days: Annotated[int, Meta(ge=2, le=365)]
    start: date


class Weekdays(Struct, frozen=True, tag="weekdays", tag_field="kind"):
    """Due on the named days of the week."""

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1)]


Rule = Daily | EveryDays | Weekdays


class FromPlan(Struct, frozen=True, tag="plan", tag_field="kind"):
    """The document came with this version of a therapist's plan."""

    plan: Id
    version: int


class ByClient(Struct, frozen=True, tag="client", tag_field="kind"):
    """The client wrote the document."""


Origin = FromPlan | ByClient


class Slot(Struct, frozen=True):
    """A part of the day in which steps are done, with its wall time: morning, evening or a named time."""

    id: Id
    name: str
    at: time


MORNING = Slot("morning", "Morning", time(7, 30))
EVENING = Slot("evening", "Evening", time(21, 0))


class Product(Struct, frozen=True):
    """A serum, cream or gel of the client's. `kind` names a row of `data/product_kinds.toml`."""

    id: Id
    name: str
    kind: Id
    origin: Origin
    ingredients: tuple[str, ...] = ()


class Terms(Struct, frozen=True):
    """What holds for a step from the day `since` on, and up to `until` if that is given: its slots and its rule.

    A past day is judged by the terms of its time. A step that ended and came back has a gap between two terms.
    """

    since: date
    slots: Annotated[tuple[Id, ...], Meta(min_length=1)]
    rule: Rule
    until: date | None = None


class Step(Struct, frozen=True):
    """A product or an activity with its slots and rule.

    `order` is the layering rank (lower is earlier), `after` names steps that come before this one in the same slot,
    `wait` is in seconds before the next layer. `terms` are in the order of their days.
    """

    id: Id
    name: str
    order: float
    terms: Annotated[tuple[Terms, ...], Meta(min_length=1)]
    origin: Origin
    product: Id | None = None
    amount: str = ""
    wait: int = 0
    instruction: str = ""
    after: tuple[Id, ...] = ()

    @property
    def ends(self) -> date | None:
        """The last day on which the step is in force, where one is known."""
        return self.terms[-1].until

    def terms_on(self, day: date) -> Terms | None:
        """The terms in force on `day`, or None where the step was not, or no longer, in force."""
        in_force = None
        for terms in self.terms:
            if terms.since > day:
                break
            in_force = terms
        if in_force is not None and in_force.until is not None and day > in_force.until:
            return None
        return in_force


class Session(Struct, frozen=True):
    """An appointment with the therapist, at a local wall time."""

    id: Id
    at: datetime
    kind: str
    origin: Origin


class Practitioner(Struct, frozen=True):
    """The therapist and how to reach them."""

    name: str
    practice: str = ""
    phone: str = ""
    email: str = ""


class Client(Struct, frozen=True):
    """Whose record it is. The day starts at `day_start`: an evening finished at 01:30 belongs to its evening."""

    name: str
    day_start: time = DAY_START


class Routine(Struct, frozen=True):
    """All that decides what is due: slots, products and steps, each by its id."""

    slots: dict[str, Slot]
    products: dict[str, Product]
    steps: dict[str, Step]
