"""The index of the journal's words: it finds what a plain scan finds, is derived, and may be damaged at any place."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import decode, encode
from plain_search import Part, is_hit, texts_in

from aftercare.model.journal_search import Search, fits, search_typed, searched_words
from aftercare.model.note import Note
from aftercare.store.search_index import Indexed, SearchIndex, Unusable

RED = search_typed("red")


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "state" / "search.sqlite3")


def indexed(*texts: str, month: str = "2026-11") -> list[Indexed]:
    day = date.fromisoformat(f"{month}-05")
    at = datetime(2026, 11, 22, tzinfo=UTC)
    notes = [Note(f"{month}-{number:04}", day, at, text) for number, text in enumerate(texts)]
    return [Indexed(searched_words(each), str(day), encode(each)) for each in notes]


def found(index: SearchIndex, search: Search, **period: date) -> list[str]:
    hits = index.find(search, **period)
    texts = [decode(each)["text"] for each in hits]
    assert len(hits) == len(texts)
    return texts


def test_only_what_has_another_mark_is_read_again_and_what_has_none_any_more_goes(index: SearchIndex) -> None:
    index.bring_up_to({"2026-10": "a", "2026-11": "a"}, lambda month: indexed(f"red {month}", month=month))
    read: list[str] = []

    def anew(month: str) -> Sequence[Indexed]:
        read.append(month)
        return indexed("red again")

    index.bring_up_to({"2026-11": "b"}, anew)
    assert read == ["2026-11"]
    assert found(index, RED) == ["red again"]


def test_who_indexes_from_the_other_end_meanwhile_spares_the_months_that_it_has_through(index: SearchIndex) -> None:
    marks = {f"2026-0{month}": "a" for month in range(1, 7)}
    newest: list[str] = []
    oldest: list[str] = []
    told: list[tuple[int, int]] = []

    def other(month: str) -> Sequence[Indexed]:
        oldest.append(month)
        return indexed(f"red {month}", month=month)

    def one(month: str) -> Sequence[Indexed]:
        newest.append(month)
        if month == "2026-05":
            SearchIndex(index._path).bring_up_to(marks, other, oldest_first=True)
        return indexed(f"red {month}", month=month)

    index.bring_up_to(marks, one, lambda *far: told.append(far))
    assert newest == ["2026-06", "2026-05"]
    assert oldest == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert told == [(0, 6), (1, 6), (6, 6)]
    assert found(index, RED) == [f"red {month}" for month in sorted(marks, reverse=True)]


def test_two_that_know_months_by_other_marks_both_come_to_an_end(index: SearchIndex) -> None:
    months = ["2026-03", "2026-02", "2026-01"]
    read: list[str] = []

    def one(month: str) -> Sequence[Indexed]:
        read.append(month)
        SearchIndex(index._path).bring_up_to(dict.fromkeys(months, "b"), lambda other: indexed("b", month=other))
        return indexed("a", month=month)

    index.bring_up_to(dict.fromkeys(months, "a"), one)
    assert read == months


def test_it_is_searched_by_months(index: SearchIndex) -> None:
    months = ("2025-12", "2026-01", "2026-02")
    index.bring_up_to(dict.fromkeys(months, "a"), lambda month: indexed(f"red {month}", month=month))
    assert found(index, RED, first=date(2026, 1, 1), last=date(2026, 1, 31)) == ["red 2026-01"]
    assert found(index, RED) == ["red 2026-02", "red 2026-01", "red 2025-12"]


def test_of_very_many_hits_none_is_lost_and_none_comes_twice(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aftercare.store.word_lists._RANKED_AT_ONCE", 7)
    texts = [f"red {at}" for at in range(30)]
    index.bring_up_to({"2026-11": "a"}, lambda month: indexed(*texts))
    assert found(index, RED) == texts[::-1]


WORD = st.sampled_from(["red", "redness", "Rötung", "crème", "CRÈME", "cheek", "after-sun", "x1", "Straße", "ﬁne", "½"])
TEXT = st.lists(WORD | st.text(max_size=4), max_size=6).map(" ".join)
PART = st.builds(Part, TEXT.map(lambda text: text.replace('"', " ")) | WORD, st.booleans(), st.booleans())


@settings(max_examples=40)
@given(st.lists(TEXT, max_size=8), PART)
def test_it_finds_what_a_plain_scan_finds(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], part: Part
) -> None:
    # a part that is typed without quotation marks ends at a blank
    wanted = part if part.whole else part._replace(words="".join(part.words.split()))
    parts = [Part("common"), wanted._replace(words=wanted.words.lstrip("-") or "red")]
    search = search_typed(" ".join(each.typed for each in parts))
    entries = indexed(*(f"{text} common" for text in texts))
    documents = [decode(each.document) for each in entries]
    hits = [each["id"] for each in documents if is_hit(parts, texts_in(each))]
    assert [decode(each.document)["id"] for each in entries if fits(search, tuple(each.words))] == hits
    index = SearchIndex(tmp_path_factory.getbasetemp() / "any.sqlite3")
    index.bring_up_to({"2026-11": str(texts)}, lambda month: entries)
    assert sorted(decode(each)["id"] for each in index.find(search)) == hits


@pytest.mark.parametrize("damage", [b"no database at all, of some length " * 9, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_index_is_told_from_what_only_has_to_wait(index: SearchIndex, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "search.sqlite3").write_bytes(damage)
    with pytest.raises(Unusable):
        list(index.find(RED))
    index.throw_away()
    assert found(index, RED) == []


def test_an_index_of_another_version_is_unusable(index: SearchIndex, tmp_path: Path) -> None:
    index.bring_up_to({"2026-11": "a"}, lambda month: indexed("red"))
    with sqlite3.connect(tmp_path / "state" / "search.sqlite3") as database:
        database.execute("PRAGMA user_version = 1")
    with pytest.raises(Unusable):
        list(index.find(RED))


#: A process that says when it is ready, waits to be told, and makes the index of twelve months.
_MAKER = """
import sys
from pathlib import Path
from aftercare.store.search_index import Indexed, SearchIndex
index = SearchIndex(Path(sys.argv[1]))
marks = {f"2026-{month:02}": sys.argv[2] for month in range(1, 13)}
print("ready", flush=True)
sys.stdin.readline()
index.bring_up_to(marks, lambda month: [
    Indexed(("red", month), f"{month}-01", b'{"text": "red"}') for _ in range(50)
])
"""


def test_two_processes_make_it_at_once(index: SearchIndex, tmp_path: Path) -> None:
    path = str(tmp_path / "state" / "search.sqlite3")
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", _MAKER, path, mark], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for mark in ("a", "b")
    ]
    for each in makers:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in makers:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in makers:
        each.communicate(timeout=60)
        assert each.returncode == 0
    assert len(found(index, RED)) == 12 * 50
