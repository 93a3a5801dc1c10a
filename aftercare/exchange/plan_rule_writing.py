"""Rules and courses of steps as a plan file has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

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


def rule_toml(rule: Rule) -> str:
    """The value of `rule`."""
    match rule:
        case Daily():
            return '"daily"'
        case EveryDays(days=days, start=start):
            return f"{{ every_days = {days}, from = {start} }}"
        case Weekdays(days=named):
            return f"{{ weekdays = {_words(named)} }}"
        case Cycle(days=days, due=due, start=start, recovery=recovery):
            return f"{{ cycle = {days}, on = {list(due)}, from = {start}, recovery = {recovery} }}"
        case Phases(start=start, phases=phases):
            parts = [_phase(each, last=at == len(phases)) for at, each in enumerate(phases, start=1)]
            return f"{{ phases = [ {', '.join(parts)} ], from = {start} }}"
        case AfterSession(from_hours=first, to_hours=last):
            return f'{{ after_session = "{first} h to {last} h" }}'
        case SinceLastUse(hours=hours):
            return f'{{ since_last_use = "{hours} h" }}'
        case AsNeeded(at_most=most, hours_apart=apart):
            return f"{{ as_needed = {most}{f', apart = {chr(34)}{apart} h{chr(34)}' if apart else ''} }}"
        case _:
            assert_never(rule)


def _phase(phase: Phase, *, last: bool) -> str:
    # the last one stays: its weeks say nothing
    weeks = "" if last and phase.weeks == 1 else f", weeks = {phase.weeks}"
    return f"{{ {_pattern(phase.pattern)}{weeks} }}"


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case Daily():
            return "every_days = 1"
        case EveryNth(days=days):
            return f"every_days = {days}"
        case Weekdays(days=named):
            return f"nights = {_words(named)}"
        case _:
            assert_never(pattern)


def _words(words: Iterable[str]) -> str:
    return f"[{', '.join(f'{chr(34)}{each}{chr(34)}' for each in words)}]"


def course_toml(course: Course) -> str:
    """The value of a step's `course`."""
    match course:
        case CourseByDates(first=first, last=last):
            return f"{{ from = {first}, to = {last} }}"
        case CourseByCount(times=times, start=start):
            return f"{{ times = {times}, from = {start} }}"
        case _:
            assert_never(course)
