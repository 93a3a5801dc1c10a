"""A record of ten years goes out and comes in again, and is backed up and brought back, to equality."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from aftercare.care import Care, Home, sample_plans
from aftercare.care.backing_up import backup_called
from aftercare.care.importing import begin_for_import, read_import
from aftercare.care.restoring import restore_first
from aftercare.model.check_off import CheckOff, Done, Occurrence
from aftercare.model.deed import Deed
from aftercare.model.note import Note
from aftercare.model.tables import CHECK_OFFS, ENTRIES
from aftercare.store.line import SCHEMA, Action, Change, encode
from aftercare.store.record import PROFILE

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
DAYS = 3652


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Four ticks a day and a note a week, over ten years; written raw, as another machine's files."""
    home = Home.at(tmp_path_factory.mktemp("ten years") / "home")
    care = Care.start(home, NOW - timedelta(days=DAYS), name="Anna B.")
    care.import_plan(sample_plans()["reactive_skin"], NOW - timedelta(days=DAYS))
    months: dict[str, list[bytes]] = {}
    seq = 0
    for number in range(DAYS):
        at = NOW - timedelta(days=DAYS - number)
        day = at.date()
        changes = []
        for step in ("rinse", "serum", "cream", "gel"):
            occurrence = Occurrence(step, day, "evening")
            document = msgspec.to_builtins(CheckOff(step, day, "evening", Done(at)))
            changes.append(Change(CHECK_OFFS, occurrence.id, (), document))
        if number % 7 == 0:
            note = Note(f"{day:%Y-%m}-{number:012x}", day, at, f"week {number // 7}: =calm, “quiet” & ruhig\nÄ")
            changes.append(Change(ENTRIES, note.id, (), msgspec.to_builtins(note)))
        for change in changes:
            seq += 1
            action = Action("0ther000", seq, int(at.timestamp() * 1000), SCHEMA, Deed.TICK, (change,))
            months.setdefault(f"{day:%Y-%m}", []).append(b"\n" + encode(action)[1] + b"\n")
    for month, lines in months.items():
        care.folder.log(f"{month}.0ther000.log").write_bytes(b"".join(lines))
    return home


def documents(care: Care) -> dict[str, dict[str, dict]]:
    whole = care._another_reading()
    whole.need(PROFILE, *whole.months())
    return {table: dict(each) for table, each in whole.versions.live.items() if each}


def test_out_and_in_again(home: Home, tmp_path: Path) -> None:
    care = Care.open(home)
    heard: list[tuple[int, int]] = []
    done = care.keeping.export(tmp_path / "out", NOW, lambda done, of: heard.append((done, of)))
    assert sum(done.counts.values()) > 4 * DAYS
    assert heard[-1][0] == heard[-1][1]
    there = begin_for_import(Home.at(tmp_path / "there"), "me")
    found = read_import(tmp_path / "out")
    there.keeping.take_in(found.documents, NOW)
    assert documents(there) == documents(care) == documents(Care.open(Home.at(tmp_path / "there")))
    profile = (there.folder.records / next(each for each in there._record.files() if "profile" in each)).stat().st_size
    assert profile < 100_000, "what belongs to a month lies in the file of that month"
    assert there.keeping.consider_import(found.documents).writes == ()
    there.undo(NOW)
    assert documents(there) == {}


def test_backed_up_and_brought_back(home: Home, tmp_path: Path) -> None:
    care = Care.open(home)
    care.keeping.back_up(NOW)
    restore_first(Home.at(tmp_path / "there"), "me", backup_called(home, "me", "newest"))
    assert documents(Care.open(Home.at(tmp_path / "there"))) == documents(care)
    assert care.keeping.verify().problems == ()
