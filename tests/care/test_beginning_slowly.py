"""Titration plans on a step, one phase back when it stings, patch tests, and sun care after an acid."""

from __future__ import annotations

from datetime import timedelta

import pytest
from calm_plan import NOW
from msgspec.structs import replace

from aftercare.care import Care, ProductFacts
from aftercare.care.pausing import USUAL_REST
from aftercare.care.sunning import FLAG_REACH
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import Occurrence
from aftercare.model.deed import Deed
from aftercare.model.editing import Draft
from aftercare.model.finding import PatchTestOpen
from aftercare.model.product_test import Outcome
from aftercare.model.routine import Daily
from aftercare.model.rules import Cycle, EveryDays, Phases
from aftercare.model.safety import Said
from aftercare.store.reference import sun_flags, titration_plans, titration_rules

TODAY, DAY = NOW.date(), timedelta(days=1)


def use(care, name, *ingredients, slots=("evening",), kind="serum", prescribed=False):
    product = care.add_product(ProductFacts(name, kind, ingredients), NOW)
    if prescribed:
        marked = replace(product, prescribed=True)
        care._do(Deed.EDIT_PRODUCT, NOW, lambda: care._put(tables.PRODUCTS, marked.id, marked))
    return care.add_step(Draft(name, slots, Daily(), TODAY, product=product.id), NOW)


@pytest.mark.parametrize(
    ("plan", "ingredient", "rule"),
    [
        ("retinoid-start", "retinol", Phases),
        ("retinoid-start-clinic", "retinal", Phases),
        ("acid-start", "lactic acid", Phases),
        ("vitamin-c-start", "ascorbic acid", Phases),
        ("azelaic-start", "azelaic acid", Phases),
        ("skin-cycling", "retinol", Cycle),
        ("skin-cycling-sensitive", "glycolic acid", Cycle),
    ],
)
def test_every_plan_becomes_the_rule_of_a_step(care, plan, ingredient, rule):
    step = use(care, "New one", ingredient)
    care.titrate(step, plan, NOW)
    terms = Care(care.folder).present().routine.steps[step.id].terms[-1]
    assert isinstance(terms.rule, rule)
    assert terms.slots == (("morning",) if plan == "vitamin-c-start" else ("evening",))
    care.undo(NOW)
    assert care.present().routine.steps[step.id] == step


def test_all_plans_are_tried_here():
    assert len(titration_plans()) == 7


def test_the_exfoliant_and_the_retinoid_of_a_cycle_take_their_own_days(care):
    acid, retinoid = use(care, "Peel", "glycolic acid"), use(care, "Night", "retinol")
    rules = [care.titrate(each, "skin-cycling", NOW).terms[-1].rule for each in (acid, retinoid)]
    assert [each.due for each in rules] == [(1,), (2,)]


def test_a_plan_is_not_for_everything(care):
    with pytest.raises(BadInput, match="is for"):
        care.titrate(use(care, "Calm", "panthenol"), "retinoid-start", NOW)
    with pytest.raises(BadInput, match="prescriber"):
        care.titrate(use(care, "Rx", "tretinoin", prescribed=True), "retinoid-start", NOW)
    with pytest.raises(NotFound, match="no such plan"):
        care.titrate(use(care, "Night", "retinol"), "quickly", NOW)


@pytest.mark.parametrize(
    ("plan", "ingredient"),
    [
        ("retinoid-start", "retinol"),
        ("retinoid-start-clinic", "retinal"),
        ("acid-start", "lactic acid"),
        ("vitamin-c-start", "ascorbic acid"),
        ("azelaic-start", "azelaic acid"),
    ],
)
def test_what_stings_rests_for_three_nights_and_goes_on_one_phase_lower(care, plan, ingredient):
    step = care.titrate(use(care, "Night", ingredient), plan, NOW)
    assert "then go on one phase lower" in titration_plans()[plan].step_down
    care.rest_stung(step.id, NOW)
    again = Care(care.folder)
    kept = again.present().routine.steps[step.id]
    assert kept.terms[-1].rule.step_downs == (TODAY + 3 * DAY,)
    assert [each.last for each in again.present().pauses.values()] == [TODAY + 2 * DAY]
    (asked,) = again.present().questions.values()
    assert f" stung on {TODAY:%a} {TODAY.day} {TODAY:%b %Y}." in asked.text
    care.undo(NOW)
    assert care.present().routine.steps[step.id] == step
    assert care.present().pauses == {}


