"""When a step is due: pure functions of a rule and a date."""

from __future__ import annotations

from datetime import date

from aftercare.model.routine import WEEKDAYS, Daily, EveryDays, Rule, Step, Weekdays


def rule_is_due(rule: Rule, day: date) -> bool:
    """Whether `rule` alone makes its step due on `day`."""
    match rule:
        case Daily():
            return True
        case EveryDays(days=days, start=start):
            return day >= start and (day - start).days % days == 0
        case Weekdays(days=days):
            return WEEKDAYS[day.weekday()] in days


def due_slots(step: Step, day: date) -> tuple[str, ...]:
    """The ids of the slots in which `step` is due on `day`; empty where it is not due."""
    terms = step.terms_on(day)
    if terms is None or not rule_is_due(terms.rule, day):
        return ()
    return terms.slots
