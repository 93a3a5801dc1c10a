"""What the therapist is to be asked before a step is done: it stays due, and nothing keeps it from being offered."""

from __future__ import annotations

from msgspec import Struct

from aftercare.model.floor import OverStep
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


class CautionOver(OverStep, frozen=True):
    """A caution over one step."""

    caution: Caution
