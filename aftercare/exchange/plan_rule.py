"""The rules and courses of a plan file: on which days a step is due, and for how long or how often.

```toml
rule = "daily"
rule = { every_days = 3, from = 2026-11-16 }
rule = { weekdays = ["mon", "thu"] }
rule = { cycle = 4, on = [1], from = 2026-11-16, recovery = 3 }
rule = { phases = [ { nights = ["mon", "thu"], weeks = 2 }, { every_days = 2 } ], from = 2026-11-16 }
rule = { after_session = "24 h to 96 h" }
rule = { since_last_use = "72 h" }
rule = { as_needed = 2, apart = "4 h" }
course = { from = 2026-11-16, to = 2026-12-13 }
course = { times = 14, from = 2026-11-16 }
```
`from` may be left out where the plan says when it starts.
"""

from __future__ import annotations

from datetime import date

from aftercare.exchange.plan_amount import hour_span, hours
from aftercare.exchange.plan_calendar import day
from aftercare.exchange.plan_table import PlanTable, described, nearest
from aftercare.model.routine import WEEKDAYS, Daily, EveryDays, Rule, Weekday, Weekdays
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    Course,
    CourseByCount,
    CourseByDates,
    Cycle,
    EveryNth,
    Pattern,
    Phase,
    Phases,
    SinceLastUse,
)
from aftercare.model.safe_text import shown

#: Which keys a rule has, by the one that says what kind it is.
RULE_KEYS = {
    "every_days": ("every_days", "from"),
    "weekdays": ("weekdays",),
    "cycle": ("cycle", "on", "from", "recovery"),
    "phases": ("phases", "from"),
    "after_session": ("after_session",),
    "since_last_use": ("since_last_use",),
    "as_needed": ("as_needed", "apart"),
}
PHASE_KEYS = ("nights", "weekdays", "every_days", "weeks")
COURSE_KEYS = ("from", "to", "times")
_ALL_RULE_KEYS = tuple(dict.fromkeys(key for keys in RULE_KEYS.values() for key in keys))
_RULES = 'Write "daily", { every_days = 3, from = 2026-11-16 } or { weekdays = ["mon", "thu"] }.'
_MAX_SPAN = 24 * 90
_MAX_APART = 24 * 7
_MAX_CYCLE, _MAX_PHASES, _MAX_WEEKS, _MAX_TIMES, _MAX_A_DAY = 60, 12, 104, 10_000, 24


def rule_of(table: PlanTable, starts: date | None) -> Rule:
    """The rule of a step; `starts` is the first day of the plan."""
    value = table.values.get("rule")
    if value is None:
        table.problem(None, "The step does not say on which days it is due.", f"Its rule is missing. {_RULES}")
    elif isinstance(value, dict):
        return _rule_of_table(table.part("rule", value), starts)
    elif not isinstance(value, str):
        table.problem("rule", f"{described(value)}, not a rule.", _RULES)
    elif value.strip().casefold() != "daily":
        meant = nearest(value, ("daily",))
        near = meant.startswith("Did")
        table.problem("rule", f"{shown(value)} does not say exactly on which days.", meant if near else _RULES)
    return Daily()


def _rule_of_table(rule: PlanTable, starts: date | None) -> Rule:
    rule.refuse_unknown(_ALL_RULE_KEYS)
    kinds = [key for key in RULE_KEYS if key in rule.values]
    if not kinds:
        if not rule.values.keys() - set(_ALL_RULE_KEYS):
            rule.problem(None, "The rule says neither every_days nor weekdays.", _RULES)
        return Daily()
    kind = kinds[0]
    foreign = [key for key in _ALL_RULE_KEYS if key in rule.values and key not in RULE_KEYS[kind]]
    if len(kinds) > 1:
        rule.problem(None, f"The rule has {kind} and something else: {kinds[1]}.", "Keep one kind of rule in a step.")
        return Daily()
    if foreign:
        message = f"A rule of {kind} has no {foreign[0]}."
        rule.problem(foreign[0], message, f"It has {', '.join(RULE_KEYS[kind])}.")
    match kind:
        case "weekdays":
            return Weekdays(_weekdays(rule, "weekdays") or WEEKDAYS)
        case "every_days":
            return _every_days(rule, starts)
        case "cycle":
            return _cycle(rule, starts)
        case "phases":
            return _phases(rule, starts)
        case "after_session":
            return AfterSession(*hour_span(rule, kind, _MAX_SPAN))
        case "since_last_use":
            return SinceLastUse(hours(rule, kind, _MAX_SPAN))
        case _:
            most = rule.whole_number(kind, 1, _MAX_A_DAY, "as_needed = 2")
            return AsNeeded(most, hours(rule, "apart", _MAX_APART, least=0) if "apart" in rule.values else 0)


def _counted_from(rule: PlanTable, starts: date | None, what: str = "The rule") -> date | None:
    start = day(rule, "from") or starts
    if start is None and "from" not in rule.values:
        message = f"{what} does not say from which day it counts."
        rule.problem(None, message, "Write for example from = 2026-11-16")
    return start


def _every_days(rule: PlanTable, starts: date | None) -> Rule:
    if rule.values["every_days"] == 1 and not isinstance(rule.values["every_days"], bool):
        rule.problem("every_days", "Every 1 day is every day.", 'Write rule = "daily"')
        return Daily()
    days = rule.whole_number("every_days", 2, 365, "every_days = 3")
    start = _counted_from(rule, starts)
    return EveryDays(days, start) if start else Daily()


