"""Two rules for one thing in a plan: two steps about it at one time of day, words of a step beside its own rule, or a
session or a point that stands there twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from aftercare.model.face_point import is_same_place
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_question import Asked, PlanQuestion, step_place
from aftercare.model.plan_wording import AS_NEEDED, sentences
from aftercare.model.routine import Activity, Daily, EveryDays, Weekdays
from aftercare.model.rules import AsNeeded, Course, CourseByDates, Cycle, Rule, Weekday
from aftercare.model.safe_text import shown

_TIMES = "once|twice|(?:one|two|three|four|five|six|[1-6]) ?(?:[x×]|times?|days?|nights?|evenings?|mornings?)"
#: Not in a range, which leaves open how often: "once or twice a week".
_WEEKLY = re.compile(
    rf"(?<!\bor )(?<!\bto )(?<![\d–-])\b({_TIMES})(?: ?(?:a|per|every|each|in the|/) ?week| weekly)\b", re.IGNORECASE
)
_ONCE_A_WEEK = re.compile(
    r"(?:^|[.!?;]\s+|\bonly |\b(?:use|apply|do|repeat|wear)(?: it| them)? )(weekly|(?:every|each) week)\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:every (other|second|third|fourth|fifth|[2-9](?:nd|rd|th)?)|(alternate)) (?:day|night|morning|evening)s?\b",
    re.IGNORECASE,
)
#: A sentence that says no more than that; "every evening that it is due" says less.
_ALL_DAYS = re.compile(
    r"(?:^|[.!?;]\s+)((?:every|each) (?:day|night|morning|evening)|daily|nightly)\s*(?:[,.;:!]|$)"
    r"|\b((?:every|each) single (?:day|night|morning|evening)|(?:seven|7) (?:days|nights) (?:a|per) week)\b",
    re.IGNORECASE,
)
_TWICE_A_DAY = re.compile(
    r"(?<!\bor )(?<!\bto )\b(?:(?:twice|two times|2 times) (?:a|per|each|every) day|twice daily)\b", re.IGNORECASE
)
#: Weekdays that come again: "Mondays", "every Monday"; a single one may be when it begins.
_DAY_NAMES = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ON = re.compile(rf"\b(?:every |each )({_DAY_NAMES})\b|\b({_DAY_NAMES})s\b", re.IGNORECASE)
_NOT_ON = re.compile(rf"\b(?:not|except|never|but not) (?:on )?({_DAY_NAMES})s\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
#: Anything else that a sentence of weekdays says.
_BESIDES = re.compile(r"\b(?!and\b|or\b|on\b|please\b)\w+", re.IGNORECASE)
_NUMBERS = {
    "once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "other": 2, "second": 2, "alternate": 2, "third": 3, "fourth": 4, "fifth": 5,
}  # fmt: skip


def questions_on_two_rules(plan: Plan) -> Iterator[PlanQuestion]:
    """Asks which one is meant."""
    for step in plan.steps:
        for text in (step.name, step.instruction, step.amount):
            yield from _beside_its_rule(text, step)
    for one, other in combinations(plan.steps, 2):
        same = one.product == other.product if one.product or other.product else _does(one) == _does(other)
        if not same or not set(one.slots) & set(other.slots) or _never_meet(one, other):
            continue
        what = shown(one.product or one.name)
        yield PlanQuestion(
            Asked.TWO_RULES,
            step_place(other),
            f"The step {shown(one.id)} is about {what} at the same time of day too. Are both meant, or one of them?",
            "Keep one step with one rule, or give each a course of its own.",
        )
    yield from _said_twice(plan)


def _said_twice(plan: Plan) -> Iterator[PlanQuestion]:
    """Sessions at one time, and points at which the same is done: an id was taken for a new one, or a line copied."""
    for one, other in combinations(plan.sessions, 2):
        if one.at == other.at:
            yield _twice(f"session {shown(other.id)}", f"The session {shown(one.id)} is at the same time.")
    for place, beside in combinations(plan.points, 2):
        if is_same_place(place, beside):
            yield _twice(
                f"point {shown(beside.id)}", f"The point {shown(place.id)} is the same place, and the same use."
            )


def _twice(where: str, what: str) -> PlanQuestion:
    return PlanQuestion(Asked.TWO_RULES, where, f"{what} Are both meant, or one of them?", "Keep one.")


def _beside_its_rule(text: str, step: PlanStep) -> Iterator[PlanQuestion]:
    if isinstance(step.rule, AsNeeded):
        # its limit is for a day: what is said of a week is kept by nobody
        if found := _WEEKLY.search(text) or _EVERY.search(text):
            yield PlanQuestion(
                Asked.TWO_RULES,
                step_place(step),
                f"Is it done as needed, as its rule says, or {shown(found[0])}?",
                'Keep one: a rule of days such as { weekdays = ["tue", "sat"] }, or leave these words out.',
            )
        return
    if text is not step.amount and (found := AS_NEEDED.search(text)):
        yield PlanQuestion(
            Asked.TWO_RULES,
            step_place(step),
            f"Is it due on the days of its rule, or only {shown(found[0])}?",
            'Keep one: rule = { as_needed = 2, apart = "4 h" }, or leave these words out.',
        )
    for said in said_beside_rule(text, step):
        yield PlanQuestion(
            Asked.TWO_RULES,
            step_place(step),
            f"The step says {shown(said)}, and its rule something else. Which of the two is meant?",
            "Say it once, by the rule.",
        )


def said_beside_rule(text: str, step: PlanStep) -> Iterator[str]:
    """The words of `text` that do not fit the rule, as far as words and rule tell."""
    weekly, every = _WEEKLY.search(text), _EVERY.search(text)
    if weekly and not _fits_weekly(_number(weekly[1]), step.rule):
        yield weekly[0]
    if (found := _ONCE_A_WEEK.search(text)) and not _fits_weekly(1, step.rule):
        yield found[1]
    if every and not _fits_every(_number(every[1] or every[2]), step.rule):
        yield every[0]
    if isinstance(step.rule, EveryDays | Weekdays | Cycle) and (found := _ALL_DAYS.search(text)):
        yield found[1] or found[2]
    yield from _other_weekdays(text, step.rule)
    if len(step.slots) == 1 and (found := _TWICE_A_DAY.search(text)):
        yield found[0]


def _other_weekdays(text: str, rule: Rule) -> Iterator[str]:
    """The sentences of `text` whose weekdays do not fit the rule."""
    if not isinstance(rule, Daily | EveryDays | Weekdays):
        return
    for sentence in sentences(text):
        without = {_weekday(each) for each in _NOT_ON.findall(sentence)}
        named = {_weekday(each[1] or each[2]) for each in _ON.finditer(sentence)} - without
        no_others = bool(_ONLY.search(sentence)) or not _BESIDES.search(_ON.sub("", sentence))
        match rule:
            case Weekdays(days):
                due = set(days)
                unfit = bool(named - due or without & due or (named and no_others and named != due))
            case Daily():
                unfit = bool(without) or (bool(named) and no_others and len(named) < len(Weekday))
            case _:
                unfit = bool(named) and no_others
        if unfit:
            yield sentence.strip(" .;")


def _weekday(name: str) -> Weekday:
    return Weekday(name[:3].casefold())


def _number(words: str) -> int:
    first = words.split()[0].casefold()
    return _NUMBERS[first] if first in _NUMBERS else int(first[0])


def _fits_weekly(times: int, rule: Rule) -> bool:
    """Whether a rule may come to so many times a week; of some only the calendar tells."""
    match rule:
        case Daily():
            return False
        case Weekdays(days):
            return len(set(days)) == times
        case EveryDays(days):
            return 7 // days <= times <= -(-7 // days)
        case _:
            return True


def _fits_every(number: int, rule: Rule) -> bool:
    match rule:
        case Daily() | Weekdays():
            return False
        case EveryDays(days):
            return days == number
        case _:
            return True


def _does(step: PlanStep) -> tuple[Activity | None, str, tuple[str, ...]]:
    return step.activity, step.name.casefold(), tuple(sorted(step.zones))


def _never_meet(one: PlanStep, other: PlanStep) -> bool:
    """Whether the two are never due on the same day, as far as rules and courses tell."""
    first, second = _span(one.course), _span(other.course)
    if first[1] < second[0] or second[1] < first[0]:
        return True
    match one.rule, other.rule:
        case Weekdays(days), Weekdays(others):
            return not set(days) & set(others)
        case Cycle() as cycle, Cycle() as beside:
            shared = (cycle.days, cycle.start) == (beside.days, beside.start)
            return shared and not set(cycle.due) & set(beside.due)
        case _:
            return False


def _span(course: Course | None) -> tuple[date, date]:
    return (course.first, course.last) if isinstance(course, CourseByDates) else (date.min, date.max)
