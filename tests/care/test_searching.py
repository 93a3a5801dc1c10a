"""The journal searched: an index finds what a scan finds, whatever happens to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.care import Care, Home
from aftercare.errors import BadInput
from aftercare.model.deed import Deed
from aftercare.model.journal import Note
from aftercare.model.journal_search import fits, search_typed, searched_words
from aftercare.store.search_index import SearchIndex, has_index

NOW = datetime(2026, 11, 28, 18, tzinfo=UTC)


@pytest.fixture
def care(own_home: Path) -> Care:
    """A record that has just begun."""
    return Care.start(Home.at(own_home), NOW)


def texts(care: Care, typed: str, **period: date) -> list[str]:
    """What is found, in words."""
    return [each.text for each in care.search(search_typed(typed), **period) if isinstance(each, Note)]


def test_the_best_comes_first_and_then_the_latest(care: Care) -> None:
    care.note("a long note about the weather, the holiday and, at its end, redness", NOW, date(2026, 11, 20))
    care.note("redness", NOW, date(2026, 10, 3))
    care.note("redness", NOW, date(2026, 11, 2))
    care.note("calm", NOW)
    assert [(each.day.month, each.day.day) for each in care.search(search_typed("red"))] == [(11, 2), (10, 3), (11, 20)]


def test_only_a_period_is_searched(care: Care) -> None:
    for day in (1, 10, 20):
        care.note(f"red on {day}", NOW, date(2026, 11, day))
    assert texts(care, "red", first=date(2026, 11, 5), last=date(2026, 11, 10)) == ["red on 10"]


def test_what_is_written_changed_and_deleted_is_found_as_it_is_now(care: Care) -> None:
    note = care.note("a red nose", NOW)
    assert texts(care, "red") == ["a red nose"]
    changed = care.edit_note(note, "a calm nose", NOW)
    assert texts(care, "red") == []
    assert texts(care, "calm") == ["a calm nose"]
    care.delete_note(changed, NOW)
    assert texts(care, "nose") == []
    care.undo(NOW)
    assert texts(care, "nose") == ["a calm nose"]


def test_what_is_erased_is_in_no_file_of_the_index(care: Care) -> None:
    note = care.note("about a zebra", NOW)
    care.note("about a horse", NOW)
    assert texts(care, "zebra") == ["about a zebra"]
    care.keeping.erase(note.id, NOW)
    assert not [each for each in care.folder.state.rglob("*") if each.is_file() and b"zebra" in each.read_bytes()]
    assert texts(care, "zebra") == []
    assert texts(care, "horse") == ["about a horse"]


def test_what_another_process_wrote_is_found(care: Care) -> None:
    assert texts(care, "red") == []
    Care(care.folder).note("red", NOW)
    assert texts(care, "red") == ["red"]


def test_the_index_is_for_its_owner_alone_and_can_be_thrown_away(care: Care) -> None:
    care.note("red", NOW)
    assert texts(care, "red") == ["red"]
    index = care.folder.state / "search.sqlite3"
    assert index.stat().st_mode & 0o777 == 0o600
    care.forget_search()
    assert [each.name for each in care.folder.state.iterdir() if each.name.startswith("search")] == []
    assert texts(care, "red") == ["red"]


@pytest.mark.parametrize("damage", [b"no database at all", b"", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_index_is_made_again(care: Care, damage: bytes) -> None:
    care.note("red", NOW)
    assert texts(care, "red") == ["red"]
    care.forget_search()
    (care.folder.state / "search.sqlite3").write_bytes(damage)
    assert texts(care, "red") == ["red"]


def test_how_far_the_first_search_has_come_is_told_and_the_second_has_nothing_to_read(care: Care) -> None:
    for month in (9, 10, 11):
        care.note("red", NOW, date(2026, month, 1))
    done: list[tuple[int, int]] = []
    list(care.search(search_typed("red"), told=lambda *far: done.append(far)))
    assert done == [(0, 3), (1, 3), (2, 3), (3, 3)]
    done.clear()
    list(care.search(search_typed("red"), told=lambda *far: done.append(far)))
    assert done == []


def test_this_python_has_what_the_index_needs() -> None:
    assert has_index()


def test_without_an_index_the_same_is_found(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, text in ((3, "red"), (20, "reddish, both cheeks"), (21, "calm")):
        care.note(text, NOW, date(2026, 11, day))
    monkeypatch.setattr(Care, "searches_by_index", False)
    locked = Care(care.folder)
    assert texts(locked, "red") == ["reddish, both cheeks", "red"]
    assert not (care.folder.state / "search.sqlite3").exists()


def test_an_action_that_spans_months_is_seen(care: Care) -> None:
    first = care.note("red in october", NOW, date(2026, 10, 3))
    second = care.note("red in november", NOW, date(2026, 11, 3))
    assert len(texts(care, "red")) == 2

    def both() -> None:
        for each in (first, second):
            care._database.delete("entries", each.id)

    care._do(Deed.DELETE_ENTRY, NOW, both)
    assert texts(care, "red") == []


WORD = st.sampled_from(
    ["red", "redness", "Rötung", "crème", "CRÈME", "cheek", "nose", "after-sun", "x1", "Straße", "ﬁne"]
)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TYPED = st.lists(
    st.builds(
        lambda minus, quoted, words: f'{minus}"{" ".join(words)}"' if quoted else f"{minus}{words[0][:3]}",
        st.sampled_from(["", "", "-"]),
        st.booleans(),
        st.lists(WORD, min_size=1, max_size=2),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@settings(max_examples=40)
@given(st.lists(st.tuples(TEXT, st.integers(0, 100)), max_size=12), st.lists(TYPED, min_size=1, max_size=4))
def test_search_agrees_with_a_naive_scan(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[str, int]], typed: list[str]
) -> None:
    care = Care.start(Home.at(tmp_path_factory.mktemp("home")), NOW)
    notes = [care.note(text, NOW, NOW.date() - timedelta(days=ago)) for text, ago in written]
    for each in typed:
        try:
            search = search_typed(each)
        except BadInput:
            continue
        scanned = {note.id for note in notes if fits(search, searched_words(note))}
        assert {hit.id for hit in care.search(search)} == scanned


def test_two_processes_make_the_index_at_once(care: Care, tmp_path: Path) -> None:
    care.note("red", NOW)
    one, other = SearchIndex(tmp_path / "i.sqlite3"), SearchIndex(tmp_path / "i.sqlite3")
    one.bring_up_to({"2026-11": "a"}, lambda month: [])
    other.bring_up_to({"2026-11": "b", "2026-10": "c"}, lambda month: [])
    one.bring_up_to({"2026-11": "b", "2026-10": "c"}, lambda month: pytest.fail("nothing is stale"))
