"""What is shown for each sign, and which number: the table of red flags as a client meets it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.care import help_without_record, sign_reader
from aftercare.model.help_me import (
    Country,
    effects_meant,
    emergency_for,
    practitioner_words,
    regions_called,
    sign_lines,
    signs_meant,
)
from aftercare.model.red_flag import Level
from aftercare.model.routine import Practitioner
from aftercare.store.reference import emergency_numbers, red_flags

READER = sign_reader()
PAGE = help_without_record(datetime(2026, 11, 22, 21, 4, tzinfo=UTC))
REGIONS = tuple(emergency_numbers().values())
COUNTRIES = (
    Country("GB", "Britain (UK)"),
    Country("DE", "Germany"),
    Country("VN", "Vietnam"),
    Country("UA", "Ukraine"),
)

NOW = {
    Level.EMERGENCY: "Call the emergency number now, or have somebody call it.",
    Level.SAME_DAY: "Have a doctor look at it today.",
    Level.PRACTITIONER: "Call your therapist today or tomorrow, and leave everything off the place until then.",
    Level.THIS_WEEK: (
        "Make an appointment with a doctor for this week, and say that you had acupuncture there, and when."
    ),
}
CALL = {
    Level.EMERGENCY: "The emergency number.",
    Level.SAME_DAY: "Your doctor, or an urgent care line if the practice is closed. Tell your therapist afterwards.",
    Level.PRACTITIONER: "Your therapist. If you cannot reach them within a day, your doctor.",
    Level.THIS_WEEK: "Your doctor or a dermatologist. Tell your therapist too.",
}
WELL, PARTLY, UNCHECKED = "Well founded: ", "Partly founded: ", "General knowledge that nobody has checked. "
ALLERGY = "Source: NHS: anaphylaxis."
EYE = "Source: Nosos and FreeMD: infection around the eye."
SKIN = "Source: NHS text on cellulitis, by Nicswell and Stow Surgery."
SWALLOWED = "Source: American consumer safety commission: the danger of swallowed magnets; a British warning."
SLOW = (
    "Source: Zeng (2025): slow mycobacteria after cosmetic procedures; "
    "International Journal of Dermatology (2005): mycobacteria at one acupuncture clinic."
)
NONE = "No source is known."
OWN_NOW = {
    "magnet-swallowed": "Go to an emergency department at once, without waiting for symptoms, or call the emergency "
    "number.",
    "chemical-burn": "Rinse with plenty of cool running water at once, then call the emergency number or go to an "
    "emergency department.",
    "product-in-eye": "Rinse the open eye with plenty of lukewarm water at once. If it was an acid, a peel or a strong "
    "cleaner, or if you see worse afterwards, go to an emergency department now.",
    "magnet-missing": "Ask everybody in the household. If anybody may have swallowed it, above all a child, go to an "
    "emergency department at once without waiting for symptoms.",
}
OWN_CALL = {
    "magnet-swallowed": "The emergency number, or the nearest emergency department.",
    "chemical-burn": "The emergency number, or the nearest emergency department.",
    "product-in-eye": "A doctor or an urgent care line today; the emergency number if you see worse.",
    "magnet-missing": "The emergency number if it may have been swallowed; otherwise tell your therapist today.",
    "numbness": "Your therapist and a doctor.",
    "weakness": "Your therapist and a doctor.",
}

#: Each sign: how soon, how well founded, and the source as the client reads it.
OUTCOMES = [
    ("throat-swelling", Level.EMERGENCY, WELL, ALLERGY),
    ("wheeze", Level.EMERGENCY, WELL, ALLERGY),
    ("collapse", Level.EMERGENCY, WELL, ALLERGY),
    ("hives-faint", Level.EMERGENCY, WELL, ALLERGY),
    ("vision-loss", Level.EMERGENCY, PARTLY, EYE),
    ("double-vision", Level.EMERGENCY, PARTLY, EYE),
    ("bulging-eye", Level.EMERGENCY, PARTLY, EYE),
    ("painful-eye-movement", Level.EMERGENCY, PARTLY, EYE),
    ("confusion", Level.EMERGENCY, PARTLY, SKIN),
    ("fast-breathing", Level.EMERGENCY, PARTLY, SKIN),
    ("mottled-skin", Level.EMERGENCY, PARTLY, SKIN),
    ("face-droop", Level.EMERGENCY, UNCHECKED, NONE),
    ("weak-arm", Level.EMERGENCY, UNCHECKED, NONE),
    ("slurred-speech", Level.EMERGENCY, UNCHECKED, NONE),
    ("sudden-breathlessness", Level.EMERGENCY, UNCHECKED, NONE),
    ("chest-pain", Level.EMERGENCY, UNCHECKED, NONE),
    ("magnet-swallowed", Level.EMERGENCY, WELL, SWALLOWED),
    ("chemical-burn", Level.EMERGENCY, UNCHECKED, NONE),
    ("spreading-redness", Level.SAME_DAY, PARTLY, SKIN),
    ("hot-hard-painful", Level.SAME_DAY, PARTLY, SKIN),
    ("face-infection", Level.SAME_DAY, PARTLY, SKIN),
    ("pus", Level.SAME_DAY, UNCHECKED, NONE),
    ("fever", Level.SAME_DAY, UNCHECKED, NONE),
    ("cold-sore-eye", Level.SAME_DAY, UNCHECKED, NONE),
    ("bleeding", Level.SAME_DAY, UNCHECKED, NONE),
    ("product-in-eye", Level.SAME_DAY, UNCHECKED, NONE),
    ("magnet-missing", Level.SAME_DAY, UNCHECKED, NONE),
    ("big-bruise", Level.PRACTITIONER, UNCHECKED, NONE),
    ("numbness", Level.PRACTITIONER, UNCHECKED, NONE),
    ("weakness", Level.PRACTITIONER, UNCHECKED, NONE),
    ("rash-under-patch", Level.PRACTITIONER, UNCHECKED, NONE),
    ("severe-pain", Level.PRACTITIONER, UNCHECKED, NONE),
    ("needle-piece", Level.PRACTITIONER, UNCHECKED, NONE),
    ("late-lump", Level.THIS_WEEK, PARTLY, SLOW),
    ("not-healing", Level.THIS_WEEK, PARTLY, SLOW),
]


def told(sign_id, page=PAGE):
    return dict(sign_lines(next(each for each in page.signs if each.id == sign_id), page))


@pytest.mark.parametrize(("sign", "level", "founded", "source"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_what_to_do_about_a_sign_whom_to_call_and_who_says_so(sign, level, founded, source):
    lines = told(sign)
    call = OWN_CALL.get(sign, CALL[level])
    numbers = PAGE.emergency.words
    assert red_flags()[sign].level is level
    assert lines["Now"] == OWN_NOW.get(sign, NOW[level])
    assert lines["Call"] == (f"{call} {numbers}" if level is Level.EMERGENCY else call)
    assert ("If it gets worse" in lines) == (level is not Level.EMERGENCY)
    assert lines["How sure"].startswith(founded)
    assert source in lines["How sure"]
    assert list(lines)[:4] == ["Now", "Call", "Therapist", "Meanwhile"]


def test_no_sign_is_without_an_expected_outcome():
    assert {row[0] for row in OUTCOMES} == set(red_flags())


@pytest.mark.parametrize("sign", red_flags())
def test_nobody_is_told_to_leave_a_prescribed_medicine_out(sign):
    text = " ".join(told(sign).values()).casefold()
    assert "change nothing about a prescribed medicine" in text
    assert not any(word in text for word in ("stop taking", "stop your", "stop the", "leave out your"))


@pytest.mark.parametrize("sign", red_flags())
def test_a_client_reads_no_codes(sign):
    text = " ".join(told(sign).values())
    assert "(U)" not in text
    assert " S4" not in text


def test_the_signs_stand_in_the_order_of_their_urgency():
    levels = [each.level for each in PAGE.signs]
    assert levels == sorted(levels)


def test_every_sign_is_found_by_its_own_name_and_by_half_of_it():
    for sign in PAGE.signs:
        assert sign in signs_meant(sign.label, READER)
        assert signs_meant(sign.id, READER) == (sign,)
        assert sign in signs_meant(sign.label[: len(sign.label) // 2], READER)


def test_a_sentence_is_recognised_and_the_urgent_comes_first():
    found = signs_meant("since noon I have a fever, and my tongue is swelling", READER)
    assert [each.id for each in found] == ["throat-swelling", "fever"]


@given(st.text())
def test_any_words_can_be_looked_for(typed):
    assert set(signs_meant(typed, READER)) <= set(PAGE.signs)
    assert set(effects_meant(typed, PAGE.effects)) <= set(PAGE.effects)


# ---- whom to call


def test_without_a_region_112_and_the_choices_are_shown():
    words = emergency_for(REGIONS, None, None).words
    assert words.startswith("112 in many countries")
    assert "911 United States and Canada" in words
    assert "999 United Kingdom" in words


def test_a_country_that_a_zone_points_to_is_a_suggestion_beside_the_choices():
    emergency = emergency_for(REGIONS, None, COUNTRIES[0])
    assert emergency.region is None
    assert emergency.first == "112"
    assert emergency.words.startswith(
        "For United Kingdom: 999 (ambulance, fire, police), or 112 (the same). Elsewhere: "
    )


@pytest.mark.parametrize("region", [each.id for each in REGIONS])
def test_a_region_that_was_named_is_told_alone(region):
    emergency = emergency_for(REGIONS, region, COUNTRIES[1])
    row = emergency_numbers()[region]
    assert emergency.first == row.numbers[0].number
    assert emergency.words.startswith(f"{row.label}: {row.numbers[0].number}")
    assert "For Germany" not in emergency.words


def test_a_region_that_the_table_no_longer_has_is_as_good_as_none():
    assert emergency_for(REGIONS, "atlantis", None).words == emergency_for(REGIONS, None, None).words


@pytest.mark.parametrize(
    ("typed", "regions"),
    [
        ("GB", ["united-kingdom"]),
        ("uk", ["united-kingdom"]),
        ("germany", ["european-union"]),
        ("united-kingdom", ["united-kingdom"]),
        ("Vietnam", ["elsewhere"]),
        ("united", ["united-kingdom", "united-states-canada"]),
        ("xyz", []),
        ("  ", []),
    ],
)
def test_where_somebody_lives_is_typed_as_a_country_or_a_region(typed, regions):
    assert [each.id for each in regions_called(typed, REGIONS, COUNTRIES)] == regions


@pytest.mark.parametrize(
    ("practitioner", "words"),
    [
        (None, "No number of your therapist is known here: their plan brings it."),
        (Practitioner("Ines Moreau", phone="+44 20 7946 0143"), "Ines Moreau, +44 20 7946 0143"),
        (Practitioner("Ines Moreau", email="ines@moreau.example"), "Ines Moreau, ines@moreau.example"),
        (Practitioner("Ines Moreau"), "Ines Moreau, no telephone number is known"),
    ],
)
def test_how_to_reach_the_therapist(practitioner, words):
    assert practitioner_words(practitioner) == words
