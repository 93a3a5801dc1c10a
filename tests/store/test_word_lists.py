"""The words of a month as lists: what is found in them, and in which order."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from random import Random
from typing import NoReturn

import pytest

from aftercare.model.journal_search import Search, fits, search_typed, words_of
from aftercare.store.word_lists import Scanned, Seen, listed, ranked, scan

WORDS = ["red", "redness", "reddish", "cheek", "nose", "calm", "warm", "glow", "very", "dry", "check", "in", "a"]


def scanned(search: Search, texts: list[str]) -> Scanned:
    words, places, lines = listed(words_of(each) for each in texts)
    found = scan(search, words, lambda: places, lambda: lines)
    assert found is not None
    return found


def in_order(search: Search, months: list[list[str]]) -> list[tuple[int, int]]:
    found = [scanned(search, each) for each in months]
    having = [sum(len(each.times[part]) for each in found) for part in range(len(search.wanted))]
    return list(ranked(found, Seen(sum(map(len, months)), sum(sum(each.counts) for each in found), having)))


def test_how_often_a_word_or_its_beginning_stands_in_an_entry_is_known() -> None:
    found = scanned(search_typed("red"), ["redness, red and very red", "calm", "a red nose"])
    assert (found.times, found.hits) == (({0: 3, 2: 1},), [2, 0])
    assert list(found.counts) == [5, 1, 3]


def test_words_that_are_repeated_count_each_time() -> None:
    texts = ["very dry very dry", "dry, very", "very dryish"]
    assert scanned(search_typed('"very dry"'), texts).times == ({0: 2},)
    assert scanned(search_typed("very-dry"), texts).times == ({0: 2, 2: 1},)


def test_where_no_word_of_it_is_nothing_is_read() -> None:
    words, _, _ = listed([("a", "red", "nose")])

    def read() -> NoReturn:
        raise AssertionError

    assert scan(search_typed("calm warm"), words, read, read) is None
    assert scan(search_typed('"nose red blue"'), words, read, read) is None


def test_words_stand_together_in_one_entry_alone() -> None:
    assert scanned(search_typed('"red nose"'), ["red", "nose", "red nose"]).hits == [2]


@pytest.mark.parametrize("typed", ["red", "red nose", '"very dry"', "check-in glow", "a -nose", 'red -"red nose" calm'])
def test_they_are_found_as_the_model_says_and_ranked_as_sqlite_ranks_them(typed: str) -> None:
    dice = Random(typed)
    texts = [" ".join(dice.choices(WORDS, k=dice.randint(1, 9))) for _ in range(300)]
    search = search_typed(typed)
    fitting = {number for number, each in enumerate(texts) if fits(search, words_of(each))}
    found = in_order(search, [texts[200:], texts[100:200], texts[:100]])
    numbers = [(2 - month) * 100 + entry for month, entry in found]
    assert set(numbers) == fitting
    sought = " ".join(f'"{" ".join(each.words)}"{" *" if each.begins else ""}' for each in search.wanted)
    for each in search.unwanted:
        sought = f'({sought}) NOT "{" ".join(each.words)}"{" *" if each.begins else ""}'
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE words USING fts5 (folded)")
        database.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", enumerate(texts))
        best = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank, rowid DESC"
        assert numbers == [row for (row,) in database.execute(best, (sought,))]
