"""Text from outside is shown literally, on one line, and cannot act on a terminal or hide what it says."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.model.safe_text import code_point, hidden_characters, printable, shown


@pytest.mark.parametrize(
    "hidden",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\r",
        "\u00ad",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u2028",
        "\ufeff",
        "\ufffe",
    ],
)
def test_what_cannot_be_seen_is_found_and_shown_by_its_number(hidden):
    text = f"gel{hidden}cream"
    assert list(hidden_characters(text)) == [3]
    assert printable(text) == f"gel<U+{ord(hidden):04X}>cream"


def test_line_breaks_and_tabs_pass_only_where_they_are_allowed():
    assert list(hidden_characters("a\n\tb")) == [1, 2]
    assert list(hidden_characters("a\n\tb", allowed="\n\t")) == []


@pytest.mark.parametrize(
    "text", ["Crème à l'œil", "کرم\u200cشب", "👩\u200d⚕️", "शक्\u200dति", "[red]x[/]", "a\u00a0b", "日本"]
)
def test_letters_of_all_scripts_emoji_and_markup_are_plain_text(text):
    assert list(hidden_characters(text)) == []
    assert printable(text) == text


@pytest.mark.parametrize("text", ["ab\u200dcd", "\u200d", "é\u200dé", "ک\u200d\u200dک", "ک\u200c"])
def test_a_joiner_that_joins_nothing_is_hidden(text):
    assert list(hidden_characters(text))


def test_a_long_text_is_clipped():
    assert printable("x" * 100, 10) == "xxxxxxxxx…"
    assert len(shown("x" * 10_000)) < 60


def test_a_character_is_named():
    assert code_point("\x1b") == "U+001B (escape)"
    assert code_point("\u202e") == "U+202E (right-to-left override)"
    assert code_point("\x85") == "U+0085 (control character)"


@given(st.text())
@settings(deadline=None, derandomize=True)
def test_nothing_printable_returns_can_act(text):
    assert not {unicodedata.category(sign) for sign in printable(text)} & {"Cc", "Zl", "Zp", "Cs"}
    assert list(hidden_characters(printable(text))) == []
