"""A hold as a value: one step is left out from an instant to an instant, and somebody said so."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import ByClient, FromPlan, Id


class FromReference(Struct, frozen=True, tag="reference", tag_field="kind"):
    """A default of the reference data said so; `source` is where it has it from, `grade` how well founded it is."""

    source: str
    grade: Grade = Grade.UNVERIFIED


Authority = FromPlan | FromReference | ByClient


class SlowReturn(Struct, frozen=True):
    """A stage of the way back after a hold: up to the instant `until` it is used at most every `every_days` days."""

    until: datetime
    every_days: Annotated[int, Meta(ge=2)]


class Hold(Struct, frozen=True):
    """Leaves `step` out from the instant `start` to the instant `end` (both aware).

    It covers the occurrences whose slot's instant lies before `end`, and not before `start`, or `slots_from`
    where that is given: what was due while a session lasted, or before it and not yet done, is done after it.

    `reason` is what it rests on, in words ("retinal rests 48 h after facial needles"), `note` what the therapist adds
    to it, `session` what started it. A `provisional` hold follows a session that nobody has answered for yet, a
    `planned` one a session still to come, a `withdrawn` one a session that was cancelled or moved afterwards. It never
    covers a prescribed step, nor one that `asks`: what it applies is sold on prescription only. `stages` follow its
    end, in their order.
    """

    step: Id
    start: datetime
    end: datetime
    said_by: Authority
    reason: str = ""
    note: str = ""
    provisional: bool = False
    planned: bool = False
    session: Id | None = None
    asks: bool = False
    stages: tuple[SlowReturn, ...] = ()
    slots_from: datetime | None = None
    withdrawn: bool = False

    @property
    def begin(self) -> datetime:
        """The instant from which on it covers slots."""
        return self.start if self.slots_from is None else self.slots_from

    @property
    def last(self) -> datetime:
        """The instant at which the last stage of the return ends too."""
        return self.stages[-1].until if self.stages else self.end

    def includes(self, instant: datetime, *, in_slot: bool = True) -> bool:
        """Whether what is done at `instant` (aware), which is that of a slot or a real one, is held."""
        return (self.begin if in_slot else self.start) <= instant < self.end

    def stage_at(self, instant: datetime) -> SlowReturn | None:
        """The stage of the return that `instant` (aware) lies in."""
        if instant < self.end:
            return None
        return next((each for each in self.stages if instant < each.until), None)
