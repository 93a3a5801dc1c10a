"""Text from people fits the cells that it is given, and takes no effect."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aftercare.widgets.drawn_text import clipped, drawn, filled, fitted, without_hidden, wrapped

texts = st.text(max_size=60)
words = st.text(st.sampled_from("ab é漢[]/ \n"), max_size=80)


@given(texts)
def test_nothing_drawn_has_an_effect(text: str) -> None:
    line = drawn(text)
    hidden = {sign for sign in line if unicodedata.category(sign) in {"Cc", "Zl", "Zp", "Cs"}}
    assert not hidden
    assert "\u202e" not in line


@given(texts, st.integers(1, 40))
def test_a_filled_text_takes_its_width_and_a_clipped_one_at_most(text: str, width: int) -> None:
    assert cell_len(filled(text, width)) == width
    assert cell_len(clipped(text, width)) <= width


@given(words, st.integers(2, 30))
def test_wrapping_loses_no_word_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(words, st.integers(2, 30), st.integers(1, 4))
def test_a_fitted_text_has_at_most_its_lines(text: str, width: int, height: int) -> None:
    lines = fitted(text, width, height)
    assert len(lines) <= max(height, 1)
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "is_drawn"),
    [
        ("a\x1b[2Jb", "a␛[2Jb"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x7f\x9b", "␡\N{REPLACEMENT CHARACTER}"),
        ("[red]x[/]", "[red]x[/]"),
        ("soft\u00adhyphen", "soft\N{REPLACEMENT CHARACTER}hyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, is_drawn: str) -> None:
    assert drawn(text) == is_drawn


def test_a_pasted_text_keeps_its_lines_and_loses_what_is_hidden() -> None:
    assert without_hidden("one\ntwo\x1b[0m\u202e") == "one\ntwo[0m"
    assert without_hidden("one\rtwo\r\nthree") == "one\ntwo\nthree"
