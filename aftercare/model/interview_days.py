"""The questions about the days of a step: its rule, exactly, and how long it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.interview import Interview, Question, days_of_span, one_line
from aftercare.model.plan import Plan
from aftercare.model.routine import Daily, Rule
from aftercare.model.rules import AsNeeded, CourseByCount, CourseByDates
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_step import Days, TypedStep, number_typed, rule_typed

#: Rules that take another question, by the word that stands for them.
_ASKED = {
    "cycle": Days.CYCLE,
    "slowly": Days.PHASES,
    "after session": Days.AFTER_SESSION,
    "apart": Days.SINCE_USE,
    "as needed": Days.AS_NEEDED,
}
_DAYS_HELP = (
    "daily; every 3 days; days of the week such as mon thu; cycle, such as day 1 of 4; slowly, for an active that is "
    "begun in stages; after session, so many hours after each one; apart, so many hours after the last use; as needed, "
    "at the client's wish."
)


def rule_questions(interview: Interview) -> Iterator[Question]:
    """On which days the last step is due: a word, and what that word asks for besides."""
    typed = TypedStep()

    def take(days: Days, **fields: str) -> Rule:
        start = interview.plan.starts or interview.asking.today
        return rule_typed(replace(typed, days=days, **fields), start, start)

    def by_days(text: str) -> Plan:
        word = " ".join(one_line(text).casefold().split())
        if word in _ASKED:
            return interview.plan
        if word in ("daily", "every day"):
            return interview.with_step(rule=Daily())
        every = word.removeprefix("every ").removesuffix(" days")
        if word.startswith("every ") and every.isdecimal():
            return interview.with_step(rule=take(Days.EVERY, every=every))
        try:
            return interview.with_step(rule=take(Days.WEEKDAYS, weekdays=word))
        except BadInput:
            raise BadInput(f"“{text}” does not say exactly on which days.", "A ? lists what does.") from None

    yield Question("On which days", by_days, "daily", _DAYS_HELP)
    match _ASKED.get(" ".join(interview.said.casefold().split())):
        case Days.CYCLE:
            yield Question(
                "How many days has the cycle, on which is it due, and at which does it go on after a break",
                lambda text: interview.with_step(rule=take(Days.CYCLE, **_cycle(text))),
                help="Such as 4: 1, 3 – four days, due on the first, and after a hold or pause on at the third.",
                needed=True,
            )
        case Days.PHASES:
            yield Question(
                "In which stages",
                lambda text: interview.with_step(rule=take(Days.PHASES, phases=one_line(text))),
                help="Such as: tue sat for 2 weeks, then tue thu sat. The last one stays.",
                needed=True,
            )
        case Days.AFTER_SESSION:
            yield Question(
                "From how many hours to how many after a session",
                lambda text: interview.with_step(rule=take(Days.AFTER_SESSION, **_hours(text))),
                help="Such as 24-96.",
                needed=True,
            )
        case Days.SINCE_USE:
            yield Question(
                "How many hours after the last use",
                lambda text: interview.with_step(rule=take(Days.SINCE_USE, hours=text.removesuffix("h"))),
                help="Such as 72.",
                needed=True,
            )
        case Days.AS_NEEDED:
            yield from _limit_questions(interview)
        case _:
            return


def _limit_questions(interview: Interview) -> Iterator[Question]:
    def limit(text: str) -> Plan:
        most = number_typed(text, "most a day", 1, 8)
        return interview.with_step(rule=AsNeeded(most, 4 if most > 1 else 0), slots=())

    yield Question("How many times a day at most", limit, help="A whole number up to 8.", needed=True)
    rule = interview.last_step.rule
    if isinstance(rule, AsNeeded) and rule.at_most > 1:
        most = rule.at_most
        yield Question(
            "How many hours apart at least",
            lambda text: interview.with_step(rule=AsNeeded(most, number_typed(text.removesuffix("h"), "hours", 1, 24))),
            "4",
            "A whole number of hours.",
        )


def _cycle(text: str) -> dict[str, str]:
    days, _, rest = one_line(text).partition(":")
    due, _, recovery = rest.partition(",")
    return {"cycle": days.strip(), "due": due.strip(), "recovery": recovery.strip()}


def _hours(text: str) -> dict[str, str]:
    first, _, last = one_line(text).replace("h", "").replace("to", "-").replace("–", "-").partition("-")
    return {"from_hours": first.strip(), "to_hours": last.strip()}


def course_question(interview: Interview) -> Iterator[Question]:
    """How long the last step goes on."""
    start = interview.plan.starts or interview.asking.today

    def take(text: str) -> Plan:
        number = text.casefold().removesuffix("times").strip()
        if number.isdecimal():
            return interview.with_step(course=CourseByCount(number_typed(number, "number of times", 1, 10_000), start))
        span = days_of_span(text)
        last = start + timedelta(days=span - 1) if span else typed_day(text, interview.asking.today, "last day")
        if last < start:
            raise BadInput(f"The last day {last} comes before the first one, {start}.", "Take a later day.")
        return interview.with_step(course=CourseByDates(start, last))

    yield Question(
        "Until when, or how many times",
        take,
        help="A last day such as 2026-12-13 or +28, 4 weeks, or 14 times. Blank for no end.",
    )
