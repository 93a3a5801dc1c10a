"""How far back the answers to a step have to be known to decide a day."""

from __future__ import annotations

from datetime import date, timedelta

from aftercare.model.routine import Step, Terms
from aftercare.model.rules import AsNeeded, CourseByCount, Phases, SinceLastUse

_DAY = timedelta(days=1)


def known_from(step: Step, day: date) -> date | None:
    """The first day whose answers decide `step` on `day` or later; None where those of `day` itself are enough."""
    days = [found for terms in step.terms if (found := _of_terms(terms, day)) is not None]
    return min(days, default=None)


def _of_terms(terms: Terms, day: date) -> date | None:
    if terms.until is not None and terms.until < day:
        return None
    needed = []
    match terms.rule:
        case Phases(start=start):
            needed.append(start)
        case SinceLastUse(hours=hours):
            needed.append(day - (hours // 24 + 2) * _DAY)
        case AsNeeded(hours_apart=hours):
            needed.append(day - (hours // 24 + 2) * _DAY)
    if isinstance(terms.course, CourseByCount):
        needed.append(terms.course.start)
    return min(needed, default=None)
