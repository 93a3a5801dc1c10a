"""Rules and courses in plain words: what a list, a plan's changes and an editor say of them."""

from __future__ import annotations

from datetime import date

from aftercare.model.routine import WEEKDAYS, Terms
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    Course,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    EveryNth,
    Pattern,
    Phase,
    Phases,
    Rule,
    SinceLastUse,
    Weekdays,
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def rule_words(rule: Rule) -> str:
    """Such as "every 3 days from Mon 16 Nov 2026"."""
    match rule:
        case Daily():
            return "daily"
        case EveryDays(days=days, start=start):
            return f"every {days} days from {day_words(start)}"
        case Weekdays():
            return _weekday_words(rule)
        case Cycle(days=days, due=due, start=start, recovery=recovery):
            on = "day" if len(due) == 1 else "days"
            named = ", ".join(map(str, due))
            return f"{on} {named} of {days} from {day_words(start)}, after a break again at day {recovery}"
        case Phases(start=start, phases=phases, step_downs=step_downs):
            words = ", then ".join([*map(phase_words, phases[:-1]), pattern_words(phases[-1].pattern)])
            back = "".join(f", one phase back on {day_words(day)}" for day in step_downs)
            return f"from {day_words(start)} {words}{back}"
        case AfterSession(from_hours=first, to_hours=last):
            return f"from {first} h to {last} h after each session"
        case SinceLastUse(hours=hours):
            return f"at least {hours} h after the last time"
        case AsNeeded(at_most=most, hours_apart=apart):
            return f"as needed, at most {most} a day" + (f", {apart} h apart" if apart else "")


def phase_words(phase: Phase) -> str:
    """Such as "Mon, Thu for 2 weeks"."""
    return f"{pattern_words(phase.pattern)} for {phase.weeks} {'week' if phase.weeks == 1 else 'weeks'}"


def pattern_words(pattern: Pattern) -> str:
    """Such as "every other day"."""
    match pattern:
        case Daily():
            return "daily"
        case EveryNth(days=2):
            return "every other day"
        case EveryNth(days=days):
            return f"every {days} days"
        case Weekdays():
            return _weekday_words(pattern)


def _weekday_words(weekdays: Weekdays) -> str:
    return ", ".join(day.value.capitalize() for day in weekdays.days)


def course_words(course: Course | None) -> str:
    """Such as "from Mon 2 Nov 2026 to Mon 30 Nov 2026", "14 times from Mon 2 Nov 2026"; nothing for no course."""
    match course:
        case None:
            return ""
        case CourseByDates(first=first, last=last):
            return f"from {day_words(first)} to {day_words(last)}"
        case CourseByCount(times=times, start=start):
            return f"{times} {'time' if times == 1 else 'times'} from {day_words(start)}"


def terms_words(terms: Terms) -> str:
    """The rule and the course of `terms`, such as "daily, 14 times from Mon 2 Nov 2026"."""
    course = f", {course_words(terms.course)}" if terms.course is not None else ""
    return f"{rule_words(terms.rule)}{course}"


def day_words(day: date | None) -> str:
    """Such as "Mon 16 Nov 2026"; nothing for None."""
    if day is None:
        return ""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {_MONTHS[day.month - 1]} {day.year}"
