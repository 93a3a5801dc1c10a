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
# made once: to make a strategy anew for each thing that is drawn takes as long as to draw it
flags = st.booleans()
ids, some_ids = st.sampled_from(IDS), st.lists(st.sampled_from(IDS), unique=True)
step_ids = st.lists(st.sampled_from(IDS), min_size=1, unique=True)
names, amounts = st.sampled_from(["Gel", "Serum"]), st.sampled_from(["", "a pea"])
kinds_of_session, sides = st.sampled_from(["needles", "magnets"]), st.sampled_from(list(Side))
slots = st.sampled_from([("morning",), ("evening",), ("morning", "evening")])
rules = st.sampled_from([Daily(), Weekdays((Weekday.MON, Weekday.THU))])
orders, hours = st.sampled_from([10.0, 20.0]), st.sampled_from([24, 48])
begins = st.sampled_from([None, None, NOV_16 + 6 * DAY])
courses = st.sampled_from([None, SessionCourse(12, NOV_16, (6,)), SessionCourse(10, NOV_16, had=4)])
preparations = st.sampled_from([(), (Preparation("bare", "Come bare-faced.", PrepareOn.DAY_OF),)])


@st.composite
def plans(draw, plan_id):
    origin = FromPlan(plan_id, 1)
    sessions = [Session(each, draw(moments), draw(kinds_of_session), origin) for each in draw(some_ids)]
    products = [replace(GEL, id=each, origin=origin, name=draw(names), prescribed=draw(flags)) for each in IDS]
    steps = [
        PlanStep(
            each,
            draw(names),
            draw(slots),
            draw(rules),
            order=draw(orders),
            product=draw(ids),
            amount=draw(amounts),
            essential=draw(flags),
            zones=draw(zones),
        )
        for each in draw(step_ids)
    ]
    holds = [PlanHold(each, OfActivity(HeldActivity.HEAT), draw(hours), origin) for each in draw(some_ids)]
    points = [FacePoint(each, draw(sides), Means.MAGNET, origin, code="ST6", wear_hours=24) for each in draw(some_ids)]
    return a_plan(
        1,
        plan_id,
        products=tuple(products),
        steps=tuple(steps),
        sessions=tuple(sessions),
        holds=tuple(holds),
        points=tuple(points),
        starts=draw(begins),
        course=draw(courses),
        preparations=draw(preparations),
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
