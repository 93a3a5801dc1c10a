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
    """Covers the occurrences of `step` whose slot's instant lies at or after `start` and before `end` (both aware).

    `reason` is what it rests on, in words ("retinal rests 48 h after facial needles"), `note` what the therapist adds
    to it, `session` what started it. A `provisional` hold follows a session that nobody has answered for yet, a
    `planned` one a session still to come. It covers the step only while that applies `product`, where one is named. It
    never covers a prescribed step, nor one that `asks`: what it applies is sold on prescription only. `stages` follow
    its end, in their order.
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

    def includes(self, instant: datetime) -> bool:
        """Whether an occurrence at `instant` (aware) is held."""
        return self.start <= instant < self.end

    def stage_at(self, instant: datetime) -> SlowReturn | None:
        """The stage of the return that `instant` (aware) lies in."""
        if instant < self.end:
            return None
        return next((each for each in self.stages if instant < each.until), None)