def _weekdays(rule: PlanTable, key: str) -> tuple[Weekday, ...]:
    if rule.values[key] == []:
        message = "The list of weekdays is empty, so the step would never be due."
        rule.problem(key, message, 'Write for example ["mon"]')
    days = set()
    for index, word in enumerate(rule.texts(key, 7, 20)):
        if word in WEEKDAYS:
            days.add(Weekday(word))
        elif word:
            suggestion = nearest(word.casefold() if len(word) < 6 else word.casefold()[:3], WEEKDAYS)
            rule.problem(key, f"{shown(word)} is not a weekday of the form used here.", suggestion, index)
    return tuple(each for each in WEEKDAYS if each in days)


def _cycle(rule: PlanTable, starts: date | None) -> Rule:
    days = rule.whole_number("cycle", 2, _MAX_CYCLE, "cycle = 4")
    due = rule.required("on", "on = [1]")
    positions: list[int] = []
    if due is not None:
        parts = rule.parts("on", _MAX_CYCLE)
        if due == []:
            rule.problem(
                "on",
                "The list of days in the cycle is empty, so the step would never be due.",
                "Write for example on = [1]",
            )
        for index, each in enumerate(parts):
            if isinstance(each, bool) or not isinstance(each, int):
                rule.problem("on", f"{described(each)}, not a day of the cycle.", "Write for example on = [1]", index)
            elif not 1 <= each <= days:
                message = f"Day {shown(each)} lies outside a cycle of {days} days."
                rule.problem("on", message, f"Days go from 1 to {days}.", index)
            elif each in positions:
                rule.problem("on", f"Day {each} stands twice in the cycle.", "Keep one of the two.", index)
            else:
                positions.append(each)
    recovery = rule.whole_number("recovery", 1, _MAX_CYCLE, "recovery = 3")
    if recovery > days:
        message = f"The recovery day {recovery} lies outside a cycle of {days} days."
        rule.problem("recovery", message, f"Days go from 1 to {days}.")
    start = _counted_from(rule, starts, "The cycle")
    if not positions or recovery > days or start is None:
        return Daily()
    return Cycle(days, tuple(sorted(positions)), start, recovery)


def _phases(rule: PlanTable, starts: date | None) -> Rule:
    parts = rule.parts("phases", _MAX_PHASES)
    if rule.values["phases"] == []:
        rule.problem("phases", "The list of phases is empty.", 'Write for example [ { nights = ["mon"], weeks = 2 } ]')
    phases: list[Phase] = []
    for index, each in enumerate(parts):
        if isinstance(each, dict):
            phases.append(_phase(rule.part("phases", each, index), last=index == len(parts) - 1))
        else:
            example = 'Write for example { nights = ["mon", "thu"], weeks = 2 }'
            rule.problem("phases", f"{described(each)}, and each phase is a table.", example, index)
    start = _counted_from(rule, starts, "The titration")
    return Phases(start, tuple(phases)) if start and phases else Daily()


def _phase(phase: PlanTable, *, last: bool) -> Phase:
    phase.refuse_unknown(PHASE_KEYS)
    patterns = [key for key in PHASE_KEYS[:3] if key in phase.values]
    pattern: Pattern = Daily()
    if len(patterns) != 1:
        message = "The phase says in two ways when it is due." if patterns else "The phase does not say when it is due."
        phase.problem(None, message, 'Write either nights = ["mon", "thu"] or every_days = 2, where 1 is every day.')
    elif patterns[0] == "every_days":
        every = phase.whole_number("every_days", 1, 28, "every_days = 2")
        pattern = EveryNth(every) if every > 1 else Daily()
    else:
        pattern = Weekdays(_weekdays(phase, patterns[0]) or WEEKDAYS)
    if "weeks" not in phase.values:
        if not last:
            phase.problem(None, "The phase does not say for how many weeks.", "Only the last one stays: weeks = 2")
        return Phase(pattern, 1)
    return Phase(pattern, phase.whole_number("weeks", 1, _MAX_WEEKS, "weeks = 2"))


def course_of(table: PlanTable, starts: date | None) -> Course | None:
    """The course of a step, or None where it has no end."""
    value = table.values.get("course")
    if value is None:
        return None
    example = "Write { from = 2026-11-16, to = 2026-12-13 } or { times = 14, from = 2026-11-16 }."
    if not isinstance(value, dict):
        table.problem("course", f"{described(value)}, not a course.", example)
        return None
    course = table.part("course", value)
    course.refuse_unknown(COURSE_KEYS)
    if ("to" in course.values) == ("times" in course.values):
        both = "to" in course.values
        message = "The course ends in two ways." if both else "The course does not say when it ends."
        course.problem(None, message, example)
        return None
    start = _counted_from(course, starts, "The course")
    if "times" in course.values:
        times = course.whole_number("times", 1, _MAX_TIMES, "times = 14")
        return CourseByCount(times, start) if start else None
    last = day(course, "to")
    if start is None or last is None:
        return None
    if last < start:
        message = f"The course ends on {last}, before its first day {start}."
        course.problem("to", message, "Write the later day as to.")
        return None
    if starts is not None and last < starts:
        course.problem("to", f"The course is over on {last}, before the plan starts.", f"The plan starts on {starts}.")
        return None
    return CourseByDates(start, last)
