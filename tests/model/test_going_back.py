"""Going back to the plan before: exactly as it was, and the days behind keep what held on them."""

from __future__ import annotations

import pytest
from any_plans import plans, routine_from
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from plans_in_rows import CREAM_STEP, DAY, DEC_1, GEL_STEP, NOV_16, NOV_20, a_plan, adopt, after, record

from aftercare.model import tables
from aftercare.model.adoption import Adoption, Present
from aftercare.model.deed import Deed
from aftercare.model.going_back import Undone, go_back, since_in_force
from aftercare.model.going_back_words import changes_of_going_back
from aftercare.model.plan import StoredPlan
from aftercare.model.plan_change import FieldChange, Names
from aftercare.model.plan_choice import choose
from aftercare.model.plan_hold import HeldActivity, OfActivity, PlanHold
from aftercare.model.routine import WAY, FromPlan
from aftercare.model.words import taken_back

_OF = {
    tables.PRODUCTS: "products",
    tables.SLOTS: "slots",
    tables.STEPS: "steps",
    tables.SESSIONS: "sessions",
    tables.HOLDS: "holds",
    tables.POINTS: "points",
}


def undone(now: Present, then: Present, own: frozenset[str] = frozenset()) -> list[Undone]:
    """What lies between the two records, as the history of their documents tells it."""
    sides = [(table, getattr(now, name), getattr(then, name)) for table, name in _OF.items()]
    return [
        Undone(table, each, has.get(each), had.get(each), each in own)
        for table, has, had in sides
        for each in sorted(has.keys() | had.keys())
        if has.get(each) != had.get(each)
    ]


def gone_back(now: Present, then: Present, on, begun, own=frozenset()) -> Present:
    return after(Adoption(on, go_back(undone(now, then, own), on, begun)), now)


def things(present: Present):
    return [getattr(present, name) for name in _OF.values()]


pairs = st.tuples(plans("calm"), plans("calm")).map(lambda pair: (pair[0], replace(pair[1], version=2)))


@given(pairs, st.integers(0, 6), st.randoms(use_true_random=False))
def test_going_back_on_the_same_day_restores_exactly_whatever_was_accepted(pair, days, chance):
    first, second = pair
    on = NOV_16 + days * DAY
    then = record((first, NOV_16))
    adoption = adopt(second, then, on)
    left = [each.key for each in adoption.changes if chance.random() < 0.4]
    now = after(Adoption(on, choose(adoption, left).writes), then)
    assert things(gone_back(now, then, on, adoption.effective)) == things(then)


@given(pairs, st.integers(0, 6), st.integers(1, 9))
def test_going_back_later_restores_what_is_in_force_and_no_day_behind_changes(pair, days, passed):
    first, second = (replace(each, starts=None) for each in pair)
    begun = NOV_16 + days * DAY
    on = begun + passed * DAY
    then = record((first, NOV_16))
    now = after(adopt(second, then, begun), then)
    back = gone_back(now, then, on, begun)
    assert routine_from(back, on) == routine_from(then, on)
    assert back.points == then.points
    for name in ("holds",):
        has, had = ({key: each.as_on(on) for key, each in getattr(one, name).items()} for one in (back, then))
        assert {k: v.bare() for k, v in has.items() if v} == {k: v.bare() for k, v in had.items() if v}
    for day in (begun - DAY, begun, on - DAY):
        for step in now.steps.values():
            assert _told(back.steps[step.id], day) == _told(step, day)
    for session in now.sessions.values():
        if session.at.date() < on:
            assert back.sessions[session.id] == session


@settings(max_examples=40)
@given(st.tuples(plans("calm"), plans("calm"), plans("calm")), st.tuples(*[st.integers(0, 5)] * 3))
def test_whenever_each_version_begins_what_holds_from_then_on_is_that_of_the_one_gone_back_to(three, days):
    first, second, third = (replace(each, version=at) for at, each in enumerate(three, 1))
    accepted = NOV_16 + days[0] * DAY
    later, on = accepted + days[1] * DAY, accepted + sum(days[1:]) * DAY
    then = record((first, NOV_16))
    adoptions = [adopt(second, then, accepted)]
    between = after(adoptions[0], then)
    adoptions.append(adopt(third, between, later))
    now = after(adoptions[1], between)
    back = gone_back(now, then, on, min(each.effective for each in adoptions))
    assert routine_from(back, on) == routine_from(then, on)
    for number in range(-10, 20):
        day, of = on + number * DAY, then if number >= 0 else now
        assert _holds(back, day) == _holds(of, day)
    for step in then.steps.keys() | now.steps.keys():
        day = on - DAY
        assert _due(back, step, day) == _due(now, step, day)


def _holds(present, day):
    stand = {name: each.as_on(day) for name, each in present.holds.items()}
    return {name: (each.what, each.hours) for name, each in stand.items() if each is not None}


def _due(present, step, day):
    return step in present.steps and present.steps[step].terms_on(day) is not None


def _told(step, day):
    terms = step.terms_on(day)
    way = step.as_on(day)
    return (terms.slots, terms.rule, [getattr(way, name) for name in WAY]) if terms is not None else None


