"""Snapshots are derived: whatever happens to them, the documents are the same as without."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from fault_tools import MONTH, NOW, begin, documents, name_of_writer, opened, own_log

from aftercare.care import Care, Home
from aftercare.store.home import ClientFolder
from aftercare.store.record import Record


def view(record: Record) -> tuple:
    """All that a record says."""
    versions = record.versions
    offered = {key: versions.others(*key) for key in sorted(versions.concurrent())}
    return documents(record), offered, sorted(record.set_aside, key=str), record.writers


@pytest.fixture
def folder(root: Path) -> ClientFolder:
    """A record of two machines with edits, deletions, a concurrent edit, a damaged line and many lines."""
    one = begin(root, *(f"note {number}" for number in range(460)))
    notes = one.day(NOW).notes
    there = root.with_name("there")
    shutil.copytree(root / "clients", there / "clients")
    two = Care.open(Home.at(there))
    two.day(NOW)
    for note in notes[:20]:
        one.edit_note(note, f"{note.text} edited", NOW)
    for note in notes[20:30]:
        one.delete_note(note, NOW)
    for note in notes[10:25]:
        two.edit_note(note, f"{note.text} elsewhere", NOW)
    for path in two.folder.records.iterdir():
        if name_of_writer(two.folder) in path.name:
            shutil.copy(path, one.folder.records)
    log = own_log(one.folder)
    log.write_bytes(log.read_bytes().replace(b'"note 400"', b'"note 4oo"'))
    shutil.rmtree(one.folder.snapshots, ignore_errors=True)
    return one.folder


@pytest.fixture
def without(folder: ClientFolder) -> tuple:
    """What the record says when it is merged from its files."""
    return view(opened(folder))


@pytest.fixture
def snapshot(folder: ClientFolder, without: tuple) -> Path:
    """The month's snapshot, which was kept on reading it."""
    (path,) = folder.snapshots.iterdir()
    assert path.name.startswith(MONTH)
    assert without[1], "nothing concurrent: nothing was shown"
    assert without[2], "nothing set aside: nothing was shown"
    return path


def test_a_record_reads_the_same_from_its_snapshot(folder, without, snapshot):
    assert view(opened(folder)) == without


def test_a_snapshot_that_is_there_is_used(folder, without, snapshot):
    """Else the tests here would show nothing: a line that was damaged since is still counted from the snapshot."""
    log = own_log(folder)
    log.write_bytes(log.read_bytes().replace(b'"note 200"', b'"note 2oo"'))
    assert view(opened(folder))[0] == without[0]


def test_snapshots_can_be_thrown_away_at_any_time(folder, without, snapshot):
    care = Care(folder)
    shutil.rmtree(folder.snapshots)
    assert view(opened(folder)) == without
    shutil.rmtree(folder.snapshots)
    care.day(NOW)
    assert documents(care._record) == without[0]
    folder.snapshots.rename(folder.state / "elsewhere")
    care.note("the next", NOW)
    assert len(documents(opened(folder))["entries"]) == len(without[0]["entries"]) + 1


def test_a_stale_snapshot_is_read_on_from(folder, without, snapshot):
    stale = snapshot.read_bytes()
    care = Care(folder)
    for number in range(20):
        care.note(f"later {number}", NOW)
    shutil.rmtree(folder.snapshots)
    expected = view(opened(folder))
    snapshot.write_bytes(stale)
    assert view(opened(folder)) == expected


def test_a_snapshot_of_files_that_are_gone_or_others_is_not_used(folder, without, snapshot):
    kept = snapshot.read_bytes()
    for path in sorted(folder.records.glob(f"{MONTH}.*")):
        data = path.read_bytes()
        for changed in (None, data[: len(data) // 2], data[:-40] + b"#" * 40 + b"\n"):
            if changed is None:
                path.unlink()
            else:
                path.write_bytes(changed)
            shutil.rmtree(folder.snapshots)
            expected = view(opened(folder))
            folder.snapshots.mkdir(exist_ok=True)
            snapshot.write_bytes(kept)
            assert view(opened(folder)) == expected
        path.write_bytes(data)


def test_a_corrupted_snapshot_is_not_used_or_says_the_same(folder, without, snapshot):
    kept = snapshot.read_bytes()
    for junk in (b"", b"\0", b"\0" * len(kept), b"\xff" * 50, b"not a snapshot", kept[1:], kept + b"x"):
        snapshot.write_bytes(junk)
        assert view(opened(folder)) == without
    for length in range(0, len(kept), 997):
        snapshot.write_bytes(kept[:length])
        assert view(opened(folder)) == without


def test_a_flipped_byte_in_a_snapshot_never_shows(folder, without, snapshot):
    """A snapshot has no line with a checksum behind it: its own has to say that it is what was kept."""
    kept = snapshot.read_bytes()
    chance = random.Random(3)
    for at in [kept.index(b"note 200") + 5, *(chance.randrange(len(kept)) for _ in range(60))]:
        damaged = bytearray(kept)
        damaged[at] ^= 1 << chance.randrange(8)
        snapshot.write_bytes(damaged)
        assert view(opened(folder)) == without, at


def test_a_snapshot_of_another_client_is_not_used(root, folder, without, snapshot):
    other = begin(root.with_name("other client"), *(f"other {number}" for number in range(450)))
    opened(other.folder)
    (theirs,) = other.folder.snapshots.iterdir()
    snapshot.write_bytes(theirs.read_bytes())
    assert view(opened(folder)) == without


def test_a_folder_or_a_file_in_the_way_costs_time_only(folder, without, snapshot):
    snapshot.unlink()
    snapshot.mkdir()
    assert view(opened(folder)) == without
    shutil.rmtree(folder.snapshots)
    folder.snapshots.write_text("in the way")
    assert view(opened(folder)) == without
    Care(folder).note("the next", NOW)
