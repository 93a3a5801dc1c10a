"""The client's routine as values: products, slots, steps and the terms under which a step is due."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field
from msgspec.structs import replace

from aftercare.model.former import as_on, before_change, names_of

# The rules are part of the routine, and are found here too.
from aftercare.model.rules import WEEKDAYS as WEEKDAYS
from aftercare.model.rules import AsNeeded, Course
from aftercare.model.rules import Daily as Daily
from aftercare.model.rules import EveryDays as EveryDays
from aftercare.model.rules import Rule as Rule
from aftercare.model.rules import Weekday as Weekday
from aftercare.model.rules import Weekdays as Weekdays

#: Ids are chosen by a plan's author and stay stable from version to version. They stand in document ids, so
#: they hold neither ":" nor anything that a path or a terminal could take for its own.
Id = Annotated[str, Meta(pattern=r"^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?\Z", max_length=64)]

DAY_START = time(4, 0)


class FromPlan(Struct, frozen=True, tag="plan", tag_field="kind"):
    """The document came with this version of a therapist's plan."""

    plan: Id
    version: int


class ByClient(Struct, frozen=True, tag="client", tag_field="kind"):
    """The client wrote the document."""


Origin = FromPlan | ByClient


class FormerTime(Struct, frozen=True):
    """The wall time that a slot had up to and with the day `until`."""

    until: date
    at: time


class Slot(Struct, frozen=True):
    """A part of the day in which steps are done, with its wall time: morning, evening or a named time.

    `former` are the times that it had before, oldest first: a past day is judged by the time that it had then.
    """

    id: Id
    name: str
    at: time
    former: tuple[FormerTime, ...] = ()

    def at_on(self, day: date) -> time:
        """The wall time in force on `day`."""
        for each in self.former:
            if day <= each.until:
                return each.at
        return self.at

    def at_from(self, since: date, at: time) -> Slot:
        """The slot at another time from the day `since` on; the days before keep theirs."""
        last = since - timedelta(days=1)
        former = tuple(each for each in self.former if each.until < last)
        return replace(self, at=at, former=(*former, FormerTime(last, self.at_on(last))))


MORNING = Slot("morning", "Morning", time(7, 30))
EVENING = Slot("evening", "Evening", time(21, 0))


#: The row of `data/product_kinds.toml` for what is put on because a doctor prescribed it.
PRESCRIBED_KIND = "rx-topical"


class FormerProduct(Struct, frozen=True):
    """What was said of a product up to and with the day `until`."""

    until: date
    name: str
    kind: Id
    ingredients: tuple[str, ...]
    prescribed: bool
    amount: str
    strengths: dict[str, float]


class Product(Struct, frozen=True):
    """A serum, cream or gel of the client's. `kind` names a row of `data/product_kinds.toml`.

    `amount` is how much of it is put on, in words, where a step says nothing of its own. `pao` is the period after
    opening in months, as the open-jar symbol says it; `size` is what a full pack holds and `dose` what one use takes,
    in millilitres or grams: which of the two say `size_unit` and `dose_unit`, "" where nobody did. `strengths` are in
    percent, by the name of the ingredient. The steps of a prescribed one are never held. `former` is what a plan said
    of it before, oldest first.
    """

    id: Id
    name: str
    kind: Id
    origin: Origin
    ingredients: tuple[str, ...] = ()
    prescribed: bool = False
    amount: str = ""
    pao: Annotated[int, Meta(ge=1, le=120)] | None = None
    size: Annotated[float, Meta(gt=0, le=5000)] | None = None
    dose: Annotated[float, Meta(gt=0, le=100)] | None = None
    strengths: dict[str, float] = {}
    size_unit: str = ""
    dose_unit: str = ""
    former: tuple[FormerProduct, ...] = ()

    @property
    def by_prescription(self) -> bool:
        """Whether a doctor prescribed it: it is marked so, or of the kind that is only prescribed."""
        return self.prescribed or self.kind == PRESCRIBED_KIND

    def as_on(self, day: date) -> Product:
        """The product as it was, or will be, on `day`."""
        return as_on(self, self.former, day) if self.former else self

    def changed_from(self, since: date, **said: object) -> Product:
        """The product with what is `said` of it from the day `since` on; the days before keep what held then."""
        return replace(self, **said, former=before_change(self, self.former, FormerProduct, since, said))


