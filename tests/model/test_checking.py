"""What the checker remarks on: for every interaction the exact outcome, and when each other remark is made."""

from __future__ import annotations

from datetime import timedelta

import pytest
from checked_routines import LONG_AGO, NOW, PLAN, SUNSCREEN, TODAY, knowledge, situation, using
from msgspec.structs import replace

from aftercare.model.checking import findings, reviewed
from aftercare.model.finding import (
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
from aftercare.model.interaction import Evidence
from aftercare.model.pack import Pack
from aftercare.model.product_test import Outcome, ProductTest
from aftercare.model.routine import Weekday, Weekdays
from aftercare.model.rules import AsNeeded, EveryDays
from aftercare.model.set_aside import SetAside
from aftercare.store.reference import interactions

DAY = timedelta(days=1)

#: For each row what two steps that hold these come to where both are used every evening.
PAIRS = [
    ("bpo-tretinoin", "benzoyl peroxide", "tretinoin", "finding"),
    ("bpo-adapalene", "benzoyl peroxide", "adapalene", None),
    ("bpo-retinol", "benzoyl peroxide", "retinal", "finding"),
    ("bpo-hydroquinone", "benzoyl peroxide", "hydroquinone", "finding"),
    ("bpo-vitamin-c", "benzoyl peroxide", "ascorbic acid", "finding"),
    ("retinoid-acid", "retinol", "glycolic acid", "finding"),
    ("retinoid-pha", "retinol", "gluconolactone", None),
    ("retinoid-vitamin-c", "retinal", "ascorbic acid", "finding"),
    ("retinoid-barrier", "retinol", "niacinamide", None),
    ("retinoid-retinoid", "retinol", "tretinoin", "finding"),
    ("retinoid-bakuchiol", "retinol", "bakuchiol", None),
    ("retinoid-wax", "tretinoin", "scrub particles", "finding"),
    ("aha-bha", "lactic acid", "salicylic acid", "finding"),
    ("acid-scrub", "salicylic acid", "scrub particles", "finding"),
    ("acid-vitamin-c", "mandelic acid", "ascorbic acid", "finding"),
    ("acid-niacinamide", "gluconolactone", "niacinamide", None),
    ("niacinamide-vitamin-c", "niacinamide", "ascorbyl glucoside", None),
    ("copper-vitamin-c", "copper tripeptide-1", "ascorbic acid", "finding"),
    ("copper-acid", "copper tripeptide-1", "glycolic acid", "finding"),
    ("peptide-acid", "palmitoyl tripeptide-1", "lactic acid", None),
    ("vitamin-c-e-ferulic", "ascorbic acid", "ferulic acid", None),
    ("azelaic-retinoid", "azelaic acid", "retinol", "finding"),
    ("oil-over-active", "petrolatum", "retinol", "information"),
]
#: The rows whose other side is a circumstance, and the remark that is made of them.
OF_CIRCUMSTANCES = {
    "citrus-sun": InTheSun,
    "aha-no-sunscreen": NoSunscreen,
    "sensitising-no-sunscreen": NoSunscreen,
    "two-new-products": TwoNew,
}
#: What no routine tells: how things are mixed; the holds after a session tell of needled skin.
NOT_SEEN = {"sunscreen-mixed", "active-needled-skin"}


def abouts(*used, **more):
    return [each.about for each in findings(situation(*used, **more))]


def only(kind, *used, **more):
    return [each for each in findings(situation(*used, **more)) if isinstance(each.about, kind)]


@pytest.mark.parametrize(("row", "a", "b", "outcome"), PAIRS, ids=[each[0] for each in PAIRS])
def test_two_that_are_used_every_evening(row, a, b, outcome):
    found = only(Together, using(a), using(b), SUNSCREEN)
    assert [(each.about.interaction, each.status.value) for each in found] == ([(row, outcome)] if outcome else [])
    said = interactions()[row]
    for each in found:
        assert (each.why, each.sure.evidence, each.sure.grade) == (said.reason, said.evidence, said.grade)
        assert each.sure.source == knowledge().sure_of(said).source
        assert bool(each.sure.source) == (said.source != "none")
        assert (each.slots, each.days[0], len(each.days)) == (("evening",), TODAY, 28)


def test_every_row_has_an_outcome():
    assert {each[0] for each in PAIRS} | OF_CIRCUMSTANCES.keys() | NOT_SEEN == interactions().keys()


@pytest.mark.parametrize(
    ("row", "used"),
    [
        ("citrus-sun", [using("bergamot oil", slots=("morning",)), SUNSCREEN]),
        ("aha-no-sunscreen", [using("glycolic acid")]),
        ("sensitising-no-sunscreen", [using("retinol")]),
        ("two-new-products", [using("squalane", since=TODAY), using("panthenol", since=TODAY + 3 * DAY)]),
    ],
)
def test_what_stands_alone_against_its_circumstance(row, used):
    (found,) = findings(situation(*used, opened=False))
    said = interactions()[row]
    assert isinstance(found.about, OF_CIRCUMSTANCES[row])
    assert (found.status, found.why, found.sure) == (Status.FINDING, said.reason, knowledge().sure_of(said))


def test_no_myth_is_ever_a_remark():
    held = [using(each) for each in ("niacinamide", "ascorbic acid", "gluconolactone", "palmitoyl tripeptide-1")]
    assert Evidence.MYTH not in [each.sure.evidence for each in findings(situation(*held, SUNSCREEN))]


def test_a_myth_does_not_hide_what_else_is_said_of_the_two():
    (found,) = only(Together, using("niacinamide", "retinol"), using("ascorbic acid"), SUNSCREEN)
    assert found.about.interaction == "retinoid-vitamin-c"


# ---- what is known by its kind alone

EXFOLIANT, RETINOID = using(kind="exfoliant"), using(kind="retinoid")


@pytest.mark.parametrize(
    ("a", "b", "row", "outcome"),
    [
        (EXFOLIANT, using("retinol"), "retinoid-acid", "finding"),
        (EXFOLIANT, RETINOID, "retinoid-acid", "finding"),
        (RETINOID, using("salicylic acid"), "retinoid-acid", "finding"),
        (RETINOID, using("adapalene"), "retinoid-retinoid", "finding"),
        (RETINOID, using("ascorbic acid"), "retinoid-vitamin-c", "finding"),
        (EXFOLIANT, using("lactic acid"), "aha-bha", "finding"),
        (EXFOLIANT, using("salicylic acid"), "aha-bha", "finding"),
        (EXFOLIANT, using("scrub particles"), "acid-scrub", "finding"),
        (EXFOLIANT, using("ascorbic acid"), "acid-vitamin-c", "finding"),
        (EXFOLIANT, using("copper tripeptide-1"), "copper-acid", "finding"),
        (EXFOLIANT, using("petrolatum"), "oil-over-active", "information"),
        # where the label says which acid it is, the kind says no more
        (using("gluconolactone", kind="exfoliant"), using("retinol"), None, None),
        (EXFOLIANT, using("niacinamide"), None, None),
        (EXFOLIANT, using("panthenol"), None, None),
    ],
)
def test_a_retinoid_and_an_acid_of_unknown_label_go_by_their_kind(a, b, row, outcome):
    found = only(Together, a, b, SUNSCREEN)
    assert [(each.about.interaction, each.status.value) for each in found] == ([(row, outcome)] if outcome else [])


@pytest.mark.parametrize("used", [EXFOLIANT, RETINOID], ids=["exfoliant", "retinoid"])
def test_both_ask_for_sunscreen_and_count_as_actives(used):
    (found,) = findings(situation(used))
    assert isinstance(found.about, NoSunscreen)
    assert found.sure == knowledge().sure_of(interactions()["sensitising-no-sunscreen"])
    actives = [using(each) for each in ("azelaic acid", "kojic acid")]
    assert only(TooManyActives, used, *actives, SUNSCREEN) != []


# ---- where and when


MON_THU, TUE_FRI = Weekdays((Weekday.MON, Weekday.THU)), Weekdays((Weekday.TUE, Weekday.FRI))


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        (using("retinol", rule=MON_THU), using("glycolic acid", rule=TUE_FRI), False),
        (using("retinol", rule=MON_THU), using("glycolic acid", rule=MON_THU), True),
        # on other nights means: not on the same date
        (using("retinol", rule=MON_THU), using("glycolic acid", slots=("morning",), rule=MON_THU), True),
        (using("retinol"), using("ascorbic acid", slots=("morning",)), False),
        (using("benzoyl peroxide"), using("tretinoin", slots=("morning",)), False),
        # washed off at once, it meets nothing
        (using("retinol"), using("glycolic acid", kind="cleanser"), False),
        # at the client's wish it may come on any evening
        (using("tretinoin"), using("benzoyl peroxide", rule=AsNeeded(2), slots=()), True),
        (using("retinol", since=TODAY + 40 * DAY), using("glycolic acid"), False),
    ],
)
def test_they_meet_only_where_both_are_due(a, b, meet):
    assert bool(only(Together, a, b, SUNSCREEN)) == meet


