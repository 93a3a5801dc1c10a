"""Holds that the days cut and join: at every instant rests what is in force on its day, and each hold is one piece."""

from datetime import date, datetime, time, timedelta

from days_in_rows import BERLIN, START, ZONES, on_day
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.day_start import DayStarts
from aftercare.model.ended_session import SessionEnds, Standing
from aftercare.model.grade import Grade
from aftercare.model.holding import holds_over
from aftercare.model.plan_hold import OfClass, PlanHold, ReturnStage
from aftercare.model.rest import Rests, Substance, follows, rests_of, that_count
from aftercare.model.routine import EVENING, MORNING, ByClient, FromPlan, Product, Routine, Step, Terms
from aftercare.model.rules import Daily
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import date_at, day_begins
from aftercare.store.reference import hold_defaults, session_kinds

STARTS = DayStarts()
RETINAL = Substance("Retinal", ("retinoid",), 48, Grade.CARRIED_OVER, "")
LACTIC = Substance("Lactic acid", ("aha",), 72, Grade.CONVENTION, "")
TABLES = Rests(
    defaults=tuple(hold_defaults().values()),
    kinds=tuple(session_kinds().values()),
    substances={"retinal": (RETINAL,), "lactic acid": (LACTIC,)},
)


def begins(day):
    return day_begins(day, ZONES, STARTS)


def a_plan_hold(changes):
    """One on retinoids that has other hours from each of the days on; None ends it."""
    found = None
    for day, hours, staged in changes:
        stages = (ReturnStage(hours + 72, 2),) if staged else ()
        stated = PlanHold("hold", OfClass("retinoid"), hours, FromPlan("plan", 1), stages=stages)
        found = replace(stated, since=on_day(day)) if found is None else found.changed_to(stated, on_day(day))
    return (found,) if found else ()


def a_routine(labels, unrelated):
    product = Product("it", "It", "serum", ByClient(), ("retinal",))
    for day, label in labels:
        product = product.changed_from(on_day(day), ingredients=(label,))
    step = Step("it", "It", 1, (Terms(START - timedelta(30), ("evening",), Daily()),), ByClient(), "it")
    for day, amount in unrelated:
        step = step.changed_from(on_day(day), amount=amount)
    return Routine({each.id: each for each in (MORNING, EVENING)}, {"it": product}, {"it": step})


def held_plainly(routine, rests, ended, at):
    """What holds the step at `at`, looking at the day alone: the instant up to which each rest reaches."""
    day = date_at(at, ZONES, STARTS)
    for each in ended:
        on = max(day, each.session.at.date())
        step = routine.steps["it"].as_on(on)
        product = routine.products["it"].as_on(on)
        for rest in that_count(list(rests_of(step, product, follows(each.session, rests, on), rests))):
            if each.end <= at < each.end + timedelta(hours=rest.hours):
                return True
    return False


days = st.integers(0, 20)


@given(
    st.lists(st.tuples(days, st.integers(7, 20)), min_size=1, max_size=4),
    st.lists(st.tuples(days, st.integers(0, 200), st.booleans()), max_size=3).map(sorted),
    st.lists(st.tuples(days, st.sampled_from(["retinal", "lactic acid", "water"])), max_size=3).map(sorted),
    st.lists(st.tuples(days, st.sampled_from(["a drop", "two"])), max_size=4).map(sorted),
    st.lists(st.tuples(st.integers(0, 32), st.integers(0, 23)), min_size=1, max_size=20),
)
def test_at_every_instant_rests_what_is_in_force_on_its_day(sessions, changes, labels, unrelated, asked):
    routine = a_routine(labels, unrelated)
    rests = replace(TABLES, plan=a_plan_hold(changes))
    now = datetime.combine(on_day(9), time(12), BERLIN)
    ends = SessionEnds(routine, ZONES, STARTS, now)
    had = [
        Session(f"s{n}", datetime.combine(on_day(day), time(hour)), "facial needles", ByClient(), 60)
        for n, (day, hour) in enumerate(sessions)
    ]
    ended = [ends.ended(Standing(each)) for each in had]
    holds = holds_over(routine, ended, rests, now, begins)
    for day, hour in asked:
        at = datetime.combine(on_day(day), time(hour, 1), BERLIN)
        found = any(each.includes(at, in_slot=False) for each in holds)
        assert found == held_plainly(routine, rests, ended, at)


def test_a_change_of_something_else_cuts_nothing():
    routine = a_routine([], [(4, "a drop"), (5, "two"), (6, "three")])
    session = Session("s", datetime.combine(on_day(3), time(17, 30)), "facial needles", ByClient())
    now = datetime.combine(on_day(3), time(20), BERLIN)
    (ended,) = [SessionEnds(routine, ZONES, STARTS, now).ended(Standing(session))]
    (hold,) = holds_over(routine, [ended], TABLES, now, begins)
    assert (hold.start, hold.end) == (ended.end, ended.end + timedelta(hours=48))


def test_a_session_that_was_withdrawn_holds_up_to_the_day_of_that():
    routine = a_routine([], [])
    session = Session("s", datetime.combine(on_day(3), time(17, 30)), "facial needles", ByClient())
    cancelled = replace(session.withdrawn_after(on_day(3)), attendance=Attendance.CANCELLED)
    now = datetime.combine(on_day(4), time(9), BERLIN)
    ends = SessionEnds(routine, ZONES, STARTS, now)
    stood = Standing(cancelled.as_taken(cancelled.former[0]), cancelled.former[0].until)
    (hold,) = holds_over(routine, [ends.ended(stood)], TABLES, now, begins)
    assert (hold.end, hold.withdrawn, hold.provisional) == (begins(on_day(4)), True, False)
    assert date(2026, 11, 6) == on_day(4)
