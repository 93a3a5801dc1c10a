"""On which days a cycle restarts: the quick way against looking at every day, and years of sessions against few."""

from datetime import date, time, timedelta
from itertools import pairwise

from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.circumstances import Circumstances
from aftercare.model.cover import Cover, is_prescribed
from aftercare.model.cycle import position_on
from aftercare.model.deciding import StepWalk
from aftercare.model.pause import Pause
from aftercare.model.restarts import Restarts
from aftercare.model.routine import ByClient, Slot, Step, Terms
from aftercare.model.rules import Cycle
from aftercare.model.slot_instant import DatedZone

CYCLE = Cycle(4, (1,), START, 3)
DAYS = 260
DAY = timedelta(days=1)


def covered_on(step, routine, seen, day):
    """Whether a pause or a hold lies over a slot of the step on that day, looking at every hold."""
    prescribed = is_prescribed(step, routine, day)
    if any(
        each.includes(day) and (each.steps or not prescribed)
        for each in seen.pauses
        if step.id in (each.steps or (step.id,))
    ):
        return True
    slots = [routine.slots[each] for each in (step.terms_on(day) or step.terms[0]).slots]
    holds = [each for each in seen.holds if each.step == step.id and not each.asks]
    return not prescribed and any(hold.includes(seen.instant_of(slot, day)) for hold in holds for slot in slots)


def restarts_by_days(cycle, step, routine, seen):
    """The first days after those on which something interrupts the cycle, by looking at each."""

    def shares(other, day):
        terms = other.terms_on(day)
        return terms is not None and isinstance(terms.rule, Cycle) and replace(terms.rule, due=cycle.due) == cycle

    days = [START - 20 * DAY + n * DAY for n in range(DAYS + 40)]
    interrupted = {
        day: covered_on(step, routine, seen, day)
        or any(
            covered_on(other, routine, seen, day) and not is_prescribed(step, routine, day)
            for other in routine.steps.values()
            if other.id != step.id and shares(other, day)
        )
        for day in days
    }
    return [day for before, day in pairwise(days) if interrupted[before] and not interrupted[day]]


spans = st.tuples(st.integers(0, DAYS - 20), st.integers(0, 23), st.integers(1, 24 * 9))


@given(
    st.lists(spans, max_size=30),
    st.lists(spans, max_size=8),
    st.lists(st.tuples(st.integers(0, DAYS - 20), st.integers(0, 6), st.booleans()), max_size=3),
    st.lists(st.integers(-5, DAYS - 1), min_size=1, max_size=12),
    st.sampled_from(["Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"]),
    st.sampled_from([time(21), time(7, 30), time(2), time(4)]),
)
def test_every_day_has_the_position_that_looking_at_each_day_gives(own, others, away, asked, zone, wall_time):
    step, other = a_step(CYCLE), a_step(replace(CYCLE, due=(2,)), step_id="other")
    routine = replace(a_routine(step, other), slots={"evening": Slot("evening", "Evening", wall_time)})
    holds = [
        (a_hold(wall(n, hour), wall(n, hour) + timedelta(hours=hours), name))
        for name, each in (("gel", own), ("other", others))
        for n, hour, hours in each
    ]
    pauses = tuple(
        Pause(f"p{i}", on_day(n), on_day(n + length), steps=("gel",) if named else ())
        for i, (n, length, named) in enumerate(away)
    )
    seen = Circumstances(wall(0), (DatedZone(date(2020, 1, 1), zone),), holds=tuple(holds), pauses=pauses)
    plainly = restarts_by_days(CYCLE, step, routine, seen)
    quickly = Restarts(CYCLE, step, routine, seen, Cover(step, routine, seen))
    for n in asked:
        day = on_day(n)
        assert position_on(CYCLE, day, quickly.over(day, day)) == position_on(CYCLE, day, plainly)
    first, last = min(asked), max(asked)
    over = Restarts(CYCLE, step, routine, seen, Cover(step, routine, seen)).over(on_day(first), on_day(last))
    for n in range(first, last + 1):
        assert position_on(CYCLE, on_day(n), over) == position_on(CYCLE, on_day(n), plainly)


def test_years_of_sessions_decide_as_the_last_few_do():
    since = START - timedelta(weeks=520)
    cycle = Cycle(4, (1,), since, 3)
    step = Step("gel", "Gel", 1, (Terms(since, ("evening",), cycle),), ByClient(), "cream")
    weekly = [a_hold(wall(-7 * n, 18), wall(-7 * n + 2, 18)) for n in range(520)]
    many, few = (StepWalk(step, a_routine(step), circumstances(holds=tuple(holds))) for holds in (weekly, weekly[:3]))
    assert [many.on(on_day(n)) for n in range(-6, 12)] == [few.on(on_day(n)) for n in range(-6, 12)]


def test_a_hold_that_ended_before_the_cycle_began_restarts_nothing():
    step = a_step(CYCLE)
    seen = circumstances(holds=(a_hold(wall(-9), wall(-4)),))
    assert Restarts(CYCLE, step, a_routine(step), seen, Cover(step, a_routine(step), seen)).over(START, START) == []
