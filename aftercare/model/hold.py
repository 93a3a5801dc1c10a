"""A hold as a value: one step is left out from an instant to an instant, and somebody said so."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.model.routine import ByClient, FromPlan, Id


class FromReference(Struct, frozen=True, tag="reference", tag_field="kind"):
    """A default of the reference data said so; `source` is where it has it from."""

    source: str


Authority = FromPlan | FromReference | ByClient


class Hold(Struct, frozen=True):
    """Covers the occurrences of `step` whose slot's instant lies at or after `start` and before `end` (both aware).

    `reason` is what it rests on, in words ("retinoids after needling"). A provisional hold follows a session that
    nobody has answered for yet. It never covers a prescribed step.
    """

    step: Id
    start: datetime
    end: datetime
    said_by: Authority
    reason: str = ""
    provisional: bool = False

    def includes(self, instant: datetime) -> bool:
        """Whether an occurrence at `instant` (aware) is held."""
        return self.start <= instant < self.end
