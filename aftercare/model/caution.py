"""What the therapist is to be asked before a step is done: it stays due, and nothing keeps it from being offered."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id


class Caution(Struct, frozen=True):
    """A rule of `data/magnet_rules.toml` that asks the client something, whose answer goes to the therapist.

    `question` is the id of the question, `ask` its words, and `source` says in words who says so.
    """

    question: Id
    label: str
    ask: str
    rule: str
    grade: Grade
    source: str = ""


class CautionOver(Struct, frozen=True):
    """A caution over one step, from the local date `first` to `last`, both included; without `last` from then on."""

    step: Id
    first: date
    last: date | None
    caution: Caution

    def includes(self, day: date) -> bool:
        """Whether `day` is one of its days."""
        return self.first <= day and (self.last is None or day <= self.last)