class Activity(StrEnum):
    """What is done in a step that applies no product."""

    MAGNETS = "magnets"
    ACUPRESSURE = "acupressure"
    MASSAGE = "massage"
    REST = "rest"
    OTHER = "other"


class Terms(Struct, frozen=True):
    """What holds for a step from the day `since` on, and up to `until` if that is given: slots, rule and course.

    A past day is judged by the terms of its time. A step that ended and came back has a gap between two terms.
    Only a step as needed may do without a slot. Raises ValueError where another has none.
    """

    since: date
    slots: tuple[Id, ...]
    rule: Rule
    until: date | None = None
    course: Course | None = None

    def __post_init__(self) -> None:
        if not self.slots and not isinstance(self.rule, AsNeeded):
            raise ValueError("a step needs at least one slot")


class FormerWay(Struct, frozen=True):
    """How a step was done up to and with the day `until`: what it applied or was, and all that was said of it then.

    Older records kept the product, name and order alone; the rest was then as it was said next.
    """

    until: date
    product: Id | None
    name: str
    order: float
    amount: str | UnsetType = UNSET
    wait: int | UnsetType = UNSET
    instruction: str | UnsetType = UNSET
    after: tuple[Id, ...] | UnsetType = UNSET
    essential: bool | UnsetType = UNSET
    zones: tuple[Id, ...] | UnsetType = UNSET
    activity: Activity | UnsetType | None = UNSET


#: The fields of a step that say how it is done; its terms say when.
WAY = names_of(FormerWay)


class Step(Struct, frozen=True):
    """A product or an activity with its slots and rule.

    `order` is the layering rank (lower is earlier), `after` names steps that come before this one in the same slot,
    `wait` is in seconds before the next layer. `terms` are in the order of their days. `zones` say where on the face:
    rows of `data/zones.toml`. The essential steps alone make a short-form day. A step applies a `product` or is an
    `activity`; `former` are the ways in which it was done before, oldest first.
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
    essential: bool = False
    zones: tuple[Id, ...] = ()
    activity: Activity | None = None
    former: tuple[FormerWay, ...] = ()

    def as_on(self, day: date) -> Step:
        """The step as it was, or will be, done on `day`."""
        return as_on(self, self.former, day) if self.former else self

    def changed_from(self, since: date, **said: object) -> Step:
        """The step with what is `said` of its way from the day `since` on, and on all days after it.

        The days before keep the way of their time; what else was to come stays to come.
        """
        former = before_change(self, self.former, FormerWay, since, said)
        begun = self.terms[0].since
        return replace(self, **said, former=tuple(each for each in former if each.until >= begun))

    @property
    def ends(self) -> date | None:
        """The last day on which the step is in force, where one is known."""
        return self.terms[-1].until

    def last_day(self, terms: Terms) -> date | None:
        """The last day of `terms`, which are among the step's: their own, or the one before the next begin."""
        following = min((each.since for each in self.terms if each.since > terms.since), default=None)
        ends = [terms.until] if terms.until is not None else []
        if following is not None:
            ends.append(following - timedelta(days=1))
        return min(ends, default=None)

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


class Practitioner(Struct, frozen=True):
    """The therapist and how to reach them; `hours` says in words when they can be reached."""

    name: str
    practice: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    hours: str = ""


class Client(Struct, frozen=True):
    """Whose record it is. Before any change that has a date (DayStarts) the days begin at `first_start`: an evening
    finished at 01:30 belongs to its evening.

    An `archived` one is left out of the lists; nothing of the record is gone. `region` is the id of a row of
    `data/emergency_numbers.toml`, None while nobody has said where the client lives.
    """

    name: str
    #: Records call it by the name that it had while it was without a date.
    first_start: time = field(default=DAY_START, name="day_start")
    archived: bool = False
    region: Id | None = None


class Routine(Struct, frozen=True):
    """All that decides what is due: slots, products and steps, each by its id."""

    slots: dict[str, Slot]
    products: dict[str, Product]
    steps: dict[str, Step]
