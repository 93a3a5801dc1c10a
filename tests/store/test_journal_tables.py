"""Measures, context, photos, explanations, titration and sources: every row of the fact base, and what rows name."""

from __future__ import annotations

from datetime import date

import pytest

from aftercare.model.explanation import View
from aftercare.model.measure import Direction, Licence, Scope
from aftercare.model.photo_rule import PhotoTopic
from aftercare.model.product_kind import Grade
from aftercare.model.rules import Cycle, Phases
from aftercare.model.titration_plan import rule_beginning
from aftercare.store.reference import (
    context,
    explanations,
    ingredient_classes,
    measures,
    patch_tests,
    photo_protocol,
    sources,
    titration_plans,
    titration_rules,
    zones,
)

MONDAY = date(2026, 11, 23)


def test_the_sources_are_those_of_the_fact_base_without_a_gap():
    assert list(sources()) == [f"S{number}" for number in range(1, 98)]


def test_every_measure_that_a_zone_names_is_a_measure_of_zones():
    of_zones = {measure.id for measure in measures().values() if measure.scope is Scope.ZONE}
    assert {name for zone in zones().values() for name in zone.measures} == of_zones


def test_the_measures_beyond_those_of_zones_are_complete():
    assert {measure.id for measure in measures().values() if measure.scope is not Scope.ZONE} == {
        "itch",
        "pain",
        "stinging",
        "glow",
        "evenness",
        "firmness",
        "satisfaction",
        "jaw-tension",
        "headache",
        "gais-self",
        "pgic",
        "fitzpatrick-wrinkle",
        "glogau",
        "iga",
        "poem",
        "dlqi",
        "face-q",
        "photonumeric",
    }


def test_what_somebody_owns_is_not_shipped():
    licences = {measure.id: measure.licence for measure in measures().values()}
    assert {each for each in licences if licences[each] is Licence.NOT_SHIPPED} == {"dlqi", "face-q", "photonumeric"}
    assert licences["poem"] is licences["iga"] is Licence.TOTAL_ONLY
    assert all(measure.licence_words for measure in measures().values())


def test_where_higher_is_worse_and_what_change_means_something():
    rows = measures()
    assert rows["pain"].direction is Direction.HIGHER_WORSE
    assert (rows["pain"].change_points, rows["pain"].change_percent) == (2, 30)
    assert rows["itch"].change_points == rows["poem"].change_points == 3
    assert rows["glow"].direction is rows["satisfaction"].direction is Direction.HIGHER_BETTER


def test_words_lie_within_the_bounds_of_their_measure():
    for measure in measures().values():
        for each in measure.words:
            assert measure.lowest is None or measure.lowest <= each.value, measure.id
            assert measure.highest is None or each.value <= measure.highest, measure.id


@pytest.mark.parametrize(
    ("plan", "rules"),
    [
        ("retinoid-start", [Phases]),
        ("retinoid-start-clinic", [Phases]),
        ("acid-start", [Phases]),
        ("vitamin-c-start", [Phases]),
        ("azelaic-start", [Phases]),
        ("skin-cycling", [Cycle, Cycle]),
        ("skin-cycling-sensitive", [Cycle, Cycle]),
    ],
)
def test_a_plan_is_ready_as_rules_of_the_routine(plan, rules):
    parts = titration_plans()[plan].parts
    assert [type(rule_beginning(part.schedule, MONDAY)) for part in parts] == rules
    for part in parts:
        assert set(part.ingredient_classes) <= set(ingredient_classes())
        assert part.slot in ("morning", "evening")


def test_every_plan_says_when_to_step_down():
    assert set(titration_plans()) == {
        "retinoid-start",
        "retinoid-start-clinic",
        "acid-start",
        "vitamin-c-start",
        "azelaic-start",
        "skin-cycling",
        "skin-cycling-sensitive",
    }
    assert all(plan.step_down for plan in titration_plans().values())


def test_a_retinoid_begins_with_two_nights_a_week_and_goes_on_by_weeks():
    rule = rule_beginning(titration_plans()["retinoid-start"].parts[0].schedule, MONDAY)
    assert isinstance(rule, Phases)
    assert [phase.weeks for phase in rule.phases[:-1]] == [2, 2, 4]
    assert [len(phase.pattern.days) for phase in rule.phases[:2]] == [2, 3]