def test_it_rests_as_long_as_the_rule_says_and_never_oftener_than_the_plan_allows(care):
    rule = titration_rules()["step-down"]
    assert (rule.rest_days, rule.phases_back) == (USUAL_REST, 1)
    acid = titration_plans()["acid-start"]
    assert [len(each.pattern.days) for each in acid.parts[0].schedule.phases] == [1, 2]
    assert acid.at_most_weekly == 3


@pytest.mark.parametrize("prescribed", [True, False])
def test_what_has_no_phases_or_is_prescribed_keeps_its_rule(care, prescribed):
    step = use(care, "Night", "retinol", prescribed=prescribed)
    assert (care.rest_stung(step.id, NOW) is None) == prescribed
    assert care.present().routine.steps[step.id] == step


# ---- patch tests


def test_a_patch_test_asks_twice_a_day_for_ten_days(care):
    product = care.add_product(ProductFacts("Gel", "gel", ("squalane",)), NOW)
    begun = care.start_patch_test(product.id, NOW)
    again = Care(care.folder)
    (test,) = again.patch_tests()
    assert (test.how, test.first, test.last) == ("ten-days", TODAY, TODAY + 9 * DAY)
    asked = {}
    for number in range(12):
        day = again.day(NOW + number * DAY, TODAY + number * DAY)
        asked[number] = [each.occurrence.slot for each in day.due if each.step.id == test.step]
    assert asked == {n: ["morning", "evening"] if n < 10 else [] for n in range(12)}
    assert "immediate allergy" in begun.row.cautions
    assert "immediate allergy" in again.present().routine.steps[test.step].instruction


def test_with_a_known_allergy_it_takes_fourteen_days(care):
    product = care.add_product(ProductFacts("Gel", "gel"), NOW)
    test = care.start_patch_test(product.id, NOW, known_allergy=True).test
    assert test.last - test.first == 13 * DAY


@pytest.mark.parametrize(
    ("question", "said", "words", "days"),
    [
        ("allergen-lanolin", Said.YES, (), 14),
        ("other-allergens", Said.YES, ("balsam of Peru",), 14),
        ("other-allergens", Said.YES, (), 14),
        ("allergen-lanolin", Said.NO, (), 10),
        ("allergen-lanolin", Said.RATHER_NOT_SAY, (), 10),
    ],
)
def test_an_allergy_that_is_recorded_is_a_known_one(care, question, said, words, days):
    care.answer_safety(question, said, NOW, words)
    product = care.add_product(ProductFacts("Gel", "gel"), NOW)
    begun = care.start_patch_test(product.id, NOW)
    assert ((begun.test.last - begun.test.first).days + 1, begun.row.days) == (days, days)


