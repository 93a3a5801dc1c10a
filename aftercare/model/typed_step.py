"""A step as a person types it, in a form or as a command's options, and the draft that it comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import msgspec
from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.model.editing import Draft
from aftercare.model.routine import Activity, ByClient, Id, Product, Routine, Step
from aftercare.model.rule_words import pattern_words, phase_words
from aftercare.model.rules import (
    WEEKDAYS,
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
    Weekday,
    Weekdays,
)
from aftercare.model.text import folded, typed_text
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_slot import slot_typed

_WAIT = re.compile(r"(?:(\d{1,2}) ?h)? ?(?:(\d{1,3}) ?min)? ?(?:(\d{1,4}) ?s)?")
_PHASE = re.compile(r"(?P<pattern>.+?)(?: for (?P<weeks>\d{1,3}) weeks?)?")
_EVERY = re.compile(r"every (\d{1,2}) days")
_LONGEST_WAIT = 24 * 3600


class Days(StrEnum):
    """The kinds of rules that can be chosen."""

    DAILY = "daily"
    EVERY = "every"
    WEEKDAYS = "weekdays"
    CYCLE = "cycle"
    PHASES = "phases"
    AFTER_SESSION = "after_session"
    SINCE_USE = "since_use"
    AS_NEEDED = "as_needed"


class TypedStep(Struct, frozen=True):
    """The words of a form. `what` is "product:ID", "kind:ID" for a new product of that kind, or "activity:NAME".

    `counts_from` is the day from which the rule counts, `since` the day from which all of it holds; both may be left
    empty for today. `until` and `times` make a course. `new_slot` is a part of the day that is not there yet, such as
    "noon 12:30". What no field asks for is kept beside them.
    """

    name: str = ""
    what: str = "activity:other"
    slots: tuple[Id, ...] = ()
    days: Days = Days.DAILY
    every: str = ""
    weekdays: str = ""
    cycle: str = ""
    due: str = ""
    recovery: str = ""
    phases: str = ""
    from_hours: str = ""
    to_hours: str = ""
    hours: str = ""
    at_most: str = ""
    apart: str = ""
    counts_from: str = ""
    since: str = ""
    until: str = ""
    times: str = ""
    amount: str = ""
    wait: str = ""
    instruction: str = ""
    essential: bool = False
    new_slot: str = ""
    step_downs: tuple[date, ...] = ()
    course_from: date | None = None


def draft_of(typed: TypedStep, today: date, kinds: Mapping[str, str] = {}) -> Draft:
    """The draft that `typed` comes to. Raises BadInput, which says which field is not right yet."""
    name = typed_text(typed.name, "name")
    if len(name) > 200 or "\n" in name:
        raise BadInput("The name is too long.", "Keep it to one line.")
    since = _day(typed.since, "first day", today)
    rule = rule_typed(typed, since, today)
    new_slot = slot_typed(typed.new_slot) if typed.new_slot.strip() else None
    slots = tuple(dict.fromkeys((*typed.slots, new_slot.id))) if new_slot else typed.slots
    if not slots and not isinstance(rule, AsNeeded):
        raise BadInput("The part of the day is missing.", "Choose one, or write a new one: noon 12:30.")
    what, _, which = typed.what.partition(":")
    new = Product(own_id(name), name, which, ByClient()) if what == "kind" else None
    if new is not None and kinds and which not in kinds:
        raise BadInput(
            f"There is no kind of product “{which}”.", f"{_near(which, kinds)}All kinds: {', '.join(kinds)}."
        )
    try:
        return Draft(
            name=name,
            slots=slots,
            rule=rule,
            since=since,
            course=_course(typed, since, today),
            product=new.id if new else which if what == "product" else None,
            activity=Activity(which) if what == "activity" else None,
            new=new,
            amount=typed_text(typed.amount, "amount") if typed.amount.strip() else "",
            wait=wait_typed(typed.wait),
            instruction=typed_text(typed.instruction, "instruction") if typed.instruction.strip() else "",
            essential=typed.essential,
            new_slot=new_slot,
        )
    except ValueError as error:
        known = ", ".join(each for each in Activity if each is not Activity.MAGNETS)
        raise BadInput(f"There is no activity “{which}”.", f"There are: {known}.") from error


def _near(typed: str, known: Mapping[str, str]) -> str:
    # costs as much as half the program's own modules: loaded for a slip of the finger only
    from difflib import get_close_matches

    near = get_close_matches(typed.casefold(), known, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def typed_of(step: Step, today: date) -> TypedStep:
    """`step` as words, to be changed from `today` on."""
    terms = step.terms_on(today) or step.terms[-1]
    step = step.as_on(today)
    product, activity = f"product:{step.product}", f"activity:{(step.activity or Activity.OTHER).value}"
    course = terms.course
    return msgspec.structs.replace(
        _typed_rule(terms.rule),
        name=step.name,
        what=product if step.product else activity,
        slots=terms.slots,
        since=max(today, step.terms[0].since).isoformat(),
        until=course.last.isoformat() if isinstance(course, CourseByDates) else "",
        times=str(course.times) if isinstance(course, CourseByCount) else "",
        course_from=_course_begins(course),
        amount=step.amount,
        wait=_wait_typed(step.wait),
        instruction=step.instruction,
        essential=step.essential,
    )


def own_id(name: str) -> str:
    """An id for a thing of the client's own, from its name."""
    return "own-" + (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-") or "step")


def refuse_unknown(draft: Draft, routine: Routine, step: Step | None) -> None:
    """Raises BadInput where `draft` names what is not there, offers magnets, or changes what past days rest on."""
    new = draft.new_slot
    known = routine.slots.get(new.id) if new else None
    if new is not None and known is not None and (known.at, folded(known.name)) != (new.at, folded(new.name)):
        raise BadInput(f"There is a part of the day “{known.name}” at {known.at:%H:%M}.", "Choose it, or another name.")
    for slot in draft.slots:
        if slot not in routine.slots and (new is None or slot != new.id):
            raise BadInput(f"There is no part of the day “{slot}”.", f"There are: {', '.join(routine.slots)}.")
    if draft.product is not None and draft.new is None and draft.product not in routine.products:
        raise BadInput(f"There is no product “{draft.product}”.", "Take one of yours, or a new one of a kind.")
    if draft.activity is Activity.MAGNETS and (step is None or step.activity is not Activity.MAGNETS):
        raise BadInput(
            "Magnets are not added here.", "Your therapist's plan has them, once nothing speaks against them."
        )
    if step is not None and _prescribed(step.product, routine) != (
        draft.new is None and _prescribed(draft.product, routine)
    ):
        raise BadInput("A prescribed product and another one do not share a step.", "End this step and add another.")


def _prescribed(product: Id | None, routine: Routine) -> bool:
    found = routine.products.get(product) if product else None
    return found is not None and found.by_prescription


def rule_typed(typed: TypedStep, since: date, today: date) -> Rule:
    """The rule that the words of a form come to, counted from `since` where they name no day. Raises BadInput."""
    start = _day(typed.counts_from, "day it counts from", today, since)
    try:
        match typed.days:
            case Days.DAILY:
                return Daily()
            case Days.EVERY:
                days = number_typed(typed.every, "number of days", 1, 365)
                return EveryDays(days, start) if days > 1 else Daily()
            case Days.WEEKDAYS:
                return Weekdays(weekdays_typed(typed.weekdays))
            case Days.CYCLE:
                days = number_typed(typed.cycle, "length of the cycle", 2, 60)
                due = tuple(
                    number_typed(each, "day of the cycle", 1, days) for each in re.split(r"[,\s]+", typed.due.strip())
                )
                last = number_typed(typed.recovery, "day after a break", 1, days) if typed.recovery.strip() else days
                return Cycle(days, due, start, last)
            case Days.PHASES:
                return Phases(start, phases_typed(typed.phases), typed.step_downs)
            case Days.AFTER_SESSION:
                first = number_typed(typed.from_hours, "hours after a session", 0, 2160)
                last = number_typed(typed.to_hours, "hours until it ends", 0, 2160)
                if last < first:
                    raise BadInput(
                        f"The hours after a session end, {last}, before they begin, {first}.",
                        "Write the smaller number first, such as 24 to 96.",
                    )
                return AfterSession(first, last)
            case Days.SINCE_USE:
                return SinceLastUse(number_typed(typed.hours, "hours since the last use", 1, 2160))
            case Days.AS_NEEDED:
                apart = number_typed(typed.apart, "hours apart", 0, 168) if typed.apart.strip() else 0
                return AsNeeded(number_typed(typed.at_most, "most a day", 1, 24), apart)
    except ValueError as error:
        raise BadInput(f"The days do not fit together: {error}.") from error


def _typed_rule(rule: Rule) -> TypedStep:
    match rule:
        case Daily():
            return TypedStep()
        case EveryDays(days=days, start=start):
            return TypedStep(days=Days.EVERY, every=str(days), counts_from=start.isoformat())
        case Weekdays(days=named):
            return TypedStep(days=Days.WEEKDAYS, weekdays=" ".join(named))
        case Cycle(days=days, due=due, start=start, recovery=recovery):
            return TypedStep(
                days=Days.CYCLE,
                cycle=str(days),
                due=" ".join(map(str, due)),
                recovery=str(recovery),
                counts_from=start.isoformat(),
            )
        case Phases(start=start, phases=phases, step_downs=downs):
            last = phases[-1]
            words = [phase_words(each) for each in phases[:-1]]
            # a plan may give a single stage its weeks: it stays all the same
            words.append(phase_words(last) if words and last.weeks > 1 else pattern_words(last.pattern))
            return TypedStep(
                days=Days.PHASES, phases=", then ".join(words), counts_from=start.isoformat(), step_downs=downs
            )
        case AfterSession(from_hours=first, to_hours=last_hour):
            return TypedStep(days=Days.AFTER_SESSION, from_hours=str(first), to_hours=str(last_hour))
        case SinceLastUse(hours=hours):
            return TypedStep(days=Days.SINCE_USE, hours=str(hours))
        case AsNeeded(at_most=most, hours_apart=apart):
            return TypedStep(days=Days.AS_NEEDED, at_most=str(most), apart=str(apart) if apart else "")


def weekdays_typed(text: str) -> tuple[Weekday, ...]:
    """The days of "mon, thu". Raises BadInput."""
    named = set()
    for word in re.split(r"[,\s]+", text.strip().lower()):
        if word[:3] not in WEEKDAYS:
            raise BadInput(
                f"“{word}” is no day of the week." if word else "The weekdays are missing.", "Such as mon thu."
            )
        named.add(Weekday(word[:3]))
    return tuple(each for each in WEEKDAYS if each in named)


def phases_typed(text: str) -> tuple[Phase, ...]:
    """The phases of "mon thu for 2 weeks, then every 2 days". The last one stays. Raises BadInput."""
    parts = [each.strip(" ,") for each in re.split(r"\bthen\b", text.lower())]
    phases = []
    for at, part in enumerate(parts, start=1):
        found = _PHASE.fullmatch(part)
        if found is None or (found["weeks"] is None and at < len(parts)):
            raise BadInput("The stages are not clear yet.", "Such as: mon thu for 2 weeks, then every 2 days.")
        if found["weeks"] is not None and len(parts) == 1:
            raise BadInput(
                "A single stage has nothing that its weeks lead to.",
                "Write what comes then, such as: mon thu for 2 weeks, then daily. Or give the course a last day.",
            )
        weeks = number_typed(found["weeks"] or "1", "weeks", 1, 104)
        phases.append(Phase(_pattern(found["pattern"]), weeks))
    return tuple(phases)


def _pattern(text: str) -> Pattern:
    if text == "daily":
        return Daily()
    if text == "every other day":
        return EveryNth(2)
    if found := _EVERY.fullmatch(text):
        return EveryNth(number_typed(found[1], "number of days", 2, 28))
    return Weekdays(weekdays_typed(text))


def _course(typed: TypedStep, since: date, today: date) -> Course | None:
    if typed.until.strip() and typed.times.strip():
        raise BadInput("A course has a last day or a number of times, not both.", "Leave one of them empty.")
    begins = typed.course_from or since
    if typed.times.strip():
        return CourseByCount(number_typed(typed.times, "number of times", 1, 10_000), begins)
    if not typed.until.strip():
        return None
    last = _day(typed.until, "last day", today)
    if last < since:
        raise BadInput(f"The last day {last} comes before the first one, {since}.", "Take a later day.")
    return CourseByDates(min(begins, last), last)


def _course_begins(course: Course | None) -> date | None:
    match course:
        case CourseByDates(first=first):
            return first
        case CourseByCount(start=start):
            return start
        case None:
            return None


def _day(text: str, what: str, today: date, default: date | None = None) -> date:
    if not text.strip():
        return default or today
    return typed_day(text, today, what)


def number_typed(text: str, what: str, least: int, most: int) -> int:
    """A whole number; `what` is what an error calls it. Raises BadInput."""
    word = text.strip()
    if not (word.isascii() and word.isdigit()) or not least <= int(word[:9]) <= most:
        said = f"The {what} “{word}” is not right." if word else f"The {what} is missing."
        raise BadInput(said, f"Write a whole number from {least} to {most}.")
    return int(word)


def wait_typed(text: str) -> int:
    """The seconds of "60 s" or "2 min". Raises BadInput."""
    word = text.strip().lower()
    found = _WAIT.fullmatch(word)
    if found is None:
        raise BadInput(f"The wait “{text.strip()}” is not a time.", "Write it with its unit, such as 60 s or 2 min.")
    hours, minutes, seconds = (int(each or 0) for each in found.groups())
    wait = hours * 3600 + minutes * 60 + seconds
    if wait > _LONGEST_WAIT:
        raise BadInput("The wait is longer than a day.", "Write it with its unit, such as 60 s or 2 min.")
    return wait


def _wait_typed(seconds: int) -> str:
    return (
        f"{seconds // 60} min"
        if seconds and seconds % 60 == 0 and seconds < 60_000
        else f"{seconds} s"
        if seconds
        else ""
    )
