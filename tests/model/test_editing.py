"""Editing a step: past days keep their terms, and layers go between their neighbours."""

from datetime import date, timedelta

import msgspec
import pytest
from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.adherence import adherence, day_forms, outcomes, scores
from aftercare.model.check_off import Done, Skipped
from aftercare.model.circumstances import SessionEnd, Use
from aftercare.model.deciding import decide
from aftercare.model.editing import Draft, begun, changed, ended, moved
from aftercare.model.layering import layered
from aftercare.model.pause import Pause
from aftercare.model.routine import WAY, Activity, Step, Terms
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    Daily,
    EveryDays,
    EveryNth,
    Phase,
    Phases,
    SinceLastUse,
    Weekday,
    Weekdays,
)

TODAY = on_day(21)
MONDAYS = Weekdays((Weekday.MON,))


def a_draft(rule=Daily(), since=TODAY, **more):  # noqa: B008
    return Draft(**({"name": "Gel", "slots": ("evening",), "rule": rule, "since": since, "product": "cream"} | more))


def test_another_rule_holds_from_its_day_and_the_past_keeps_its_own():
    step = changed(a_step(Daily()), a_draft(MONDAYS), TODAY)
    assert [(each.since, each.rule) for each in step.terms] == [(START, Daily()), (TODAY, MONDAYS)]


def test_a_second_edit_of_the_same_day_replaces_the_first():
    once = changed(a_step(Daily()), a_draft(MONDAYS), TODAY)
    again = changed(once, a_draft(Daily(), slots=("morning",)), TODAY)
    assert again.terms == (Terms(START, ("evening",), Daily()), Terms(TODAY, ("morning",), Daily()))


def test_other_words_alone_make_no_new_terms():
    step = a_step(Daily())
    again = changed(step, a_draft(name="Blue gel", amount="a pea"), TODAY)
    assert (again.terms, again.name, again.amount) == (step.terms, "Blue gel", "a pea")


def test_an_edit_to_come_is_replaced_by_one_of_today():
    later = changed(a_step(Daily()), a_draft(MONDAYS, since=on_day(25)), TODAY)
    assert changed(later, a_draft(Daily()), TODAY).terms[-1].rule == Daily()


def test_past_days_are_not_edited():
    for edit in (
        lambda: changed(a_step(Daily()), a_draft(since=on_day(20)), TODAY),
        lambda: ended(a_step(Daily()), on_day(20), TODAY),
    ):
        with pytest.raises(BadInput, match="Past days keep"):
            edit()


def test_an_ended_step_has_its_last_day_before():
    step = ended(a_step(Daily()), TODAY, TODAY)
    assert step.ends == on_day(20)
    with pytest.raises(BadInput, match="ended already"):
        ended(step, TODAY, TODAY)
    assert ended(begun(a_draft(since=on_day(22)), "own", 1), TODAY, TODAY) is None


def test_a_step_begun_and_ended_on_one_day_still_tells_what_was_answered():
    step = ended(begun(a_draft(), "gel", 1), TODAY, TODAY)
    assert step.terms_on(TODAY) is None
    assert step.ends == on_day(20)
    done = Done(wall(21, 21))
    seen = replace(circumstances(wall(22)), answers={"gel": {TODAY: {"evening": done}}})
    assert [(each.slot, each.state) for each in decide(step, TODAY, a_routine(step), seen).slots] == [("evening", done)]


def test_words_hold_from_their_day_and_the_past_keeps_its_own():
    step = changed(a_step(Daily(), amount="a drop"), a_draft(name="Blue gel", amount="a pea", essential=True), TODAY)
    before, now = step.as_on(on_day(20)), step.as_on(TODAY)
    assert (before.name, before.amount, before.essential) == ("Gel", "a drop", False)
    assert (now.name, now.amount, now.essential) == ("Blue gel", "a pea", True)


def test_an_edit_for_a_day_to_come_leaves_today_and_an_edit_of_today_leaves_what_is_to_come():
    later = changed(a_step(Daily()), a_draft(product="retinoid", amount="a pea", since=on_day(25)), TODAY)
    assert (later.as_on(on_day(24)).product, later.as_on(on_day(25)).product) == ("cream", "retinoid")
    again = changed(later, a_draft(amount="a drop"), TODAY)
    assert [(again.as_on(on_day(n)).product, again.as_on(on_day(n)).amount) for n in (20, 21, 24, 25)] == [
        ("cream", ""),
        ("cream", "a drop"),
        ("cream", "a drop"),
        ("retinoid", "a drop"),
    ]


def test_an_activity_in_the_place_of_a_product_leaves_the_product_on_past_days():
    step = changed(a_step(Daily()), a_draft(product=None, activity=Activity.MASSAGE), TODAY)
    assert (step.as_on(on_day(20)).product, step.as_on(on_day(20)).activity) == ("cream", None)
    assert (step.as_on(TODAY).product, step.as_on(TODAY).activity) == (None, Activity.MASSAGE)


def test_a_record_that_kept_product_name_and_order_alone_is_read():
    plain = msgspec.to_builtins(a_step(Daily(), amount="a pea"))
    plain["former"] = [{"until": "2026-11-10", "product": "retinoid", "name": "Night gel", "order": 3.0}]
    step = msgspec.convert(plain, Step)
    was = step.as_on(date(2026, 11, 10))
    assert (was.product, was.name, was.order, was.amount) == ("retinoid", "Night gel", 3.0, "a pea")
    assert step.as_on(date(2026, 11, 11)).product == "cream"
    edited = changed(step, a_draft(amount="a drop"), TODAY)
    assert edited.as_on(date(2026, 11, 10)) == replace(was, former=edited.former)


