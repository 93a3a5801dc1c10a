"""What a remark offers: applied, it removes the remark and creates none."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from checked_routines import LONG_AGO, PLAN, SUNSCREEN, TODAY, situation, using
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.change import applied, change_words
from aftercare.model.checking import findings
from aftercare.model.checks.weeks import Memory
from aftercare.model.finding import (
    About,
    InTheSun,
    KnownAllergen,
    NoSunscreen,
    PastItsDate,
    PatchTestOpen,
    Status,
    Together,
    TooManyActives,
    TwoNew,
)
from aftercare.model.offering import offer
from aftercare.model.pack import Pack
from aftercare.model.product_test import Outcome, ProductTest
from aftercare.model.routine import ByClient, Weekday, Weekdays
from aftercare.model.rules import AsNeeded, Cycle, Daily, EveryDays, EveryNth, Phase, Phases

DAY = timedelta(days=1)

held = st.sampled_from(
    [
        *("retinol", "glycolic acid", "salicylic acid", "ascorbic acid", "benzoyl peroxide", "azelaic acid"),
        *("copper tripeptide-1", "niacinamide", "petrolatum", "bergamot oil", "tretinoin", "kojic acid"),
        *("scrub particles", "retinal", "lactic acid", "hydroquinone"),
    ]
)
#: One in five has a label that nobody has read.
labels = st.one_of(*[held.map(lambda each: (each,))] * 4, st.just(()))
starts = st.integers(-20, 20).map(lambda number: TODAY + number * DAY)
rules = st.one_of(
    st.just(Daily()),
    st.builds(EveryDays, st.integers(2, 4), starts),
    st.sets(st.sampled_from(list(Weekday)), min_size=1).map(lambda found: Weekdays(tuple(sorted(found)))),
    st.just(Cycle(4, (2,), LONG_AGO, 3)),
    st.just(Phases(LONG_AGO, (Phase(EveryNth(2), 2), Phase(Daily(), 1)))),
    st.just(AsNeeded(1)),
)
slots = st.sampled_from([("morning",), ("evening",), ("morning", "evening")])


@st.composite
def routines(draw):
    """Up to five steps: some from a plan, prescribed, new, past their date, tried on a spot, or known as allergens."""
    used = [
        using(
            *draw(labels),
            name=f"step-{number}",
            kind=draw(st.sampled_from(["serum", "serum", "retinoid", "exfoliant"])),
            rule=draw(rules),
            slots=draw(slots),
            since=draw(st.sampled_from([LONG_AGO, TODAY - 3 * DAY, TODAY, TODAY + 6 * DAY])),
            origin=draw(st.sampled_from([ByClient(), ByClient(), PLAN])),
            prescribed=draw(st.integers(0, 5)) == 0,
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    if draw(st.booleans()):
        used.append(SUNSCREEN)
    packs = [Pack("old", "step-0", LONG_AGO, pao=draw(st.sampled_from([3, 11, 120])))]
    packs += [Pack("unopened", "step-0")] if draw(st.booleans()) else []
    outcome = draw(st.sampled_from([None, Outcome.CALM, Outcome.REACTED, Outcome.BROKEN_OFF]))
    test = ProductTest("t", "step-0", "ten-days", TODAY, TODAY + 9 * DAY, "t", outcome)
    tests = [test] if draw(st.booleans()) else []
    allergies = draw(st.sampled_from([(), (), ("retinol",), ("salicylate", "niacinamide")]))
    return situation(*used, packs=packs, tests=tests, allergies=allergies, opened=draw(st.booleans()))


# the three are shown of the same routines: to find an offer takes long enough
@settings(max_examples=60)
@given(routines())
def test_what_is_offered_removes_the_remark_creates_none_and_touches_neither_plan_nor_prescription_nor_past(routine):
    found = findings(routine)
    assume(found)
    memory = Memory()
    before = {each.key for each in found}
    for finding in found:
        changes = offer(finding, routine, memory)
        if changes is None:
            continue
        after = applied(changes, routine)
        assert {each.key for each in findings(after)} <= before - {finding.key}
        assert change_words(changes, routine)
        _untouched(routine.routine, after.routine)


def _untouched(before, after):
    for step in before.steps.values():
        if step.origin == PLAN or before.products[step.product].by_prescription:
            assert after.steps[step.id] == step
        left = after.steps.get(step.id)
        for day in (LONG_AGO, TODAY - DAY):
            assert (_without_end(left, day) if left else None) == _without_end(step, day)


def _without_end(step, day):
    terms = step.terms_on(day)
    return terms and replace(terms, until=None)


MORNING_OIL = using("bergamot oil", slots=("morning",))
#: Each kind of remark, and a routine of one's own that has it.
EACH_KIND = {
    Together: {"used": [using("retinol"), using("glycolic acid"), SUNSCREEN]},
    TooManyActives: {
        "used": [using(each, slots=("morning",)) for each in ("azelaic acid", "kojic acid", "ascorbic acid")]
        + [SUNSCREEN]
    },
    NoSunscreen: {"used": [using("retinol")]},
    InTheSun: {"used": [MORNING_OIL]},
    TwoNew: {"used": [using("squalane", since=TODAY), using("panthenol", since=TODAY + DAY)], "opened": False},
    PastItsDate: {"used": [using(kind="gel")], "packs": [Pack("old", "gel", LONG_AGO, pao=3)], "opened": False},
    PatchTestOpen: {
        "used": [using(kind="gel")],
        "tests": [ProductTest("t", "gel", "ten-days", TODAY, TODAY + 9 * DAY, "t")],
    },
    KnownAllergen: {"used": [using("lanolin")], "allergies": ["lanolin"]},
}


@pytest.mark.parametrize("kind", EACH_KIND, ids=lambda each: each.__name__)
def test_each_kind_of_remark_has_a_change_that_removes_it_and_creates_none(kind):
    more = dict(EACH_KIND[kind])
    routine = situation(*more.pop("used"), **more)
    found = findings(routine)
    (remark, *_) = [each for each in found if isinstance(each.about, kind)]
    changes = offer(remark, routine)
    assert changes is not None
    after = {each.key for each in findings(applied(changes, routine))}
    assert after <= {each.key for each in found} - {remark.key}


def test_no_kind_of_remark_is_left_out_of_these():
    # what is only for the therapist to answer has no change to offer
    only_asked = {"MagnetCaution"}
    assert {each.__name__ for each in get_args(About)} - {each.__name__ for each in EACH_KIND} <= only_asked


def the_offer(*used, **more):
    at = situation(*used, **more)
    found = [each for each in findings(at) if each.status is Status.FINDING]
    changes = offer(found[0], at)
    return changes and change_words(changes, at)


def test_the_gentlest_change_comes_first():
    assert the_offer(using("retinol"), using("ascorbic acid"), SUNSCREEN) == "“Ascorbic acid”: in the morning, daily"
    assert the_offer(using("retinol"), using("glycolic acid"), SUNSCREEN).startswith("“Retinol”: every 2 days")
    mon = Weekdays((Weekday.MON, Weekday.THU))
    moved = the_offer(using("retinol", rule=mon, origin=PLAN), using("glycolic acid"), SUNSCREEN)
    assert moved == "“Glycolic acid”: Tue, Wed, Fri, Sat, Sun"


@pytest.mark.parametrize(
    ("kind", "with_it", "offered"),
    [
        ("retinoid", "ascorbic acid", "“Ascorbic acid”: in the morning, daily"),
        ("exfoliant", "ascorbic acid", "“Ascorbic acid”: in the morning, daily"),
        ("exfoliant", "retinol", "“Exfoliant”: every 2 days"),
    ],
)
def test_what_is_for_the_evening_by_its_kind_is_not_moved_to_the_morning(kind, with_it, offered):
    assert the_offer(using(kind=kind), using(with_it), SUNSCREEN).startswith(offered)


def test_a_sunscreen_is_added_or_taken_from_the_shelf():
    assert the_offer(using("retinol")) == "a sunscreen every day in the morning"
    seldom = using(kind="sunscreen", slots=("morning",), rule=EveryDays(3, LONG_AGO))
    assert the_offer(using("retinol"), seldom) == "“Sunscreen”: daily"


def test_a_plan_without_sunscreen_is_for_its_author():
    at = situation(using("retinol", origin=PLAN))
    assert [offer(each, at) for each in findings(at)] == [None]


def test_the_second_new_product_waits_for_a_fortnight():
    new, other = using("squalane", since=TODAY), using("panthenol", since=TODAY + 2 * DAY)
    assert the_offer(new, other, opened=False) == "“Panthenol” begins on Sun 6 Dec 2026"


def test_an_old_pack_gives_way_to_the_one_that_stands_there():
    used, old = using(kind="gel"), Pack("old", "gel", LONG_AGO, pao=3)
    assert the_offer(used, packs=[old], opened=False) == "the pack of “Gel” is thrown away today"
    fresh = Pack("new", "gel")
    assert the_offer(used, packs=[old, fresh], opened=False).startswith("the new “Gel” is opened today")
    assert the_offer(using(kind="gel", prescribed=True), packs=[old], opened=False) is None


@pytest.mark.parametrize("prescribed", [("retinol", "glycolic acid"), ("tretinoin", "retinol")])
def test_where_nothing_may_move_there_is_no_offer(prescribed):
    used = [using(each, prescribed=True) for each in prescribed]
    assert the_offer(*used, SUNSCREEN) is None
