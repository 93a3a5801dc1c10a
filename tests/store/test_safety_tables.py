"""Red flags, after-effects, magnets and emergency numbers: complete, with what to do and whom to call."""

from __future__ import annotations

import pytest

from aftercare.model.face_point import MAX_WEAR_HOURS
from aftercare.model.magnet_rule import MagnetTopic, magnet_exclusions
from aftercare.model.red_flag import Level
from aftercare.store.reference import (
    after_effects,
    emergency_numbers,
    magnet_rules,
    points,
    red_flag_levels,
    red_flags,
    zones,
)

SIGNS = {
    Level.EMERGENCY: {
        "throat-swelling",
        "wheeze",
        "collapse",
        "hives-faint",
        "vision-loss",
        "double-vision",
        "bulging-eye",
        "painful-eye-movement",
        "confusion",
        "fast-breathing",
        "mottled-skin",
        "face-droop",
        "weak-arm",
        "slurred-speech",
        "sudden-breathlessness",
        "chest-pain",
        "magnet-swallowed",
        "chemical-burn",
    },
    Level.SAME_DAY: {
        "spreading-redness",
        "hot-hard-painful",
        "face-infection",
        "pus",
        "fever",
        "cold-sore-eye",
        "bleeding",
        "product-in-eye",
        "magnet-missing",
    },
    Level.PRACTITIONER: {"big-bruise", "numbness", "weakness", "rash-under-patch", "severe-pain", "needle-piece"},
    Level.THIS_WEEK: {"late-lump", "not-healing"},
}

EXCLUSIONS = {
    "pacemaker",
    "icd",
    "neurostimulator",
    "cochlear-implant",
    "csf-shunt",
    "aneurysm-clip",
    "metal-stent",
    "eye-splinter",
    "ocular-implant",
    "pump",
    "magnetic-denture",
    "mr-unsafe-metal",
}


def test_every_sign_of_the_fact_base_has_its_level():
    assert {level: {flag.id for flag in red_flags().values() if flag.level is level} for level in Level} == SIGNS


def test_every_sign_says_what_to_do_whom_to_call_and_what_meanwhile():
    for flag in red_flags().values():
        assert flag.now, flag.id
        assert flag.call, flag.id
        assert flag.meanwhile, flag.id


def test_an_emergency_says_at_once_whom_to_call():
    for flag in red_flags().values():
        if flag.level is Level.EMERGENCY:
            assert "emergency" in flag.now.casefold(), flag.id
            assert "emergency number" in flag.call.casefold(), flag.id


def test_each_level_is_explained_once():
    assert [row.level for row in red_flag_levels().values()] == list(Level)


def test_after_effects_are_complete_and_lead_to_signs():
    assert list(after_effects()) == ["redness", "pinpoint-bleed", "swelling", "bruise", "tiredness", "dark-mark"]
    for effect in after_effects().values():
        assert set(effect.red_flags) <= set(red_flags()), effect.id


def test_a_bruise_changes_without_a_gap_for_as_long_as_it_lasts():
    bruise = after_effects()["bruise"]
    days = [day for stage in bruise.stages for day in range(stage.first_day, stage.last_day + 1)]
    assert days == list(range(bruise.hours // 24 + 1))


def test_magnets_are_excluded_for_the_client_and_whoever_comes_as_close():
    exclusions = magnet_exclusions(magnet_rules().values())
    assert {rule.id for rule in exclusions} == EXCLUSIONS
    assert all(rule.bed_partner and "?" in rule.ask for rule in exclusions)


@pytest.mark.parametrize("topic", MagnetTopic)
def test_every_topic_of_the_fact_base_has_a_rule(topic):
    assert any(rule.topic is topic for rule in magnet_rules().values())


def test_the_numbers_of_the_rules_for_magnets():
    rules = magnet_rules()
    assert rules["distance"].centimetres == 15
    assert (rules["wear"].hours_min, rules["wear"].hours_max) == (24, 72)
    assert rules["wear"].hours_max <= MAX_WEAR_HOURS
    assert rules["after-needles"].hours_min == rules["rest-day"].hours_min == 24


def test_what_a_rule_for_magnets_names_is_known():
    for rule in magnet_rules().values():
        assert rule.red_flag is None or rule.red_flag in red_flags(), rule.id
        assert set(rule.zones) <= set(zones()), rule.id


def test_the_excluded_points_are_those_that_the_table_of_points_keeps_from_the_client():
    kept = {point.code for point in points().values() if not point.client_may}
    assert kept <= set(magnet_rules()["excluded-points"].points) == {"BL1", "ST1", "EX-HN7", "ST9"}


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("GB", "999"),
        ("FR", "112"),
        ("US", "911"),
        ("CA", "911"),
        ("AU", "000"),
        ("NZ", "111"),
        ("CH", "144"),
        ("JP", "119"),
        ("IN", "112"),
    ],
)
def test_the_number_of_a_country(country, first):
    regions = [row for row in emergency_numbers().values() if country in row.countries]
    assert [row.numbers[0].number for row in regions] == [first]


def test_no_country_lies_in_two_regions_and_there_is_one_for_elsewhere():
    countries = [country for row in emergency_numbers().values() for country in row.countries]
    assert len(countries) == len(set(countries))
    assert [row.id for row in emergency_numbers().values() if not row.countries] == ["elsewhere"]


def test_signs_that_come_late_are_looked_out_for_twelve_weeks():
    watched = {flag.id: flag.watch_weeks for flag in red_flags().values() if flag.watch_weeks}
    assert watched == {"late-lump": 12, "not-healing": 12}
