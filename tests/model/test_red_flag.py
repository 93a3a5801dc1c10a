"""Which signs somebody's words speak of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.red_flag import Level, signs_in
from aftercare.store.reference import red_flags

FLAGS = tuple(red_flags().values())


def signs(text):
    return [flag.id for flag in signs_in(text, FLAGS)]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I can't breathe properly", "wheeze"),
        ("I CAN’T BREATHE", "wheeze"),
        ("difficulty in breathing since noon", "wheeze"),
        ("My tongue is really swelling", "throat-swelling"),
        ("there is swelling of the tongue", "throat-swelling"),
        ("swollen lips!!", "throat-swelling"),
        ("hives all over and I feel dizzy", "hives-faint"),
        ("passed out in the shower", "collapse"),
        ("I suddenly lost vision in one eye", "vision-loss"),
        ("my mouth is drooping", "face-droop"),
        ("chest hurts when I breathe in", "chest-pain"),
        ("he swallowed one of the magnets", "magnet-swallowed"),
        ("one magnet is missing", "magnet-missing"),
        ("got serum in my eye", "product-in-eye"),
        ("the redness is spreading to the ear", "spreading-redness"),
        ("I have a fever", "fever"),
        ("a hard lump at the cheek", "late-lump"),
        ("the point does not heal", "not-healing"),
        ("still bleeding", "bleeding"),
        ("my cheek is numb", "numbness"),
    ],
)
def test_what_people_write_is_recognised(text, sign):
    assert sign in signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a calm evening, cheeks a little red",
        "stings for a minute",
        "faint redness, gone by noon",
        "can't see any difference yet",
        "serum, then eye cream in the evening",
        "not sure, confused about the order of the creams",
        "skin tight and dry after washing",
        "redness where the magnet sat has gone",
        "numbing cream before the session",
        "breathing exercises before bed",
        "lifted the brow with small strokes",
    ],
)
def test_an_ordinary_note_alarms_nobody(text):
    assert signs(text) == []


def test_the_most_urgent_comes_first():
    found = signs_in("a lump at the cheek, and now my throat is swelling", FLAGS)
    assert [flag.level for flag in found] == [Level.EMERGENCY, Level.THIS_WEEK]


@given(st.sampled_from(FLAGS), st.data(), st.text("abc xyz.,!\n", max_size=30), st.text("abc xyz.,!\n", max_size=30))
def test_each_phrase_is_found_in_the_middle_of_other_words(flag, data, before, after):
    phrase = data.draw(st.sampled_from(flag.typed))
    assert flag.id in signs(f"{before} {phrase.replace('*', '').replace('_', ' ')} {after}")


@given(st.text())
def test_any_text_can_be_looked_through(text):
    assert set(signs_in(text, FLAGS)) <= set(FLAGS)
