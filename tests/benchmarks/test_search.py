"""Searching 100,000 entries of ten years, beside SQLite alone on the same words, and beside reading the record."""

import gc
import itertools
import os
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing

import pytest
from raw_journal import ACCENTED, SELDOM, write_journal

from aftercare.app import GARBAGE
from aftercare.care import Care, Home
from aftercare.model.journal_search import search_typed, words_of

ENTRIES = 100_000


@pytest.fixture(scope="module")
def long_journal(tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("long-journal"))
    write_journal(home, ENTRIES)
    return home


def seconds(what) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began


def spent(what) -> tuple[float, float]:
    """Seconds on the clock, and of the processors."""
    busy = time.process_time()
    return seconds(what), time.process_time() - busy


def of_all_processes() -> float:
    """Seconds of the processors so far, also those of processes that helped and have ended."""
    return sum(os.times()[:4])


def sqlite_alone(texts: Iterable[str]) -> sqlite3.Connection:
    """The floor of a cold search: words in memory that only have to be indexed."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (folded)")
    database.executemany("INSERT INTO words VALUES (?)", ((text,) for text in texts))
    database.commit()
    return database


@pytest.fixture(scope="module")
def full_text(long_journal):
    """The floor of a warm search: SQLite's own index of the same words, in memory."""
    with closing(sqlite_alone(_words(Care.open(long_journal)))) as database:
        yield database


@pytest.fixture
def garbage_as_in_the_app():
    """Garbage is collected as the app has it once its first frame stands."""
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(*GARBAGE)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


@pytest.mark.usefixtures("garbage_as_in_the_app")
def test_a_cold_search(long_journal, table, benchmark, key_waits):
    care = Care.open(long_journal)
    texts: list[str] = []
    reading = seconds(lambda: texts.extend(_words(care)))
    floor = reading + seconds(lambda: sqlite_alone(texts))
    care.forget_search()
    # as whoever searches first after a start: nothing of the record was read yet
    care = Care.open(long_journal)
    took: list[float] = []
    told: list[int] = []

    def search() -> None:
        took.append(seconds(lambda: next(care.search(search_typed(SELDOM), told=lambda done, of: told.append(done)))))

    busy = of_all_processes()
    waits = key_waits(search)
    busy = of_all_processes() - busy
    assert len(told) > 40, "how far it is: a second process does as many months meanwhile"
    table("cold: 100,000 entries read, indexed and searched", took[0] * 1000, took[0] / floor, "at most 2.5 s")
    table("… the time of all processors in it", busy * 1000, busy / floor, "")
    worst = waits[int(len(waits) * 0.99)]
    table("… the longest that a key waits meanwhile, p99", worst * 1000, worst / 0.05, "50 ms")
    benchmark.pedantic(lambda: None, rounds=1)


def _words(care: Care):
    for month in care.journal_months():
        for each in care.month_entries(month):
            yield " ".join(words_of(each.text))


@pytest.mark.parametrize("typed", [SELDOM, ACCENTED.lower()[:5], f"{SELDOM} nose", "red"])
def test_a_warm_search(long_journal, full_text, table, benchmark, typed):
    care = Care.open(long_journal)
    search = search_typed(typed)
    hits = care.search(search).number

    def first() -> None:
        list(itertools.islice(care.search(search), 40))

    def shown() -> None:
        list(itertools.islice(care.search(search), 500))

    def all_ranked() -> None:
        list(care._search_index.find(search).ranked())

    words = " ".join(f'"{each.words[0]}" *' for each in search.wanted)

    def floor() -> None:
        full_text.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT 40", (words,)).fetchall()

    bare = min(seconds(floor) for _ in range(5))
    for name, what, bound in (
        ("the first 40", first, "at most 100 ms"),
        ("the 500 that are shown", shown, "at most 500 ms"),
        ("all counted and in their order", all_ranked, "at most 500 ms"),
        ("all read, as for --most 100000", lambda: list(care.search(search)), "told alone"),
    ):
        times = sorted(spent(what) for _ in range(3))
        wall, busy = times[1]
        table(f"warm: “{typed}”, {hits:,} hits: {name}", wall * 1000, wall / bare, bound)
        table("… the time of the processors in it", busy * 1000, busy / bare, bound)
    benchmark.pedantic(first, rounds=3)
