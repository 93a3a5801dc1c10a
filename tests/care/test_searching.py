"""The journal searched: an index finds what a scan finds, whatever happens to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from msgspec import to_builtins
from plain_search import Part, is_hit, texts_in

from aftercare.care import Care, Home
from aftercare.care.searching import INDEX, Searching
from aftercare.model import tables
from aftercare.model.check_in import CheckIn
from aftercare.model.deed import Deed
from aftercare.model.journal import Entry, Note
from aftercare.model.journal_search import search_typed
from aftercare.model.rating import Points, Rating
from aftercare.model.reaction import Reaction, SkinSign

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


def test_without_an_index_the_same_is_found(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, text in ((3, "red"), (20, "reddish, both cheeks"), (21, "calm")):
        care.note(text, NOW, date(2026, 11, day))
    monkeypatch.setattr(Searching, "searches_by_index", False)
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


WORDS = [
    "redness",
    "red",
    "cheek",
    "nose",
    "calm",
    "warm",
    "glow",
    "sleep",
    "travel",
    "holiday",
    "sunburnt",
    "sun",
    "Crème",
    "fraîche",
    "KÖRNCHEN",
    "after-sun",
]


def some_entries(month: int) -> Iterator[Entry]:
    """Entries of many kinds, the same at each run."""
    dice = Random(month)
    for number in range(40):
        day = date(2026, month, dice.randint(1, 28))
        entry_id, text = f"{day:%Y-%m}-{number:012x}", " ".join(dice.choices(WORDS, k=dice.randint(1, 9)))
        match number % 4:
            case 0:
                zones = tuple(dice.sample(["nose", "chin", "cheek-up-r"], 2))
                yield Reaction(entry_id, day, NOW, (SkinSign.REDNESS,), zones, text=text, tags=("journée",))
            case 1:
                yield CheckIn(entry_id, day, NOW, (Rating("glow", Points(3)), Rating("redness", Points(2), "chin")))
            case _:
                yield Note(entry_id, day, NOW, text)


def test_a_generated_record_is_searched_as_a_plain_scan_finds(care: Care, monkeypatch: pytest.MonkeyPatch) -> None:
    for months in ((1,), (2,), (3,), (4, 5)):
        entries = [each for month in months for each in some_entries(month)]
        # of several months it is one action all the same, which lies in another file
        care._do(Deed.ADD_ENTRY, NOW, lambda: [care._put(tables.ENTRIES, each.id, each) for each in entries])  # noqa: B023
    stored = [to_builtins(each) for each in care.entries(date.min, date.max)]
    assert len(stored) == 200
    searches = [
        [Part("RED")],
        [Part("red"), Part("creme")],
        [Part("körnchen")],
        [Part("sunburnt", whole=True)],
        [Part("sun", whole=True)],
        [Part("red"), Part("cheek", unwanted=True)],
        [Part("crème fraîche", whole=True)],
        [Part("journee")],
        [Part("check-in"), Part("glow")],
        [Part("cheek-up"), Part("note", unwanted=True), Part("warm")],
        [Part("nothing at all of this", whole=True)],
    ]
    hits = [{each["id"] for each in stored if is_hit(parts, texts_in(each))} for parts in searches]
    assert [bool(each) for each in hits] == [True] * 10 + [False]
    typed = [" ".join(each.typed for each in parts) for parts in searches]
    assert [{hit.id for hit in care.search(search_typed(each))} for each in typed] == hits
    monkeypatch.setattr(Searching, "searches_by_index", False)
    locked = Care(care.folder)
    assert [{hit.id for hit in locked.search(search_typed(each))} for each in typed] == hits


@pytest.mark.parametrize("seen", [0, 150])
def test_a_page_that_is_damaged_later_costs_no_word(care: Care, seen: int) -> None:
    for day in range(1, 29):
        for _ in range(8):
            care.note(f"red {'on and on ' * 20}", NOW, date(2026, 11, day))
    expected = [each.id for each in care.search(search_typed("red"))]
    hits = care.search(search_typed("red"))
    before = [each.id for each in islice(hits, seen)]
    index = care.folder.state / INDEX
    size = index.stat().st_size
    with index.open("r+b") as file:
        # the first page, by which it is known as an index, stays
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    assert before + [each.id for each in hits] == expected
    assert [each.id for each in care.search(search_typed("red"))] == expected
