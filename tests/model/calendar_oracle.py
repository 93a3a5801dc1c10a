"""When a step is due where the calendar alone decides: what the decisions are compared with."""

from __future__ import annotations

from datetime import date

from aftercare.model.due import rule_is_due
from aftercare.model.routine import Step
from aftercare.model.rules import AsNeeded, CalendarRule, CourseByCount


def due_slots(step: Step, day: date) -> tuple[str, ...]:
    """The ids of the slots in which `step` is due on `day`; empty where it is not due, and for steps as needed.

    Raises ValueError where that depends on more than the calendar.
    """
    terms = step.terms_on(day)
    if terms is None or isinstance(terms.rule, AsNeeded):
        return ()
    if isinstance(terms.rule, CalendarRule) and not isinstance(terms.course, CourseByCount):
        in_course = terms.course is None or terms.course.first <= day <= terms.course.last
        return terms.slots if in_course and rule_is_due(terms.rule, day) else ()
    raise ValueError(f"whether {step.id} is due does not follow from the calendar")