def test_a_step_goes_between_its_neighbours_even_where_they_share_an_order():
    steps = [replace(a_step(Daily(), step_id=each), name=each, order=10) for each in ("a", "b", "c", "d")]
    found = {each.id: each for each in moved(steps, steps[3], steps[1], before=True)}
    assert [each.id for each in layered(found.get(each.id, each) for each in steps)] == ["a", "d", "b", "c"]


def test_what_has_to_come_after_another_stays_there():
    first, second = a_step(Daily(), step_id="a"), a_step(Daily(), step_id="b", after=("a",))
    with pytest.raises(BadInput, match="cannot go there"):
        moved([first, second], second, first, before=True)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=7), st.data())
def test_a_move_leaves_the_others_in_their_order(orders, data):
    steps = [replace(a_step(Daily(), step_id=f"s{n}"), order=order) for n, order in enumerate(orders)]
    step, beside = data.draw(st.permutations(steps))[:2]
    before = data.draw(st.booleans())
    found = {each.id: each for each in moved(steps, step, beside, before=before)}
    after = [each.id for each in layered(found.get(each.id, each) for each in steps)]
    assert [each for each in after if each != step.id] == [each.id for each in layered(steps) if each.id != step.id]
    assert after.index(step.id) - after.index(beside.id) == (-1 if before else 1)


days = st.integers(0, 27).map(on_day)
weekdays = st.sets(st.sampled_from(list(Weekday)), min_size=1).map(lambda found: Weekdays(tuple(found)))
rules = st.one_of(
    st.just(Daily()),
    st.builds(EveryDays, st.integers(2, 9), days),
    weekdays,
    st.builds(Cycle, st.just(4), st.sampled_from([(1,), (2,), (1, 3)]), st.just(START), st.just(3)),
    st.builds(
        Phases,
        days,
        st.lists(
            st.builds(Phase, st.one_of(weekdays, st.builds(EveryNth, st.integers(2, 5))), st.integers(1, 2)),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    st.builds(lambda a, b: AfterSession(a, a + b), st.integers(0, 72), st.integers(0, 96)),
    st.builds(SinceLastUse, st.integers(1, 100)),
    st.builds(AsNeeded, st.integers(1, 3), st.integers(0, 8)),
)
courses = st.one_of(
    st.none(),
    st.builds(CourseByCount, st.integers(1, 12), days),
    st.builds(lambda first, n: CourseByDates(first, first + timedelta(n)), days, st.integers(0, 20)),
)
slots = st.sampled_from([("evening",), ("morning",), ("morning", "evening")])
drafts = st.builds(
    Draft,
    st.just("Gel"),
    slots,
    rules,
    st.integers(0, 5).map(lambda n: TODAY + timedelta(n)),
    courses,
    st.sampled_from(["cream", "retinoid"]),
    amount=st.sampled_from(["", "a pea"]),
    wait=st.sampled_from([0, 60]),
    essential=st.booleans(),
)


@st.composite
def steps(draw, name):
    step = a_step(
        draw(rules),
        draw(courses),
        draw(slots),
        name,
        since=on_day(draw(st.integers(0, 14))),
        essential=draw(st.booleans()),
    )
    if draw(st.booleans()):
        step = replace(
            step,
            terms=(
                *step.terms,
                Terms(on_day(draw(st.integers(15, 27))), draw(slots), draw(rules), course=draw(courses)),
            ),
        )
    return step


@st.composite
def lived(draw):
    """Three weeks with answers, uses, sessions, pauses and holds, seen on the 22nd day."""
    answers = {}
    for name in ("gel", "acid"):
        for n in range(22):
            for slot in ("morning", "evening"):
                answer = draw(st.sampled_from([None, None, Done(wall(n, 21)), Skipped(wall(n, 21), "away")]))
                if answer is not None:
                    answers.setdefault(name, {}).setdefault(on_day(n), {})[slot] = answer
    first = draw(st.integers(0, 24))
    seen = circumstances(
        wall(21),
        sessions=(SessionEnd("one", wall(draw(st.integers(0, 20)))),),
        pauses=draw(st.sampled_from([(), (Pause("away", on_day(first), on_day(first + 3)),)])),
        holds=draw(st.sampled_from([(), (a_hold(wall(first), wall(first + 2), "acid"),)])),
        uses=tuple(Use(f"{n}", "gel", wall(n)) for n in draw(st.sets(st.integers(0, 21)))),
    )
    return replace(seen, answers=answers)


def the_past(routine, seen):
    found = outcomes(routine, seen, START, on_day(20))
    states = {
        (step.id, on_day(n)): [
            (each.slot, each.state) for each in decide(step, on_day(n), routine, seen).slots if each.state
        ]
        for step in routine.steps.values()
        for n in range(21)
    }
    told = {
        (step.id, on_day(n)): [getattr(step.as_on(on_day(n)), name) for name in WAY]
        for step in routine.steps.values()
        for n in range(21)
        if step.terms[0].since <= on_day(n)
    }
    states = {key: state for key, state in states.items() if state}
    return found, states, told, adherence(found), scores(found), day_forms(routine, found)


@given(
    steps("gel"),
    steps("acid"),
    lived(),
    st.lists(st.one_of(drafts, days.filter(lambda day: day >= TODAY)), min_size=1, max_size=3),
)
def test_a_routine_edited_today_leaves_every_past_day_as_it_was(gel, acid, seen, edits):
    before = the_past(a_routine(gel, acid), seen)
    step = gel
    for edit in edits:
        if isinstance(edit, Draft):
            step = changed(step, edit, TODAY)
        elif step.ends is None:
            step = ended(step, edit, TODAY)
        if step is None:
            break
    added = begun(a_draft(Cycle(4, (2,), START, 3)), "own", 5)
    assert the_past(a_routine(*([step] if step else []), acid, added), seen) == before
