"""When days begin, with changes that hold from a day on: no date runs twice, and no past day is judged anew."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.check_off import CheckOff, Done, Occurrence, Skipped
from aftercare.model.circumstances import Circumstances, Use, answers_by_step
from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.deciding import decide
from aftercare.model.local_day import current_slot, local_date, seconds_since_begin
from aftercare.model.routine import EVENING, MORNING, ByClient, Routine, Slot, Step, Terms
from aftercare.model.rules import AsNeeded, Cycle, Daily, EveryDays, SinceLastUse
from aftercare.model.slot_instant import DatedZone, date_at, day_begins, slot_instant
from aftercare.model.today import day_slots

FIRST = date(2026, 11, 1)
DAYS = [FIRST + timedelta(n) for n in range(40)]
LATE = Slot("late", "Late", time(1, 0))
SLOTS = {slot.id: slot for slot in (MORNING, EVENING, LATE)}
ALL_SLOTS = ("morning", "evening", "late")
UTC_ALONE = (DatedZone(date(2026, 1, 1), "UTC"),)


def a_step(name, rule, slots=ALL_SLOTS):
    return Step(name, name.title(), 10, (Terms(FIRST, slots, rule),), ByClient())


ROUTINE = Routine(
    SLOTS,
    {},
    {
        each.id: each
        for each in (
            a_step("serum", Daily()),
            a_step("acid", EveryDays(3, FIRST), ("late",)),
            a_step("retinal", SinceLastUse(30), ("evening", "late")),
            a_step("skin", Cycle(4, (1,), FIRST, 3), ("evening",)),
            a_step("spot", AsNeeded(2, 4), ()),
        )
    },
)

walls = st.builds(time, st.integers(0, 11), st.sampled_from((0, 30, 59)))
moments = st.datetimes(datetime(2026, 11, 5), datetime(2026, 11, 25))


@st.composite
def starts(draw):
    """Any begin, changed on up to three days."""
    days = sorted(draw(st.sets(st.sampled_from(DAYS[:20]), max_size=3)))
    return DayStarts(draw(walls), tuple(DatedStart(day, draw(walls)) for day in days))


@st.composite
def answered(draw):
    """Some answers to the steps' occurrences, and some uses."""
    check_offs = []
    for step in ("serum", "acid", "retinal", "skin"):
        for day in draw(st.sets(st.sampled_from(DAYS[:24]), max_size=6)):
            at = datetime.combine(day, time(draw(st.integers(0, 23))), UTC) + timedelta(days=draw(st.integers(0, 2)))
            answer = draw(st.sampled_from((Done(at), Skipped(at, "no time"))))
            check_offs.append(CheckOff(step, day, draw(st.sampled_from(ALL_SLOTS)), answer))
    uses = tuple(
        Use(str(n), "spot", at.replace(tzinfo=UTC)) for n, at in enumerate(draw(st.lists(moments, max_size=4)))
    )
    return answers_by_step(check_offs), uses


def seen(now, since, told):
    return Circumstances(now.replace(tzinfo=UTC), UTC_ALONE, since, answers=told[0], uses=told[1])


def test_a_change_holds_from_the_day_after_the_running_one():
    before = DayStarts()
    later = before.changed(time(6), date(2026, 11, 22))
    assert later == DayStarts(time(4), (DatedStart(date(2026, 11, 23), time(6)),))
    assert [later.on(date(2026, 11, day)) for day in (21, 22, 23, 24)] == [time(4), time(4), time(6), time(6)]
    assert later.latest == time(6)


def test_a_change_of_mind_on_the_same_day_leaves_nothing_behind():
    changed = DayStarts().changed(time(6), date(2026, 11, 22)).changed(time(5), date(2026, 11, 22))
    assert changed == DayStarts(time(4), (DatedStart(date(2026, 11, 23), time(5)),))
    assert changed.changed(time(4), date(2026, 11, 22)) == DayStarts()


def test_after_midnight_an_earlier_start_lets_the_next_day_begin_at_once():
    now = datetime(2026, 11, 23, 1, 30)
    assert local_date(now, DayStarts()) == date(2026, 11, 22)
    assert local_date(now, DayStarts().changed(time(0), date(2026, 11, 22))) == date(2026, 11, 23)


def test_a_later_start_lets_the_running_day_go_on():
    since = DayStarts().changed(time(6), date(2026, 11, 22))
    assert local_date(datetime(2026, 11, 23, 5, 59), since) == date(2026, 11, 22)
    assert local_date(datetime(2026, 11, 23, 6), since) == date(2026, 11, 23)
    assert seconds_since_begin(datetime(2026, 11, 23, 5), since) == 25 * 3600


def test_at_the_end_of_a_long_day_its_last_slot_matters():
    since = DayStarts().changed(time(8), date(2026, 11, 22))
    found = current_slot([MORNING, EVENING, LATE], datetime(2026, 11, 23, 6, 30), since)
    assert found is LATE


def test_a_slot_of_the_night_keeps_its_calendar_day_on_the_days_before_the_change():
    since = DayStarts().changed(time(0), date(2026, 11, 22))
    instants = [slot_instant(LATE, date(2026, 11, day), UTC_ALONE, since) for day in (21, 22, 23, 24)]
    assert [each.day for each in instants] == [22, 23, 23, 24]


@given(starts(), moments, walls)
def test_no_date_runs_twice_and_none_is_left_out(before, now, at):
    today = local_date(now, before)
    after = before.changed(at, today)
    assert local_date(now, after) in (today, today + timedelta(days=1))
    begins = [day_begins(day, UTC_ALONE, after) for day in DAYS]
    assert all(one < other for one, other in pairwise(begins))
    for day, begin in zip(DAYS, begins, strict=True):
        assert date_at(begin, UTC_ALONE, after) == local_date(begin, after) == day
        assert date_at(begin - timedelta(seconds=1), UTC_ALONE, after) == day - timedelta(days=1)


@given(starts(), moments, walls, answered())
def test_a_change_today_leaves_every_past_day_as_it_was(before, now, at, told):
    today = local_date(now, before)
    after = before.changed(at, today)
    one, other = seen(now, before, told), seen(now, after, told)
    for day in DAYS:
        if day >= today:
            break
        assert day_slots(ROUTINE, one, day) == day_slots(ROUTINE, other, day)
        for step in ROUTINE.steps.values():
            assert decide(step, day, ROUTINE, one) == decide(step, day, ROUTINE, other)


@given(starts(), moments, walls, answered())
def test_on_the_day_of_the_change_and_around_it_no_occurrence_doubles_or_vanishes(before, now, at, told):
    today = local_date(now, before)
    after = before.changed(at, today)
    daily = replace(ROUTINE, steps={"serum": ROUTINE.steps["serum"]})
    for day in (today + timedelta(n) for n in range(-2, 4)):
        if day < FIRST:
            continue
        found = [each.occurrence for slot in day_slots(daily, seen(now, after, told), day) for each in slot.due]
        assert sorted(found, key=str) == sorted((Occurrence("serum", day, slot) for slot in ALL_SLOTS), key=str)
