"""A record whose steps rest after sessions: what the tests of holds put into it and ask of it.

Facial needles on Thursday 19 November 2026, in Berlin, unless a test says otherwise.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.plan_hold import OfClass, PlanHold
from aftercare.model.routine import EVENING, ByClient, FromPlan, Product, Slot, Step, Terms
from aftercare.model.rules import Daily
from aftercare.model.safety import Said

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 11, 19)
PLAN = FromPlan("plan", 1)
RETINAL = Product("retinal", "Retinal serum", "retinoid", ByClient(), ("Retinal",))
GLYCERIN = Product("glycerin", "Glycerin serum", "serum", ByClient(), ("Glycerin",))


def at(hour, minute=0, days=0, zone=BERLIN):
    """An instant so many days after the Thursday."""
    return datetime.combine(THURSDAY + timedelta(days), datetime.min.time(), zone).replace(hour=hour, minute=minute)


def a_record(folder, begun=None):
    """Anna's record, begun on the first of the month, with her answer about pregnancy."""
    begun = begun or datetime(2026, 11, 1, 9, tzinfo=BERLIN)
    care = Care.start(Home.at(folder / "home"), begun, name="Anna")
    care.set_zone("Europe/Berlin", begun)
    care.answer_safety("pregnancy", Said.NO, begun)
    return care


def put(care, *documents, now=None):
    """Writes documents as a plan's import would, in one action."""
    kept = {Product: tables.PRODUCTS, Step: tables.STEPS, PlanHold: tables.HOLDS, Slot: tables.SLOTS}

    def write():
        for each in documents:
            care._put(kept[type(each)], each.id, each)

    care._do(Deed.IMPORT_PLAN, now or at(12, days=-10), write)


def a_step(product=RETINAL, rule=None, slots=(EVENING.id,), name="step", since=None, activity=None, until=None):
    """A step of that name since the first of the month."""
    terms = (Terms(since or date(2026, 11, 1), slots, rule or Daily(), until=until),)
    return Step(
        name, name.capitalize(), 1, terms, ByClient(), product=product.id if product else None, activity=activity
    )


def use(care, *steps, products=(RETINAL, GLYCERIN)):
    """Has the steps in the routine with their products."""
    put(care, *products, *steps)


def a_hold(hours, what=None, name="hold", **more):
    return PlanHold(name, what or OfClass("retinoid"), hours, PLAN, **more)


def stands(care, now, days=0, step="step"):
    """How the step stands in each of its slots on that day, in words such as "held", seen at `now`."""
    decision = care.why(step, now, THURSDAY + timedelta(days))
    return [type(each.state).__name__.lower() if each.state else None for each in decision.slots]


def row(care, now, days, step="step"):
    """The same for the first slot of so many days from the Thursday on."""
    return [stands(care, now, n, step)[0] for n in range(days)]


def returns(care, now):
    """The steps that come back, with their wall times in Berlin."""
    return [(each.step.id, f"{each.at.astimezone(BERLIN):%a %H:%M}") for each in care.day(now).returns]


def until(care, now, days=0, step="step"):
    """Until when the step is told to be held in its first slot of that day, in Berlin."""
    (slot, *_) = care.why(step, now, THURSDAY + timedelta(days)).slots
    return f"{slot.state.until.astimezone(BERLIN):%a %H:%M}"
