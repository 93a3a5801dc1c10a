"""What stands above what a filter or a search lets through."""

from __future__ import annotations

import pytest

from aftercare.model.journal_filter_words import hits_in_words


@pytest.mark.parametrize(
    ("shown", "more", "number", "words"),
    [
        (1, False, 1, "1 entry fits"),
        (40, False, 223, "223 entries fit"),
        (500, True, 69279, "69,279 entries fit, the best 500 are shown, more at the end"),
        (1, False, None, "1 entry fits"),
        (40, False, None, "40 entries fit"),
        (1000, True, None, "more than 1,000 entries fit, the best 1,000 are shown, more at the end"),
    ],
)
def test_how_many_entries_fit(shown: int, more: bool, number: int | None, words: str) -> None:
    assert hits_in_words(shown, more, number) == words
