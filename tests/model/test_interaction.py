"""What goes together: each row of the fact base answers for the pairs that it is about, in whichever order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.interaction import Apart, Evidence, Pairings, Verdict
from aftercare.store.reference import ingredient_classes, ingredients, interactions

#: Section 7 of the fact base: for each row a pair that it answers for, its verdict, evidence and grade.
ROWS = [
    ("bpo-tretinoin", "benzoyl-peroxide", "tretinoin", "avoid", "documented", "B"),
    ("bpo-adapalene", "benzoyl-peroxide", "adapalene", "ok", "documented", "B"),
    ("bpo-retinol", "benzoyl-peroxide", "retinal", "alternate", "plausible", "U"),
    ("bpo-hydroquinone", "benzoyl-peroxide", "hydroquinone", "avoid", "label", "C"),
    ("bpo-vitamin-c", "benzoyl-peroxide", "ascorbic-acid", "alternate", "plausible", "U"),
    ("retinoid-acid", "retinol", "glycolic-acid", "alternate", "consensus", "C"),
    ("retinoid-pha", "retinol", "gluconolactone", "ok", "plausible", "U"),
    ("retinoid-vitamin-c", "retinal", "ascorbic-acid", "alternate", "consensus", "C"),
    ("retinoid-barrier", "retinol", "niacinamide", "good", "plausible", "U"),
    ("retinoid-retinoid", "retinol", "tretinoin", "avoid", "plausible", "U"),
    ("retinoid-bakuchiol", "retinol", "bakuchiol", "ok", "plausible", "U"),
    ("retinoid-wax", "tretinoin", "hair-removal", "avoid", "label", "C"),
    ("aha-bha", "lactic-acid", "salicylic-acid", "alternate", "consensus", "C"),
    ("acid-scrub", "salicylic-acid", "scrub-particles", "avoid", "consensus", "C"),
    ("acid-vitamin-c", "mandelic-acid", "ascorbic-acid", "alternate", "consensus", "C"),
    ("acid-niacinamide", "gluconolactone", "niacinamide", "ok", "myth", "U"),
    ("niacinamide-vitamin-c", "niacinamide", "ascorbyl-glucoside", "ok", "myth", "U"),
    ("copper-vitamin-c", "copper-tripeptide-1", "ascorbic-acid", "alternate", "theoretical", "U"),
    ("copper-acid", "copper-tripeptide-1", "glycolic-acid", "alternate", "theoretical", "U"),
    ("peptide-acid", "palmitoyl-tripeptide-1", "lactic-acid", "alternate", "myth", "U"),
    ("vitamin-c-e-ferulic", "ascorbic-acid", "ferulic-acid", "good", "documented", "U"),
    ("azelaic-retinoid", "azelaic-acid", "retinol", "alternate", "consensus", "C"),
    ("citrus-sun", "bergamot-oil", "sun", "avoid", "documented", "B"),
    ("aha-no-sunscreen", "glycolic-acid", "no-sunscreen", "avoid", "documented", "A"),
    ("sensitising-no-sunscreen", "retinol", "no-sunscreen", "avoid", "plausible", "U"),
    ("oil-over-active", "petrolatum", "retinol", "caution", "plausible", "U"),
    ("sunscreen-mixed", "sunscreen", "mixed", "avoid", "plausible", "U"),
    ("two-new-products", "new-product", "new-product", "avoid", "consensus", "C"),
    ("active-needled-skin", "kojic-acid", "needled-skin", "avoid", "plausible", "X"),
]


def together(a, b):
    return Pairings(interactions().values(), ingredients(), ingredient_classes()).between(a, b)


@pytest.mark.parametrize(("name", "a", "b", "verdict", "evidence", "grade"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_answers_for_its_pair(name, a, b, verdict, evidence, grade):
    found = together(a, b)
    assert found is not None
    assert (found.id, found.verdict, found.evidence, found.grade) == (name, verdict, evidence, grade)


def test_every_row_answers_for_one_pair_of_this_table():
    assert [row[0] for row in ROWS] == list(interactions())


THINGS = [
    *ingredients(),
    *ingredient_classes(),
    "sunscreen",
    "mixed",
    "sun",
    "needled-skin",
    "no-sunscreen",
    "unheard-of",
]


@given(st.sampled_from(THINGS), st.sampled_from(THINGS))
def test_the_order_of_the_two_does_not_matter(a, b):
    assert together(a, b) is together(b, a)


def test_the_ingredients_own_row_comes_before_that_of_its_class():
    assert together("oxidant", "retinoid") is None
    assert together("benzoyl-peroxide", "adapalene").verdict is Verdict.OK
    assert together("copper-tripeptide-1", "glycolic-acid").id == "copper-acid"


def test_what_light_only_spoils_needs_no_sunscreen():
    assert together("ascorbic-acid", "no-sunscreen") is None


def test_what_is_often_said_and_not_so_keeps_nobody_from_it():
    myths = [row for row in interactions().values() if row.evidence is Evidence.MYTH]
    assert {row.verdict for row in myths if row.source != "none"} == {Verdict.OK}


def test_the_newer_tretinoin_gel_is_told_of():
    assert "newer" in together("tretinoin", "benzoyl-peroxide").note


def test_how_they_alternate_is_told_where_it_matters():
    assert together("retinol", "salicylic-acid").how is Apart.OTHER_NIGHT
    assert together("retinol", "ascorbic-acid").how is Apart.OTHER_HALF_DAY


def test_nothing_is_said_of_what_is_not_known():
    assert together("unheard-of", "retinol") is None
