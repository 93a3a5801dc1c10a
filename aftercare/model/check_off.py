"""What answers an occurrence: done, or skipped with a reason."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.model.routine import Id


class Occurrence(Struct, frozen=True, order=True):
    """One step on one local date in one slot."""

    step: Id
    day: date
    slot: Id

    @property
    def id(self) -> str:
        """`step:date:slot`, the id of its check-off on every device."""
        return f"{self.step}:{self.day.isoformat()}:{self.slot}"


class Done(Struct, frozen=True, tag="done", tag_field="kind"):
    """Done at this instant; the offset says in which wall time."""

    at: datetime


#: A reason that speaks of the skin: the report tells it among what hurt.
IRRITATED = "Skin feels irritated"
#: The reasons that are offered for leaving a step out; anything else can be written instead.
SKIP_REASONS = ("No time", IRRITATED, "Out of product", "Forgot to bring it")


class Skipped(Struct, frozen=True, tag="skipped", tag_field="kind"):
    """Left out on purpose."""

    at: datetime
    reason: str


class Pending(Struct, frozen=True, tag="pending", tag_field="kind"):
    """Not answered yet, and its day is not over."""


class Missed(Struct, frozen=True, tag="missed", tag_field="kind"):
    """Its day ended unanswered."""


class Held(Struct, frozen=True, tag="held", tag_field="kind"):
    """Left out under a hold, which ends at this instant. Nothing is caught up."""

    until: datetime


class Paused(Struct, frozen=True, tag="paused", tag_field="kind"):
    """Left out in a pause; `until` is the last day of it, where that is known."""

    until: date | None


class Barred(Struct, frozen=True, tag="barred", tag_field="kind"):
    """Not offered: a floor lies over it, which only an answer or somebody's word takes away."""


Answer = Done | Skipped
State = Pending | Done | Skipped | Missed
#: With what lies over a rule, which `state_of` does not know and a decision does.
StateWithCover = State | Held | Paused | Barred


class CheckOff(Struct, frozen=True):
    """The document that answers an occurrence."""

    step: Id
    day: date
    slot: Id
    answer: Answer


def state_of(answer: Answer | None, day: date, today: date) -> State:
    """The state of an occurrence on `day`, seen on `today`."""
    if answer is not None:
        return answer
    return Missed() if day < today else Pending()