def test_the_days_are_those_on_which_they_meet():
    (found,) = only(
        Together, using("retinol", rule=EveryDays(2, TODAY)), using("glycolic acid", rule=MON_THU), SUNSCREEN
    )
    assert found.days[:2] == (TODAY + 4 * DAY, TODAY + 8 * DAY)
    assert {each.weekday() for each in found.days} <= {0, 3}


def test_one_formula_that_holds_both_is_no_pair():
    product, step = using("lactic acid", "salicylic acid")
    assert only(Together, (product, step), (product, replace(step, id="again")), SUNSCREEN) == []


def test_more_than_two_irritating_actives_in_one_part_of_the_day():
    held = [using(each, slots=("morning",)) for each in ("azelaic acid", "kojic acid", "ascorbic acid")]
    (found,) = only(TooManyActives, *held, SUNSCREEN)
    assert (found.about, len(found.steps)) == (TooManyActives("morning"), 3)
    assert only(TooManyActives, *held[:2], SUNSCREEN) == []


# ---- the sun


def test_sunscreen_on_the_mornings_that_follow_is_enough():
    weekly = using("glycolic acid", rule=Weekdays((Weekday.SUN,)))
    assert only(NoSunscreen, weekly, SUNSCREEN) == []
    once = using(kind="sunscreen", slots=("morning",), rule=Weekdays((Weekday.MON,)))
    # an acid asks for a week of it, other actives for the next morning
    assert len(only(NoSunscreen, weekly, once)[0].days) > 20
    assert only(NoSunscreen, using("retinol", rule=Weekdays((Weekday.SUN,))), once) == []


