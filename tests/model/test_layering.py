"""The order of application."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.layering import layered
from aftercare.model.routine import ByClient, Daily, Step, Terms


def step(name, order, *after):
    return Step(name.lower(), name, order, (Terms(date(2026, 1, 1), ("evening",), Daily()),), ByClient(), after=after)


def names(steps):
    return [each.name for each in layered(steps)]


def test_a_lower_rank_comes_first_whatever_the_order_they_are_given_in():
    for steps in permutations([step("Cleanser", 10), step("Serum", 40), step("Gel", 45), step("Cream", 60)]):
        assert names(steps) == ["Cleanser", "Serum", "Gel", "Cream"]


def test_the_same_rank_goes_by_name():
    assert names([step("Zinc serum", 40), step("aloe serum", 40)]) == ["aloe serum", "Zinc serum"]


def test_what_must_come_first_does_although_its_rank_is_higher():
    assert names([step("Retinoid", 48, "cream"), step("Cream", 60), step("Serum", 40)]) == [
        "Serum",
        "Cream",
        "Retinoid",
    ]


def test_a_step_that_is_not_due_today_is_no_obstacle():
    assert names([step("Cream", 60, "mask"), step("Serum", 40)]) == ["Serum", "Cream"]


def test_a_cycle_is_named():
    with pytest.raises(ValueError, match=r"a → b → a|b → a → b"):
        layered([step("A", 1, "b"), step("B", 2, "a")])


@st.composite
def acyclic(draw):
    count = draw(st.integers(1, 8))
    return [
        step(f"s{n}", draw(st.integers(0, 90)), *[f"s{m}" for m in range(n) if draw(st.booleans())])
        for n in range(count)
    ]


@given(acyclic(), st.randoms(use_true_random=False))
def test_every_step_is_there_once_each_after_those_it_names_and_the_input_order_does_not_matter(steps, random):
    result = [each.id for each in layered(steps)]
    assert sorted(result) == sorted(each.id for each in steps)
    for each in steps:
        assert all(result.index(first) < result.index(each.id) for first in each.after)
    random.shuffle(steps)
    assert [each.id for each in layered(steps)] == result
