"""What is usually normal after a session: each after-effect as a client reads it, with who says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftercare.care import help_without_record
from aftercare.model.help_me import effect_lines

PAGE = help_without_record(datetime(2026, 11, 22, 21, 4, tzinfo=UTC))
WELL, PARTLY, UNCHECKED = "Well founded: ", "Partly founded: ", "General knowledge that nobody has checked. "

#: Each: how long, when no longer, the signs to look at then, how well founded, and the source or limit that is told.
EFFECTS = [
    (
        "redness",
        "Minutes to a day.",
        "After 48 hours it is still there, or it spreads.",
        {"spreading-redness", "hot-hard-painful"},
        PARTLY,
        ("Redness after microneedling", "within 72 hours"),
    ),
    (
        "pinpoint-bleed",
        "Minutes.",
        "It still bleeds after ten minutes of steady pressure.",
        {"bleeding"},
        WELL,
        ("Haghir (2025)", "4.86 %", "ten minutes, are general knowledge"),
    ),
    (
        "swelling",
        "One to two days.",
        "It increases after 48 hours.",
        {"hot-hard-painful", "face-infection", "throat-swelling"},
        UNCHECKED,
        ("No source is known.",),
    ),
    (
        "bruise",
        "About two weeks. Dark skin shows the changes of colour less.",
        "It grows, is larger than 2 cm, or has not faded after 14 days.",
        {"big-bruise"},
        PARTLY,
        ("Medical News Today", "0.69 %", "Haghir (2025)"),
    ),
    (
        "tiredness",
        "Up to a day.",
        "You faint, or your chest hurts.",
        {"collapse", "chest-pain", "sudden-breathlessness"},
        "A convention of clinics",
        ("information sheet",),
    ),
    (
        "dark-mark",
        "Two to six weeks, sometimes much longer.",
        "After six weeks it has not begun to fade, it grows, or it becomes a lump.",
        {"not-healing", "late-lump"},
        PARTLY,
        ("Miao (2011)", "day 14 and day 42", "two years", "sun helps is general knowledge"),
    ),
]


def effect_told(effect_id):
    effect = next(each for each in PAGE.effects if each.id == effect_id)
    return effect, dict(effect_lines(effect, PAGE))


@pytest.mark.parametrize(
    ("name", "lasts", "escalates", "signs", "founded", "says"), EFFECTS, ids=[row[0] for row in EFFECTS]
)
def test_an_after_effect_says_how_long_when_no_longer_and_who_says_so(name, lasts, escalates, signs, founded, says):
    effect, lines = effect_told(name)
    assert (lines["Usually lasts"], lines["No longer normal"]) == (lasts, escalates)
    assert {each.id for each in PAGE.signs_of(effect)} == signs
    assert all(each.label in lines["Then look at"] for each in PAGE.signs_of(effect))
    assert lines["How sure"].startswith(founded)
    assert [each for each in says if each not in lines["How sure"]] == []


def test_no_after_effect_is_without_an_expected_outcome():
    assert {row[0] for row in EFFECTS} == {each.id for each in PAGE.effects}


def test_a_bruise_tells_its_colours_by_the_day():
    assert effect_told("bruise")[1]["How it changes"] == (
        "red, day 0; blue or purple, day 1 to 4; green or yellow, day 5 to 10; fading, brownish, day 11 to 14."
    )


def test_every_after_effect_leads_to_a_sign():
    for effect in PAGE.effects:
        assert PAGE.signs_of(effect), effect.id
