"""What stands above what a filter or a search lets through."""

from __future__ import annotations

import pytest

from aftercare.model.journal_filter_words import hits_in_words


@pytest.mark.parametrize(
    ("shown", "more", "number", "words"),
    [
        (1, False, 1, "1 entry fits"),
        (40, False, 223, "223 entries fit"),
        (500, True, 69279, "69,279 entries fit, the best 500 are shown"),
        (1, False, None, "1 entry fits"),
        (500, True, None, "the best 500 entries fit"),
    ],
)
def test_how_many_entries_fit(shown: int, more: bool, number: int | None, words: str) -> None:
    assert hits_in_words(shown, more, number) == words
