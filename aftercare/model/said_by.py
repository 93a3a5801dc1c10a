"""Who said that something rests, in words."""

from __future__ import annotations

from aftercare.model.grade_words import grade_words
from aftercare.model.hold import Authority, FromReference
from aftercare.model.routine import FromPlan


def said_by_words(authority: Authority) -> str:
    """Who said so, such as "your therapist's plan"."""
    match authority:
        case FromPlan():
            return "your therapist's plan"
        case FromReference(source=source, grade=grade):
            rests = f"; {source}" if source else ""
            return f"aftercare's default, which your therapist may change ({grade_words(grade)}{rests})"
        case _:
            return "you"