@pytest.mark.parametrize(
    ("kind", "ingredients"),
    [
        ("serum", ("glycolic acid",)),
        ("serum", ("salicylic acid",)),
        ("serum", ("gluconolactone",)),
        ("serum", ("retinol",)),
        ("serum", ("retinyl palmitate",)),
        # an enzyme peel is a peel; and nobody needs to know the label of what is called an acid or a retinoid
        ("serum", ("papain",)),
        ("exfoliant", ()),
        ("retinoid", ()),
    ],
)
def test_acids_peels_and_retinoids_are_tried_on_a_spot_on_three_spaced_nights(care, kind, ingredients):
    care.answer_safety("pregnancy", Said.NO, NOW)
    care.answer_safety("allergen-lanolin", Said.YES, NOW)
    product = care.add_product(ProductFacts("Peel", kind, ingredients), NOW)
    test = care.start_patch_test(product.id, NOW).test
    step = care.present().routine.steps[test.step]
    assert isinstance(step.terms[0].rule, EveryDays)
    nights = []
    for number in range(12):
        now = NOW + number * DAY
        for each in care.day(now, TODAY + number * DAY).due:
            if each.step.id == test.step:
                nights.append(number)
                # the second one is left out, and does not count
                _ = number == 2 or care.tick(each.occurrence, now)
    assert nights == [0, 2, 4, 6]


def test_a_step_that_uses_what_is_tried_is_remarked_on_until_it_went_well(care):
    step = use(care, "Gel", "squalane", kind="gel")
    product = care.present().routine.steps[step.id].product

    def remarks():
        return [each.about for each in care.findings(NOW).open if isinstance(each.about, PatchTestOpen)]

    test = care.start_patch_test(product, NOW).test
    assert remarks() == [PatchTestOpen(step.id, test.id)]
    with pytest.raises(BadInput, match="open already"):
        care.start_patch_test(product, NOW)
    care.end_patch_test(product, Outcome.CALM, NOW)
    assert remarks() == []
    assert care.present().routine.steps[test.step].ends == TODAY
    with pytest.raises(NotFound):
        care.end_patch_test(product, Outcome.CALM, NOW)


def test_what_somebody_reacted_to_is_remarked_on_for_good(care):
    step = use(care, "Gel", "squalane", kind="gel")
    test = care.start_patch_test(step.product, NOW).test
    care.end_patch_test(step.product, Outcome.REACTED, NOW)
    (finding,) = [each for each in care.findings(NOW).open if isinstance(each.about, PatchTestOpen)]
    assert (finding.about.reacted, finding.about.test) == (True, test.id)
    assert care.offered(finding, NOW).words == "“Gel” ends today"


def test_beginning_and_ending_a_test_are_undone(care):
    product = care.add_product(ProductFacts("Gel", "gel"), NOW)
    before = care.present()
    care.start_patch_test(product.id, NOW)
    care.end_patch_test(product.id, Outcome.BROKEN_OFF, NOW)
    care.undo(NOW)
    assert care.open_test(product.id).is_open
    care.undo(NOW)
    assert (care.present().routine, care.present().tests) == (before.routine, {})


def test_what_is_prescribed_is_not_tried_here(care):
    step = use(care, "Rx", "tretinoin", prescribed=True)
    with pytest.raises(BadInput, match="prescribed"):
        care.start_patch_test(step.product, NOW)


# ---- sun care


def test_sun_care_for_seven_days_after_an_acid_was_used(care):
    step = use(care, "Peel", "glycolic acid")
    assert care.sun_care(NOW) is None
    care.tick(Occurrence(step.id, TODAY, "evening"), NOW)
    told = Care(care.folder).sun_care(NOW)
    assert (told.until, told.steps) == (TODAY + 7 * DAY, ("Peel",))
    assert told.advice == sun_flags()["aha-sun"].advice
    assert care.sun_care(NOW + 7 * DAY) is not None
    assert care.sun_care(NOW + 8 * DAY) is None


def test_other_products_ask_for_no_sun_care(care):
    care.answer_safety("pregnancy", Said.NO, NOW)
    for name, ingredient in (("Night", "retinol"), ("Calm", "panthenol")):
        step = use(care, name, ingredient)
        care.tick(Occurrence(step.id, TODAY, "evening"), NOW)
    assert care.sun_care(NOW) is None


def test_no_flag_reaches_further_than_is_looked_back():
    assert max(each.days for each in sun_flags().values()) * DAY == FLAG_REACH
