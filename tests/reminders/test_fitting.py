"""Texts as every notifier takes them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.safe_text import hidden_characters
from aftercare.reminders.channel import Key, Message
from aftercare.reminders.fitting import LONGEST_BODY, LONGEST_TITLE, clipped, fitted, utf16_units

ANY = st.text(st.characters(), max_size=400)


def fit(title, body):
    return fitted(Message("anna", Key("due", "evening"), title, body))


@given(ANY, ANY)
def test_any_text_becomes_one_that_every_notifier_takes(title, body):
    shown = fit(title, body)
    assert 1 <= utf16_units(shown.title) <= LONGEST_TITLE
    assert utf16_units(shown.body) <= LONGEST_BODY
    assert "\n" not in shown.title
    for text in (shown.title, shown.body):
        assert not text.startswith("-")
        text.encode()
        assert list(hidden_characters(text.removeprefix("\u200b"), allowed="\n\t")) == []


@given(st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=31))
def test_a_plain_short_text_stays_as_it_is(text):
    assert (fit(text, text).title, fit(text, text).body) == (text, text)


@given(st.text(st.characters(categories=["L", "N", "So"]), max_size=80), st.integers(1, 80))
def test_what_is_clipped_is_a_beginning_of_the_text_as_long_as_the_limit_lets_it_be(text, limit):
    short = clipped(text, limit)
    if utf16_units(text) <= limit:
        assert short == text
    else:
        assert text.startswith(short.removesuffix("…"))
        assert limit - 1 <= utf16_units(short) <= limit


def test_nothing_is_left_of_an_emoji_that_was_cut_in_the_middle_but_its_first_sign():
    assert clipped("👩\u200d⚕\ufe0f doctor", 4) == "👩…"