def test_what_the_client_changed_since_stays():
    then = record((a_plan(), NOV_16))
    now = after(adopt(a_plan(2, steps=(replace(GEL_STEP, wait=90),)), then, NOV_20), then)
    own = now.steps["gel-evening"].changed_from(DEC_1, amount="two drops")
    now = replace(now, steps={own.id: own})
    assert gone_back(now, then, DEC_1, NOV_20, frozenset({own.id})).steps == {own.id: own}


def stored(version: int, turn: int) -> StoredPlan:
    return StoredPlan(a_plan(version), NOV_16, turn)


FIRST, SECOND = "calm@1", "calm@2"


def test_what_is_gone_back_from_began_when_the_plan_was_last_in_force():
    happened = [
        ((1, "a-1"), FIRST, stored(1, 1)),
        ((2, "a-2"), SECOND, stored(2, 2)),
        # gone back, and that taken back; then the second one itself, and it comes again
        ((3, "a-3"), FIRST, stored(1, 3)),
        ((4, "a-4"), FIRST, stored(1, 1)),
        ((5, "a-5"), SECOND, None),
        ((6, "a-6"), SECOND, stored(2, 2)),
    ]
    assert since_in_force(happened[:2], FIRST) == ({"a-2"}, (stored(2, 2),))
    assert since_in_force(happened[:3], FIRST) == (frozenset(), ())
    assert since_in_force(happened[:3], SECOND) == ({"a-3"}, (stored(1, 3),))
    assert since_in_force(happened[:4], FIRST) == ({"a-4"}, (stored(2, 2),))
    assert since_in_force(happened[:5], FIRST) == (frozenset(), ())
    assert since_in_force(reversed(happened), FIRST) == ({"a-6"}, (stored(2, 2),))


def told(now: Present, then: Present) -> list[tuple[str, str, str, list[str]]]:
    things = undone(now, then)
    writes = go_back(things, NOV_20, NOV_20)
    lines = changes_of_going_back(a_plan(), things, writes, NOV_20, Names())
    return [(each.kind.value, each.thing.value, each.name, [one.field for one in each.fields]) for each in lines]


def test_what_a_step_comes_after_is_told_by_name_where_one_goes_back():
    then = record((a_plan(steps=(GEL_STEP, replace(CREAM_STEP, after=("gel-evening",)))), NOV_16))
    now = after(adopt(a_plan(2, steps=(GEL_STEP, CREAM_STEP)), then, NOV_20), then)
    things = undone(now, then)
    names = Names(steps={"gel-evening": "Calming gel"})
    (line,) = changes_of_going_back(a_plan(), things, go_back(things, NOV_20, NOV_20), NOV_20, names)
    assert line.fields == (FieldChange("after", "–", "Calming gel"),)


def test_what_going_back_changes_is_told_as_a_plans_changes_are():
    then = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    tea = replace(CREAM_STEP, id="tea", name="Tea")
    moved = replace(GEL_STEP, id="gel-late", wait=90)
    now = after(adopt(a_plan(2, steps=(moved, tea), sessions=()), then, NOV_20), then)
    assert told(now, then) == [
        ("added", "step", "Cream", []),
        ("moved", "step", "Calming gel", ["wait"]),
        ("ended", "step", "Tea", []),
        ("added", "session", "needles, Thu 26 Nov 2026, 17:30", []),
    ]
    assert told(then, then) == []


def test_a_rest_that_goes_or_comes_later_is_told_too():
    rest = PlanHold("heat", OfActivity(HeldActivity.HEAT), 48, FromPlan("calm", 1))
    then = record((a_plan(holds=(rest,)), NOV_16))
    now = after(adopt(a_plan(2, holds=(replace(rest, id="cold"),), starts=DEC_1), then, NOV_20), then)
    assert told(now, then) == [
        ("ended", "hold", "heat, 48 h after a session", []),
        ("added", "hold", "heat, 48 h after a session", []),
    ]


@given(pairs, st.integers(0, 6))
def test_nothing_is_told_where_nothing_is_seen_and_something_where_a_step_differs(pair, days):
    first, second = (replace(each, starts=None) for each in pair)
    on = NOV_16 + days * DAY
    then = record((first, NOV_16))
    now = after(adopt(second, then, on), then)
    things = undone(now, then)
    writes = go_back(things, on, on)
    lines = changes_of_going_back(first, things, writes, on, Names())
    names = {(each.thing.value, of) for each in lines for of in (each.id, each.moved_from)}
    for step in now.steps.keys() | then.steps.keys():
        has, had = (_seen(one, step, on) for one in (now, then))
        assert has == had or ("step", step) in names
    assert {(each.table, each.id) for each in things} >= {("steps", each.id) for each in lines if each.thing == "step"}


def _seen(present: Present, step_id: str, day):
    """What is told of a step by its own line; its product has one, too."""
    step = present.steps.get(step_id)
    terms = step.terms_on(day) if step is not None else None
    if terms is None:
        return None
    return set(terms.slots), terms.rule, [getattr(step.as_on(day), name) for name in WAY if name != "product"]


@pytest.mark.parametrize("deed", [Deed.GO_BACK, Deed.IMPORT_PLAN])
def test_that_it_was_taken_back_is_told_without_a_number_of_documents_where_lines_were_told(deed: Deed) -> None:
    told = taken_back(deed, ("Cleanser", "Serum", "Cream", "Gel"))
    assert told.endswith("with all that it changed")
    assert not any(each.isdigit() for each in told)
