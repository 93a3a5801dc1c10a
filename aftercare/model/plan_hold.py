"""What a therapist wants left out after a session: for how long, and how it comes back."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from aftercare.model.routine import Id, Origin

MAX_HOLD_HOURS = 24 * 90
_DAY = timedelta(days=1)


class HeldActivity(StrEnum):
    """What a client may be asked to leave out that is no product."""

    MAGNETS = "magnets"
    ACUPRESSURE = "acupressure"
    MASSAGE = "massage"
    TOUCH = "touch"
    WASH = "wash"
    SUN = "sun"
    EXERCISE = "exercise"
    HEAT = "heat"
    SWIM = "swim"
    ALCOHOL = "alcohol"
    CAFFEINE = "caffeine"
    PROCEDURE = "procedure"
    HAIR_REMOVAL = "hair-removal"
    SHAVING = "shaving"
    MAKE_UP = "make-up"
    """Make-up, and brushes that others use too."""
    SLEEP_ON_FACE = "sleep-on-face"
    """Lying on the face or a side of it, instead of on the back."""
    DRIVING = "driving"
    INJECTABLES = "injectables"


class OfClass(Struct, frozen=True, tag="ingredient_class", tag_field="kind"):
    """Whatever holds an ingredient of the class, a row of `data/ingredient_classes.toml`."""

    ingredient_class: Id


class OfKind(Struct, frozen=True, tag="product_kind", tag_field="kind"):
    """Products of the kind, a row of `data/product_kinds.toml`."""

    product_kind: Id


class OfActivity(Struct, frozen=True, tag="activity", tag_field="kind"):
    """An activity."""

    activity: HeldActivity


HeldThing = OfClass | OfKind | OfActivity


class ReturnStage(Struct, frozen=True):
    """A stage of the return: up to `until_hours` after the session it is used at most every `every_days` days."""

    until_hours: Annotated[int, Meta(ge=1, le=MAX_HOLD_HOURS)]
    every_days: Annotated[int, Meta(ge=2, le=28)]


class PlanHold(Struct, frozen=True):
    """`what` rests for `hours` from the end of each session whose kind is among `after`, of every session where that
    is empty; 0 hours say that it need not rest. Then the stages of the return hold, in the order of their ends. It
    never covers a prescribed step.

    It is in force from `since` to `until`, always and without end by default. `former` are the ways in which it stood
    before, oldest first, each with its days: a past day is judged by what was then in force.

    Raises ValueError where a stage ends before the one before it, or before the hold.
    """

    id: Id
    what: HeldThing
    hours: Annotated[int, Meta(ge=0, le=MAX_HOLD_HOURS)]
    origin: Origin
    after: tuple[str, ...] = ()
    stages: tuple[ReturnStage, ...] = ()
    reason: str = ""
    since: date | None = None
    until: date | None = None
    former: tuple[PlanHold, ...] = ()

    def __post_init__(self) -> None:
        ends = [self.hours, *(stage.until_hours for stage in self.stages)]
        if any(later <= earlier for earlier, later in pairwise(ends)):
            raise ValueError("a stage of the return ends before it begins")

    def follows(self, session_kind: str) -> bool:
        """Whether a session of that kind starts the hold: "facial needles" fits "facial needles, review"."""
        kind = session_kind.casefold()
        return not self.after or any(each.casefold() in kind for each in self.after)

    def as_on(self, day: date) -> PlanHold | None:
        """The hold as it stood on `day`; None where it was not, or no longer, in force."""
        return next((each for each in (*self.former, self) if each._spans(day)), None)

    def _spans(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which on it may stand in another way than on the day before."""
        versions = (*self.former, self)
        ends = [each.until + _DAY for each in versions if each.until is not None]
        return tuple(sorted({*ends, *(each.since for each in versions if each.since is not None)}))

    def changed_to(self, stated: PlanHold, since: date) -> PlanHold:
        """The hold as `stated` from the day `since` on; the days before keep what was in force then."""
        return replace(stated, since=since, until=None, former=self._until(since - _DAY))

    def ended(self, last: date) -> PlanHold | None:
        """The hold with `last` as its last day; None where nothing of it is left."""
        kept = self._until(last)
        return replace(kept[-1], former=kept[:-1]) if kept else None

    def _until(self, last: date) -> tuple[PlanHold, ...]:
        begun = [each for each in (*self.former, self) if each.since is None or each.since <= last]
        return tuple(
            replace(each, former=(), until=last if each.until is None else min(each.until, last)) for each in begun
        )
