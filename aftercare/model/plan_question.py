"""A question back to whoever wrote a plan: the file can be read, and something in it is left open or may be a risk."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Asked(StrEnum):
    """What a question is about."""

    FREQUENCY = "frequency"
    """Words that do not say on which days, or how long."""
    AMOUNT = "amount"
    LIMIT = "limit"
    """How much at most of what is done as needed."""
    TWO_RULES = "two-rules"
    SHORT_HOLD = "short-hold"
    NO_HOLD = "no-hold"
    WEAR = "wear"
    EXCLUSIONS = "exclusions"
    NEVER_POINT = "never-point"
    REVIEW = "review"


class PlanQuestion(Struct, frozen=True):
    """One question. `where` is the place in the author's words, such as `step "calming-gel"`, "" for the whole plan.

    `suggestion` is what would answer it. Text from the plan stands in it quoted and safe to show.
    """

    about: Asked
    where: str
    question: str
    suggestion: str
