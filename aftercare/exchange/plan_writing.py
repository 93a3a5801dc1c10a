"""A plan as the commented TOML file that `plan_file` reads: the same plan comes back from it.

What a draft does not say yet stands there as a comment with an example.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

import rtoml

from aftercare.exchange.plan_rule_writing import course_toml, rule_toml
from aftercare.model.face_point import FacePoint
from aftercare.model.ingredient import ingredient_words, ingredients_of
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import OfActivity, OfClass, OfKind, PlanHold
from aftercare.model.preparation import Preparation
from aftercare.model.procedure import Interval
from aftercare.model.programme import Complaint
from aftercare.model.routine import Product, Slot
from aftercare.model.session import USUAL_MINUTES, Session
from aftercare.model.session_course import SessionCourse
from aftercare.model.words import counted, wait_words

_HEAD = """\
# A plan for aftercare: what one client does at home. Lines that begin with # are for you and are not shown.
# When you change something, raise `version` and keep the ids: by them the client's record knows what is the same.
# `aftercare plan check FILE` tells what is not in order, `plan preview FILE` shows the 28 days that a client sees.
"""
_DRAFT = """\
# A DRAFT: the questions were not all answered. What begins with "# … =" below is still to be written.
#
"""
_NO_STEP = """\
# [[steps]]
# id = "cleanse"
# product = "mild-cleanser"
# slots = ["morning", "evening"]
# rule = "daily"\
"""


def plan_toml(plan: Plan, *, draft: bool = False, unfinished: str | None = None) -> str:
    """The text of the file. A draft says so, and of the step `unfinished` that not all of it is meant yet."""
    names = {each.id: each.name for each in plan.products}
    parts = [
        (_DRAFT if draft else "") + _HEAD + "\nformat = 1",
        *_block("[plan]", _head(plan)),
        *_block("[practitioner]", _practitioner(plan)),
        *_slots(plan.slots),
        *_tables(
            "products",
            "What the client uses at home. `kind` decides the place among the layers; ingredients as on the label.",
            map(_product, plan.products),
        ),
        *_tables(
            "steps",
            "What is done when. `wait` is the time before the next layer; `essential` steps are those of a short day.",
            (_step(each, names.get(each.product or ""), each.id == unfinished) for each in plan.steps),
        ),
        *_tables("sessions", "The appointments, in the client's local time.", map(_session, plan.sessions)),
        *_block_of_course(plan.course),
        *_tables(
            "preparations",
            "What the client does before a session. `before` names the kinds of session; without it, it is every one.",
            map(_preparation, plan.preparations),
        ),
        *_tables(
            "holds",
            "What rests after a session, from its end. A hold never covers what a doctor prescribed.",
            map(_hold, plan.holds),
        ),
        *_tables(
            "intervals", "How long needles wait after what the client had elsewhere.", map(_interval, plan.intervals)
        ),
        *_tables(
            "points",
            "Where needles go, where magnets go and how long they stay on, and what is pressed with a finger.",
            map(_point, plan.points),
        ),
    ]
    if not plan.steps:
        parts.append(_NO_STEP)
    return "\n\n".join(parts) + "\n"


def _block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield "\n".join([heading, *lines])


def _tables(name: str, told: str, tables: Iterable[Iterable[str]]) -> Iterator[str]:
    for number, lines in enumerate(tables):
        comment = [f"# {told}"] if not number else []
        yield "\n".join([*comment, f"[[{name}]]", *lines])


def _said(key: str, value: object, comment: str = "", example: str = "") -> Iterator[str]:
    """The line of a key; where there is nothing to say, and an `example`, a comment in its place."""
    after = f"  # {comment}" if comment else ""
    if value:
        yield f"{rtoml.dumps({key: value}).strip()}{after}"
    elif example:
        yield f"# {key} = {example}{after}"


def _day(key: str, value: date | None, comment: str, example: str = "") -> Iterator[str]:
    if value is not None:
        yield f"{key} = {value.isoformat()}  # {comment}"
    elif example:
        yield f"# {key} = {example}  # {comment}"


def _head(plan: Plan) -> Iterator[str]:
    yield from _said("id", plan.id, "small letters, digits and hyphens; keep it from version to version", '"home-care"')
    yield f"version = {plan.version}  # raise it with every file that you send"
    yield from _said("title", plan.title, "", '"Home care"')
    yield from _day("written", plan.written, "year-month-day")
    yield from _day(
        "starts", plan.starts, "the first day it holds; without it, as soon as it is accepted", "2026-11-16"
    )
    yield from _said("client", plan.client)
    if isinstance(plan.purpose, Complaint):
        yield f"purpose = {{ {rtoml.dumps({'complaint': plan.purpose.name}).strip()} }}"
    yield from _said("concerns", list(plan.concerns))
    yield from _said("advice", list(plan.advice))
    yield from _day("review", plan.review, "when you look at it again", "2027-01-21")


def _practitioner(plan: Plan) -> Iterator[str]:
    one = plan.practitioner
    yield from _said("name", one.name, "", '"Your name"')
    yield from _said("practice", one.practice)
    yield from _said("phone", one.phone, "", '"+44 20 7946 0143"')
    yield from _said("email", one.email)
    yield from _said("website", one.website)
    yield from _said("address", one.address)
    yield from _said("hours", one.hours)


def _slots(slots: Iterable[Slot]) -> Iterator[str]:
    lines = [f"{each.id} = {each.at.isoformat()}" for each in slots]
    if lines:
        yield "\n".join(["# Morning (07:30) and evening (21:00) are there anyway.", "[slots]", *lines])


def _product(one: Product) -> Iterator[str]:
    yield from _said("id", one.id)
    yield from _said("name", one.name)
    yield from _said("kind", one.kind)
    yield from _said("ingredients", [ingredient_words(each) for each in ingredients_of(one)])
    if one.prescribed:
        yield "prescribed = true  # never held: it stays due, and the client is told whom to ask"
    yield from _said("amount", one.amount)
    if one.pao is not None:
        yield f"pao = {one.pao}  # months after opening"
    if one.size is not None:
        yield f'size = "{one.size:g} {one.size_unit or "ml"}"'


def _step(step: PlanStep, product: str | None, unfinished: bool) -> Iterator[str]:
    if unfinished:
        yield "# NOT FINISHED: what of this was not asked yet stands here as it usually is."
    yield from _said("id", step.id)
    if step.product is not None:
        yield from _said("product", step.product)
    if step.activity is not None:
        yield f'activity = "{step.activity.value}"'
    if step.name != product:
        yield from _said("name", step.name)
    yield from _said("slots", list(step.slots))
    yield f"rule = {rule_toml(step.rule)}"
    if step.course is not None:
        yield f"course = {course_toml(step.course)}"
    if step.order is not None:
        yield f"order = {step.order:g}  # its place among the layers: lower goes first"
    yield from _said("after", list(step.after))
    yield from _said("amount", step.amount)
    if step.wait:
        yield f'wait = "{wait_words(step.wait)}"'
    yield from _said("zones", list(step.zones))
    if step.essential:
        yield "essential = true"
    yield from _said("instruction", step.instruction)


def _session(session: Session) -> Iterator[str]:
    yield from _said("id", session.id)
    yield f"at = {session.at.isoformat()}"
    yield from _said("kind", session.kind)
    if session.minutes != USUAL_MINUTES:
        yield f"minutes = {session.minutes}"


def _block_of_course(course: SessionCourse | None) -> Iterator[str]:
    if course is not None:
        told = "# How many sessions the course has: the client sees which one they are at."
        yield "\n".join([told, "[course]", *_session_course(course)])


def _session_course(course: SessionCourse) -> Iterator[str]:
    yield f"sessions = {course.sessions}"
    if course.reviews:
        yield f"reviews = {list(course.reviews)}  # after which of them you look at it together"
    yield f"from = {course.start.isoformat()}  # sessions from this day on count"
    if course.had:
        yield f"had = {course.had}  # how many were before that day"
    yield from _said("kinds", list(course.kinds))


def _preparation(one: Preparation) -> Iterator[str]:
    yield from _said("id", one.id)
    yield f'when = "{one.when.value}"'
    yield from _said("text", one.text)
    yield from _said("before", list(one.before))


def _hold(hold: PlanHold) -> Iterator[str]:
    yield from _said("id", hold.id)
    match hold.what:
        case OfClass(ingredient_class=name):
            yield from _said("ingredients", name)
        case OfKind(product_kind=name):
            yield from _said("product", name)
        case OfActivity(activity=done):
            yield f'activity = "{done.value}"'
        case _:
            assert_never(hold.what)
    yield f'for = "{hold.hours} h"'
    yield from _said("after", list(hold.after))
    if hold.stages:
        stages = ", ".join(
            f'{{ until = "{each.until_hours} h", every_days = {each.every_days} }}' for each in hold.stages
        )
        yield f"return = [ {stages} ]"
    yield from _said("reason", hold.reason)


def _interval(interval: Interval) -> Iterator[str]:
    yield f'after = "{interval.what.value}"'
    yield f'for = "{counted(interval.days, "day")}"'
    yield from _said("reason", interval.reason)


def _point(point: FacePoint) -> Iterator[str]:
    yield from _said("id", point.id)
    yield from _said("code", point.code)
    yield from _said("zone", point.zone)
    yield f'side = "{point.side.value}"'
    yield f'with = "{point.means.value}"'
    if point.wear_hours is not None:
        yield f'wear = "{point.wear_hours} h"'
    if point.press_seconds is not None:
        yield f'press = "{wait_words(point.press_seconds)}"'
    yield from _said("note", point.note)
