"""Lines behind a mark: what goes on does so below the text."""

from __future__ import annotations

import pytest
from textual.content import Content

from aftercare.widgets.hanging import Hanging

LINES = Hanging(("✓ + ", "Calming gel when the skin is hot"), ("    ", "daily"))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (80, ["✓ + Calming gel when the skin is hot", "    daily"]),
        (20, ["✓ + Calming gel when", "    the skin is hot", "    daily"]),
        (3, ["✓ + Calming gel", "    when the", "    skin is hot", "    daily"]),
    ],
)
def test_what_goes_on_stands_below_the_text_and_not_below_the_mark(width, lines):
    assert LINES.laid(width).plain.splitlines() == lines


def test_a_mark_of_two_cells_moves_the_text_by_two():
    assert Hanging(("今 ", "one two three")).get_optimal_width({}, 80) == 16
    assert Hanging((Content("今 "), "one two threes")).laid(15).plain == "今 one two\n   threes"


def test_its_words_are_told_a_line_each_however_wide_it_is():
    assert str(LINES) == "✓ + Calming gel when the skin is hot\n    daily"