def test_the_nights_of_skin_cycling_share_one_cycle():
    for name in ("skin-cycling", "skin-cycling-sensitive"):
        exfoliant, retinoid = (rule_beginning(part.schedule, MONDAY) for part in titration_plans()[name].parts)
        assert (exfoliant.due, retinoid.due) == ((1,), (2,))
        assert (exfoliant.days, exfoliant.recovery) == (retinoid.days, retinoid.recovery)


def test_the_rules_of_beginning_an_active():
    rules = titration_rules()
    assert set(rules) == {
        "retinoid-use",
        "retinoid-waits",
        "retinoid-course",
        "step-down",
        "one-new",
        "around-session",
        "low-irritation",
        "actives-at-once",
    }
    assert (rules["step-down"].rest_days, rules["step-down"].phases_back) == (3, 1)
    assert rules["one-new"].days_apart == 14
    assert (rules["around-session"].days_before, rules["around-session"].days_after) == (3, 7)
    assert rules["low-irritation"].calm_days == 3


def test_ten_days_are_the_usual_patch_test_and_the_other_lengths_stand_beside_it():
    assert [test.days for test in patch_tests().values() if test.usual] == [10]
    assert {test.days for test in patch_tests().values() if test.id.endswith("-days")} == {7, 10, 14}
    for test in patch_tests().values():
        assert set(test.not_for) <= set(ingredient_classes())


def test_the_uv_index_has_the_bands_of_the_official_table():
    assert [band.lowest for band in context()["uv-index"].bands] == [0, 3, 6, 8, 11]


def test_the_context_is_complete():
    assert set(context()) >= {
        "sleep-hours",
        "sleep-quality",
        "stress",
        "alcohol",
        "smoking",
        "water",
        "dairy",
        "high-sugar",
        "spicy",
        "new-food",
        "cycle-day",
        "uv-index",
        "outdoors",
        "spf-again",
        "temperature",
        "humidity",
        "heating",
        "exercise",
        "sweat",
        "mask",
        "shaving",
        "new-product",
        "dose-missed",
        "medicines",
        "illness",
        "travel",
        "other-procedure",
    }


def test_both_views_are_told_and_each_statement_says_how_it_stands():
    views = [each.view for each in explanations().values()]
    assert (views.count(View.TRADITION), views.count(View.PHYSIOLOGY)) == (4, 7)
    for each in explanations().values():
        if each.view is View.TRADITION:
            assert each.standing == "Tradition, not tested as anatomy."
            assert each.grade is Grade.UNVERIFIED


def test_collagen_is_told_as_a_hypothesis():
    assert explanations()["repair"].standing == "Hypothesis."


@pytest.mark.parametrize(
    ("rule", "grade", "source", "says"),
    [
        ("distance", "B", "S95", ("1.5 m", "zoom in", "30 cm", "30 %", "7 %")),
        ("camera", "C", "none", ("lens at the back", "twofold", "same telephone", "beauty filter", "HDR", "blur")),
        ("height", "C", "none", ("height of your eyes", "level", "floor marked", "tripod", "timer")),
        ("light", "C", "S96", ("45 degrees", "one window", "same place and hour", "above", "flash")),
        ("background", "C", "none", ("middle grey or blue", "grey card", "white paper")),
        ("views", "B", "S96, S97", ("front", "45", "90", "tip of the nose", "edge of the cheek")),
        ("head", "B", "S97", ("straight ahead", "as high as your own eyes")),
        ("expression", "U", "none", ("lips closed", "eyes open", "second set", "grades it B")),
        ("skin", "C", "none", ("Bare", "20 to 30 minutes", "without shine", "no jewellery", "collar", "exercise")),
        ("timing", "U", "none", ("two days apart", "6 and 12", "4 and 12 weeks", "daily", "48 hours")),
        ("file", "U", "none", ("view", "zone", "session", "lens", "distance", "removed", "consent")),
        ("comparing", "U", "none", ("like with like", "eyes and the chin", "not a change")),
    ],
)
def test_how_a_photo_is_taken_has_the_grade_and_the_words_of_the_fact_base(rule, grade, source, says):
    row = photo_protocol()[rule]
    assert (row.grade.value, row.source) == (grade, source)
    text = " ".join((row.rule, row.why, row.note))
    assert [each for each in says if each not in text] == []


def test_every_topic_of_the_photo_protocol_has_its_rule():
    assert {rule.topic for rule in photo_protocol().values()} == set(PhotoTopic)
