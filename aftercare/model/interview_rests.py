"""The questions about sessions: when they are, what rests after them, what magnets need, and the next look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import partial

from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.face_point import Means
from aftercare.model.interview import (
    Interview,
    Question,
    Resting,
    days_of_span,
    exact,
    id_from,
    one_line,
    words_typed,
    yes_or_no,
)
from aftercare.model.plan import Plan
from aftercare.model.plan_change import appointment_words
from aftercare.model.plan_hold import HeldActivity, HeldThing, OfActivity, OfKind, PlanHold
from aftercare.model.plan_question import Asked, step_place
from aftercare.model.routine import Activity
from aftercare.model.session import USUAL_MINUTES, Session
from aftercare.model.session_kind import kinds_named, may_pierce
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_slot import time_typed
from aftercare.model.typed_step import number_typed

_HOURS = re.compile(r"(\d{1,4}) ?(h|hours?|days?)?")
_EXCLUSIONS = (
    "Before the first magnet, tell me about a pacemaker, another implant, a pump, a shunt or a pregnancy, yours or of "
    "whoever sleeps beside you. All magnets come off before an MRI."
)
_MOST_HOURS = 24 * 90


def session_questions(interview: Interview) -> Iterator[Question]:
    """Appointment after appointment, until that is all."""
    while True:
        had = interview.plan.sessions
        first = not had
        yield Question(
            "A session: its day and time" if first else "The next one",
            lambda text: _with_session(interview, text),
            help="Such as 2026-12-03 17:30 or thu 17:30, on the client's clock. Blank when that is all.",
            told="Sessions" if first else "",
        )
        if not interview.said:
            return
        yield from _past(interview)
        if interview.plan.sessions == had:
            continue
        before = interview.plan.sessions[-2] if len(interview.plan.sessions) > 1 else None
        yield Question(
            "What is done in it",
            lambda text: _session(interview, kind=_kind_typed(text)),
            before.kind if before else "facial needles",
            f"In your own words; known are {', '.join(each.label.lower() for each in interview.asking.session_kinds)}.",
        )
        yield from _kind_meant(interview)
        yield Question(
            "How many minutes does it take",
            lambda text: _session(interview, minutes=number_typed(text, "minutes", 1, 24 * 60)),
            str(before.minutes if before else USUAL_MINUTES),
            "What rests counts from its end.",
        )


def _with_session(interview: Interview, text: str) -> Plan:
    plan = interview.plan
    day_word, _, time_word = re.sub(r"(?<=\d)T(?=\d)", " ", one_line(text)).rpartition(" ")
    if not day_word:
        raise BadInput(f"“{text}” is not a day with its time.", "Write it like 2026-12-03 17:30.")
    day = typed_day(day_word, interview.asking.today)
    session_id = id_from(f"session-{len(plan.sessions) + 1}", "session", {each.id for each in plan.sessions})
    kind = plan.sessions[-1].kind if plan.sessions else "facial needles"
    at = datetime.combine(day, time_typed(time_word))
    if any(each.at == at for each in plan.sessions):
        raise BadInput(f"There is a session on {appointment_words(at)} already.", "Name another; enter alone goes on.")
    return replace(plan, sessions=(*plan.sessions, Session(session_id, at, kind, interview.origin)))


def _past(interview: Interview) -> Iterator[Question]:
    """Whether a session that lies behind is meant: a year is soon mistyped."""
    session = interview.plan.sessions[-1]
    if session.at.date() < interview.asking.today:
        others = replace(interview.plan, sessions=interview.plan.sessions[:-1])
        yield Question(
            f"{appointment_words(session.at)} lies behind. Is that meant",
            lambda text: interview.plan if yes_or_no(text) else others,
            "n",
            "y keeps it as one that was; n leaves it out, and you type it again.",
        )


def _kind_typed(text: str) -> str:
    kind = words_typed(text)
    if not any(each.isalpha() for each in kind):
        raise BadInput(f"“{kind}” is nothing that is done in a session.", "Write it in a few words; a ? lists some.")
    return kind


def _kind_meant(interview: Interview) -> Iterator[Question]:
    """Whether a kind of session was mistyped: what rests afterwards goes by it."""
    kinds = interview.asking.session_kinds
    kind = interview.plan.sessions[-1].kind
    if kinds_named(kind, kinds):
        return
    names = [name for each in kinds for name in (each.label.lower(), *each.also)]
    near = get_close_matches(kind.casefold(), names, n=1, cutoff=0.8)
    if near:
        yield Question(
            f"“{kind}” is not known, and is taken for needles in the face. Is “{near[0]}” meant",
            lambda text: _session(interview, kind=near[0]) if yes_or_no(text) else interview.plan,
            "y",
            f"What rests after a session goes by its kind. y writes “{near[0]}”, n keeps “{kind}”.",
        )


def _session(interview: Interview, *, kind: str | None = None, minutes: int | None = None) -> Plan:
    *others, last = interview.plan.sessions
    changed = replace(last, kind=last.kind if kind is None else kind, minutes=minutes or last.minutes)
    return replace(interview.plan, sessions=(*others, changed))


def rest_questions(interview: Interview) -> Iterator[Question]:
    """For everything in the plan that usually rests how long it does here, and what magnets need to be said."""
    told = "What rests after a session; every hour is yours to choose"
    for resting in interview.asking.resting(interview.plan):
        yield from _hours_of(interview, resting, told)
        told = ""
    pressed = any(each.activity is Activity.ACUPRESSURE for each in interview.plan.steps)
    if pressed and any(may_pierce(each.kind, interview.asking.session_kinds) for each in interview.plan.sessions):
        yield Question(
            "How long are points not pressed after a session",
            lambda text: _held(interview, OfActivity(HeldActivity.ACUPRESSURE), hours_typed(text), "acupressure"),
            "24 h",
            "Hours or days from the end of the session; 0 h where they may be pressed at once.",
            told=told,
        )
        told = ""
    yield from _where_needles_go(interview, told)
    magnets = any(each.activity is Activity.MAGNETS for each in interview.plan.steps)
    if magnets or any(each.means is Means.MAGNET for each in interview.plan.points):
        yield Question(
            "What does the client have to tell you before the first magnet",
            lambda text: replace(interview.plan, advice=(*interview.plan.advice, exact(text, "advice"))),
            _EXCLUSIONS,
            "Name implants, pumps and a pregnancy, theirs and of whoever sleeps beside them, and the MRI.",
            told="Magnets",
        )


def _where_needles_go(interview: Interview, told: str) -> Iterator[Question]:
    """How long those products rest that go on a needled zone, and of which nothing says so yet."""
    open_ones = {each.where for each in interview.asking.left_open(interview.plan) if each.about is Asked.NO_HOLD}
    kinds = {each.id: each.kind for each in interview.plan.products}
    steps = {
        kinds[each.product]: each
        for each in interview.plan.steps
        if each.product is not None and step_place(each) in open_ones
    }
    for kind, step in steps.items():
        yield Question(
            f"How long does “{step.name}” rest after a session, as it goes where you needle",
            partial(_kind_held, interview, kind),
            "24 h",
            "Hours or days from the end of the session; 0 h where it may go on at once.",
            told=told,
        )
        told = ""


def _kind_held(interview: Interview, kind: str, text: str) -> Plan:
    return _held(interview, OfKind(kind), hours_typed(text), kind)


def _hours_of(interview: Interview, resting: Resting, told: str) -> Iterator[Question]:
    row = resting.row
    usual = row.hours or 0
    asked = 0

    def take(text: str) -> Plan:
        nonlocal asked
        asked = hours_typed(text)
        plan = interview.plan
        for what in resting.covers:
            plan = _held(interview, what, asked, row.id, plan)
        return plan

    yield Question(
        f"How long: {row.label[:1].lower()}{row.label[1:]}",
        take,
        f"{usual} h",
        f"{row.why} Hours or days from the end of the session; usual are {usual} h.",
        told=told,
    )
    if interview.said and asked < usual:
        before = interview.plan
        yield Question(
            f"{asked} h are shorter than the usual {usual} h. Is that meant",
            lambda text: before if yes_or_no(text) else _lengthened(before, row.id, usual),
            "n",
            f"y keeps your {asked} h, n takes {usual} h.",
        )


def _lengthened(plan: Plan, row: str, hours: int) -> Plan:
    mine = f"{row}-rest"
    holds = tuple(replace(each, hours=hours) if each.id.startswith(mine) else each for each in plan.holds)
    return replace(plan, holds=holds)


def _held(interview: Interview, what: HeldThing, hours: int, name: str, plan: Plan | None = None) -> Plan:
    plan = plan or interview.plan
    hold_id = id_from(f"{name}-rest", "hold", {each.id for each in plan.holds})
    hold = PlanHold(hold_id, what, hours, interview.origin)
    return replace(plan, holds=(*plan.holds, hold))


def hours_typed(text: str) -> int:
    """The hours of "48 h", "48" or "3 days". Raises BadInput."""
    found = _HOURS.fullmatch(text.strip().casefold())
    hours = int(found[1]) * (24 if (found[2] or "h").startswith("d") else 1) if found else -1
    if not 0 <= hours <= _MOST_HOURS:
        raise BadInput(f"“{text}” is no span of time up to 90 days.", "Write it like 48 h or 3 days.")
    return hours


def review_question(interview: Interview) -> Question:
    """The last one: when the plan is looked at again; needed where the plan has a course."""
    asked = any(each.about is Asked.REVIEW for each in interview.asking.left_open(interview.plan))

    def take(text: str) -> Plan:
        span, begins = days_of_span(text), interview.plan.starts or interview.asking.today
        day = begins + timedelta(days=span) if span else typed_day(text, interview.asking.today, "review")
        return replace(interview.plan, review=_later(day, interview))

    return Question(
        "When do you look at the plan again",
        take,
        help="A day such as 2027-01-21 or +42, or 6 weeks from its first day."
        + (" A course needs one, so that it does not go on by itself." if asked else " Blank for no day."),
        needed=asked,
        told="The next look",
    )


def _later(day: date, interview: Interview) -> date:
    if day < max(interview.asking.today, interview.plan.starts or day):
        raise BadInput(f"{day} lies before the plan begins.", "Take a later day.")
    return day