def test_sunscreen_of_the_evening_protects_nobody():
    assert only(NoSunscreen, using("retinol"), using(kind="sunscreen", slots=("evening",))) != []


# ---- new products


def test_two_new_products_within_a_fortnight_and_not_after_it():
    new = using("squalane", since=TODAY)
    for days, close in ((0, True), (13, True), (14, False)):
        later = using("panthenol", since=TODAY + days * DAY)
        assert bool(only(TwoNew, new, later, opened=False)) == close
    assert only(TwoNew, new, using("panthenol", since=LONG_AGO), opened=False) == []


def test_the_own_one_is_in_question_beside_one_of_the_plan():
    theirs = using("squalane", since=TODAY + 5 * DAY, origin=PLAN)
    (found,) = only(TwoNew, using("panthenol", since=TODAY), theirs, opened=False)
    assert (found.about.product, found.status) == ("panthenol", Status.FINDING)


def test_those_of_a_plan_are_information():
    used = [using(each, since=TODAY, origin=PLAN) for each in ("squalane", "panthenol")]
    (found,) = only(TwoNew, *used, opened=False)
    assert (found.about, found.status) == (TwoNew(None), Status.INFORMATION)


def test_what_has_stood_open_for_long_is_not_new():
    used = [using("squalane", since=TODAY), using("panthenol", since=TODAY)]
    assert only(TwoNew, *used, packs=[Pack("p", "panthenol", LONG_AGO)], opened=False) == []


