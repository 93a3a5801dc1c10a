"""Any two plans, for Hypothesis, and what of a record a person sees from a day on."""

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace
from plans_in_rows import DAY, GEL, NOV_16, a_plan

from aftercare.model.adoption import Present
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.plan import PlanStep
from aftercare.model.plan_hold import HeldActivity, OfActivity, PlanHold
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.routine import WAY, Daily, FromPlan, Weekday, Weekdays
from aftercare.model.session import Session
from aftercare.model.session_course import SessionCourse
from aftercare.model.side import Side

IDS = ("one", "two", "three")
moments = st.builds(
    lambda days, hour: datetime.combine(NOV_16, time(hour)) + timedelta(days), st.integers(-3, 40), st.integers(8, 18)
)
zones = st.sampled_from([(), ("chin",), ("forehead", "chin")])


@st.composite
def plans(draw, plan_id):
    origin = FromPlan(plan_id, 1)
    sessions = [
        Session(each, draw(moments), draw(st.sampled_from(["needles", "magnets"])), origin)
        for each in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]
    products = [
        replace(
            GEL, id=each, origin=origin, name=draw(st.sampled_from(["Gel", "Serum"])), prescribed=draw(st.booleans())
        )
        for each in IDS
    ]
    steps = [
        PlanStep(
            each,
            draw(st.sampled_from(["Gel", "Serum"])),
            draw(st.sampled_from([("morning",), ("evening",), ("morning", "evening")])),
            draw(st.sampled_from([Daily(), Weekdays((Weekday.MON, Weekday.THU))])),
            order=draw(st.sampled_from([10.0, 20.0])),
            product=draw(st.sampled_from(IDS)),
            amount=draw(st.sampled_from(["", "a pea"])),
            essential=draw(st.booleans()),
            zones=draw(zones),
        )
        for each in draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    ]
    holds = [
        PlanHold(each, OfActivity(HeldActivity.HEAT), draw(st.sampled_from([24, 48])), origin)
        for each in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]
    points = [
        FacePoint(each, draw(st.sampled_from(list(Side))), Means.MAGNET, origin, code="ST6", wear_hours=24)
        for each in draw(st.lists(st.sampled_from(IDS), unique=True))
    ]
    return a_plan(
        1,
        plan_id,
        products=tuple(products),
        steps=tuple(steps),
        sessions=tuple(sessions),
        holds=tuple(holds),
        points=tuple(points),
        starts=draw(st.sampled_from([None, None, NOV_16 + 6 * DAY])),
        course=draw(st.sampled_from([None, SessionCourse(12, NOV_16, (6,)), SessionCourse(10, NOV_16, had=4)])),
        preparations=draw(st.sampled_from([(), (Preparation("bare", "Come bare-faced.", PrepareOn.DAY_OF),)])),
    )


def routine_from(present: Present, first: date):
    """What is in force from `first` on, as a person sees it."""
    days = [first + each * DAY for each in range(20)]
    found = {}
    for step in present.steps.values():
        for day in days:
            if (terms := step.terms_on(day)) is not None:
                way = {name: getattr(step.as_on(day), name) for name in WAY}
                product = present.products[way["product"]].as_on(day)
                found[step.id, day] = (terms.slots, terms.rule, way, product.name, product.prescribed)
    return found
