"""Points that are never for the client's own hands: known in what a step is called and in how it is to be done."""

from __future__ import annotations

import pytest
from days_in_rows import START, a_step, circumstances
from msgspec.structs import replace

from aftercare.care.flooring import floor_facts
from aftercare.model.deciding import StepWalk
from aftercare.model.floor import FloorKind
from aftercare.model.floor_words import floor_words, with_kept_off
from aftercare.model.flooring import floors_over
from aftercare.model.never_points import NEVER_POINTS, may_name_point, points_offered
from aftercare.model.routine import EVENING, MORNING, Activity, Product, Routine
from aftercare.model.rules import Daily
from aftercare.model.rulings import Verdict
from aftercare.model.safety import SafetyProfile
from aftercare.store.reference import magnet_rules, points

PRESSING = a_step(Daily(), slots=("morning",), product=None, activity=Activity.ACUPRESSURE)


def test_they_are_those_of_the_tables():
    assert {point.code: point.name for point in points().values() if not point.client_may} == NEVER_POINTS
    assert set(magnet_rules()["excluded-points"].points) == set(NEVER_POINTS)


@pytest.mark.parametrize("code", NEVER_POINTS)
def test_each_is_known_by_its_code_and_its_name_however_it_is_written(code):
    letters, number = code.rstrip("0123456789"), code[len(code.rstrip("0123456789")) :]
    name = NEVER_POINTS[code]
    written = (code, f"{letters} {number}", f"{letters}-{number}", code.lower(), name, name.lower(), name.upper())
    for each in written:
        assert may_name_point(each), each
        assert points_offered(f"Press {each} for a minute") == (f"{code} ({name})",), each


def test_letters_that_count_as_the_same_are_not_missed_by_the_quick_look():
    for each in ("Jıngming", "JİNGMİNG", "Qıuhou", "ſt1", "Press\nRenyıng"):
        assert may_name_point(each), each
        assert points_offered(each), each


@pytest.mark.parametrize(
    "words",
    [
        "Press ST14, BL10 and ST19",
        "Press LI20 and ST3",
        "the 1st 1 minute, then st 9 times",
        "Never press BL1.",
        "Not on BL1, ST1 or ST9.",
        "Press the jaw. Keep away from the point ST9!",
        "avoid BL1",
        "Massage without touching EX-HN7",
        "",
    ],
)
def test_others_are_not_meant_and_what_keeps_hands_off_is_no_offer(words):
    assert points_offered(words) == ()


@pytest.mark.parametrize(
    "words", ["Do not forget to press BL1", "No pressure: BL1", "Never press BL1. Press ST9.", "Press BL1, not BL2"]
)
def test_a_no_that_stands_elsewhere_takes_nothing_away(words):
    assert points_offered(words)


@pytest.mark.parametrize("activity", [Activity.ACUPRESSURE, Activity.MASSAGE, Activity.OTHER, Activity.MAGNETS])
@pytest.mark.parametrize("field", ["name", "instruction", "amount"])
def test_no_step_for_the_clients_own_hands_offers_one(activity, field):
    step = replace(PRESSING, activity=activity, **{field: "BL1, one minute"})
    routine = Routine({each.id: each for each in (MORNING, EVENING)}, {}, {step.id: step})
    (over,) = [each for each in floors_over(routine, SafetyProfile(), floor_facts(routine)) if each.includes(START)]
    assert (over.floor.kind, over.floor.because) == (FloorKind.POINT, ("BL1 (Jingming)",))
    assert StepWalk(step, routine, circumstances(floors=(over,))).on(START).verdict is Verdict.BARRED
    words = floor_words(over.floor)
    assert words.startswith("Not offered. BL1 (Jingming) is never for your own hands, by magnet or finger")
    assert "no plan changes it" in words
    assert "Ask your therapist for another point." in words


def test_a_product_is_not_kept_back_by_a_word_of_its_instruction():
    step = replace(a_step(Daily(), product="rx"), instruction="Thinly, from BL1 outwards.")
    product = Product("rx", "Eye gel", "rx-topical", step.origin)
    routine = Routine({MORNING.id: MORNING, EVENING.id: EVENING}, {"rx": product}, {step.id: step})
    assert floors_over(routine, SafetyProfile(), floor_facts(routine)) == ()


@pytest.mark.parametrize("words", ["Press BL1 for a minute at night.", "Rest. A magnet goes to ST9.", "Hold Jingming."])
def test_behind_words_that_a_plan_tells_stands_that_the_point_is_not_for_them(words):
    told = with_kept_off(words)
    assert told.startswith(f"{words} Leave that out: ")
    assert "never for your own hands, by magnet or finger. This is a safety rule of aftercare" in told


@pytest.mark.parametrize(
    "words",
    ["", "Never press BL1.", "I press ST1 for you.", "ST9 and BL1 stay with me: press LI4.", "BL1 may be bruised."],
)
def test_words_that_give_the_point_to_nobody_stay_as_they_are(words):
    assert with_kept_off(words) == words