def test_a_sunscreen_is_not_put_off_for_another_new_one():
    assert only(TwoNew, using("squalane", since=TODAY), using(kind="sunscreen", since=TODAY), opened=False) == []


# ---- the product itself


@pytest.mark.parametrize(
    ("pack", "status"),
    [
        (Pack("p", "gel", LONG_AGO, best_before=TODAY - DAY), Status.FINDING),
        (Pack("p", "gel", LONG_AGO, pao=3), Status.FINDING),
        (Pack("p", "gel", LONG_AGO, best_before=TODAY + 5 * DAY), Status.INFORMATION),
        (Pack("p", "gel", LONG_AGO, pao=36), None),
        (Pack("p", "gel", LONG_AGO, pao=3, finished=TODAY), None),
    ],
)
def test_a_pack_past_its_date(pack, status):
    found = only(PastItsDate, using(kind="gel"), packs=[pack], opened=False)
    assert [each.status for each in found] == ([status] if status else [])


def test_a_patch_test_that_is_open_or_went_badly():
    test = ProductTest("t", "squalane", "ten-days", TODAY - 2 * DAY, TODAY + 7 * DAY, "t")
    (found,) = only(PatchTestOpen, using("squalane"), tests=[test])
    assert (found.days[0], found.days[-1]) == (TODAY, TODAY + 7 * DAY)
    assert only(PatchTestOpen, using("squalane"), tests=[replace(test, outcome=Outcome.CALM)]) == []
    (reacted,) = only(PatchTestOpen, using("squalane"), tests=[replace(test, outcome=Outcome.REACTED)])
    assert reacted.about.reacted


@pytest.mark.parametrize("allergy", ["lanolin", "Lanolin", "bee", "honey"])
def test_a_known_allergen_by_family_or_name_even_in_a_plan(allergy):
    used = using("Lanolin" if "anolin" in allergy else "honey", origin=PLAN)
    (found,) = only(KnownAllergen, used, allergies=[allergy])
    assert found.status is Status.FINDING
    assert only(KnownAllergen, using("squalane"), allergies=[allergy]) == []


# ---- whose word counts


def test_what_the_plan_puts_together_is_information_and_names_the_therapist():
    (found,) = only(Together, using("retinol", origin=PLAN), using("glycolic acid", origin=PLAN), SUNSCREEN)
    assert (found.status, found.ask) == (Status.INFORMATION, "Ask your therapist.")
    (mixed,) = only(Together, using("retinol", origin=PLAN), using("glycolic acid"), SUNSCREEN)
    assert mixed.status is Status.FINDING


def test_of_a_prescribed_one_the_prescriber_is_named():
    (found,) = only(Together, using("tretinoin", prescribed=True), using("glycolic acid"), SUNSCREEN)
    assert found.ask == "Ask the prescriber or your therapist."


def test_what_was_set_aside_stays_away_until_ingredients_or_rules_change():
    used = [using("retinol"), using("glycolic acid"), SUNSCREEN]
    (found,) = only(Together, *used)
    aside = [SetAside(found.key, found.what, "my skin bears it", NOW, found.as_it_is)]
    kept = reviewed(findings(situation(*used)), aside)
    assert (kept.open, kept.aside) == ((), ((found, aside[0]),))
    for other in (using("glycolic acid", "urea"), using("glycolic acid", rule=MON_THU)):
        again = reviewed(findings(situation(used[0], other, SUNSCREEN)), aside)
        assert [each.key for each in again.open] == [found.key]
