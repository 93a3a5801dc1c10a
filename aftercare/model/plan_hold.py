"""What a therapist wants left out after a session: for how long, and how it comes back."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.in_force import InForce
from aftercare.model.routine import Id, Origin

MAX_HOLD_HOURS = 24 * 90


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


class PlanHold(InForce, frozen=True):
    """`what` rests for `hours` from the end of each session of a kind that `after` names, of every session where that
    is empty; 0 hours say that it need not rest. Then the stages of the return hold, in the order of their ends. It
    never covers a prescribed step.

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
