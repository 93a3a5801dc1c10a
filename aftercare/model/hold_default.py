"""What usually rests after a session where the plan says nothing, as `data/holds.toml` has it.

No study has measured how long anything should rest after facial acupuncture: all hours are convention or carried over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from aftercare.model.plan_hold import MAX_HOLD_HOURS, HeldActivity, HeldThing, OfActivity, OfClass, OfKind
from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id
from aftercare.model.session_kind import SessionKind, Treats


class HoldDefault(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A default hold: what it covers, for how many `hours` from the end of the session, and `why`.

    `hours` is None where only a person can say, which `ask` then puts in words. `seen` is the range that leaflets give.
    Where `on` is false nothing rests unless somebody switches it on. It follows sessions that do one of `after`.
    """

    seen: str
    why: Words
    after: Annotated[tuple[Treats, ...], Meta(min_length=1)]
    hours: Annotated[int, Meta(ge=1, le=MAX_HOLD_HOURS)] | None = None
    ask: str = ""
    on: bool = True
    ingredient_classes: tuple[Id, ...] = ()
    product_kinds: tuple[Id, ...] = ()
    activities: tuple[HeldActivity, ...] = ()

    def __post_init__(self) -> None:
        if not self.covers:
            raise ValueError(f"the hold {self.id} covers nothing")
        if (self.hours is None) != bool(self.ask):
            raise ValueError(f"the hold {self.id} has hours or a question")

    @property
    def covers(self) -> tuple[HeldThing, ...]:
        """What rests."""
        return (
            *map(OfClass, self.ingredient_classes),
            *map(OfKind, self.product_kinds),
            *map(OfActivity, self.activities),
        )


class AllowedAtOnce(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may go on straight after a session, on a `condition`."""

    ingredient_classes: tuple[Id, ...]
    condition: str = ""


class SunFlag(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For `days` after the last use of one of `ingredient_classes` skin burns more easily; `advice` says what helps."""

    ingredient_classes: Annotated[tuple[Id, ...], Meta(min_length=1)]
    days: Annotated[int, Meta(ge=1, le=90)]
    advice: Words


def default_holds(kinds: Iterable[SessionKind], holds: Iterable[HoldDefault]) -> tuple[HoldDefault, ...]:
    """The holds that follow a session of `kinds`, those that are off by default among them.

    None where one of the kinds leaves it to the therapist.
    """
    named = tuple(kinds)
    if not all(kind.default_holds for kind in named):
        return ()
    done = {each for kind in named for each in kind.treats}
    return tuple(hold for hold in holds if done & set(hold.after))
