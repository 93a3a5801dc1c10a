"""What a file sync does to a record: conflict copies, files in parts, files put in place anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from fault_tools import MONTH, NOW, actions, begin, documents, name_of_writer, opened, own_log, texts

from aftercare.care import Care, Home


def conflict_names(log: Path) -> list[str]:
    """What the common file syncs call the second copy of a file."""
    stem = log.name.removesuffix(".log")
    return [
        f"{stem}.sync-conflict-20261122-101010-ABCDEFG.log",
        f"{stem} (Anna's conflicted copy 2026-11-22).log",
        f"{stem} 2.log",
        f"{stem} (1).log",
        f"{stem}-DESKTOP-7A.log",
        f"{log.name}.sync-conflict",
        f"{log.name}~",
    ]


def test_conflict_copies_are_read_whatever_the_file_sync_calls_them(root):
    care = begin(root, "first")
    log = own_log(care.folder)
    for number, name in enumerate(conflict_names(log)):
        other = begin(root.with_name(f"other {number}"), f"copy {number}")
        log.with_name(name).write_bytes(log.read_bytes() + own_log(other.folder).read_bytes())
    expected = ["copy 0", "copy 1", "copy 2", "copy 3", "copy 4", "copy 5", "copy 6", "first"]
    assert texts(opened(care.folder)) == expected
    care.follow()
    assert texts(care) == expected


def test_what_stands_in_several_copies_counts_once(root):
    care = begin(root, "one", "two")
    log = own_log(care.folder)
    for name in conflict_names(log):
        shutil.copy(log, log.with_name(name))
    record = opened(care.folder)
    assert texts(record) == ["one", "two"]
    assert list(record.versions.concurrent()) == []
    assert len({each.name for each in actions(care.folder)}) == len(actions(care.folder)) == 3


def test_a_conflict_copy_of_ones_own_file_is_not_written_to_and_does_not_cost_the_name(root):
    care = begin(root, "one")
    whose = name_of_writer(care.folder)
    log = own_log(care.folder)
    copies = [log.with_name(name) for name in conflict_names(log)]
    for copy in copies:
        shutil.copy(log, copy)
    before = log.read_bytes()
    Care.open(Home.at(root)).note("two", NOW)
    assert name_of_writer(care.folder) == whose
    assert {copy.read_bytes() for copy in copies} == {before}
    assert texts(opened(care.folder)) == ["one", "two"]


def test_what_the_file_sync_keeps_beside_the_record_is_not_taken_for_a_part_of_it(root):
    care = begin(root, "one")
    log = own_log(care.folder)
    beside = (f".syncthing.{log.name}.tmp", f".{log.name}.Xy12", f"~{log.name}", ".DS_Store", "notes.txt")
    for name in beside:
        log.with_name(name).write_bytes(log.read_bytes().replace(b"one", b"two") + b"\nnot a line\n")
    record = opened(care.folder)
    assert texts(record) == ["one"]
    assert record.set_aside == ()


def test_a_file_that_is_put_in_place_anew_and_longer_is_read_on(root):
    """A file sync writes beside the file, then renames: another file under the same name."""
    care = begin(root, "here")
    other = begin(root.with_name("other"), *(f"there {number}" for number in range(3)))
    theirs = own_log(other.folder)
    place = care.folder.records / theirs.name
    whole = theirs.read_bytes()
    for length in range(len(whole) + 1):
        beside = place.with_name(f".{place.name}.tmp")
        beside.write_bytes(whole[:length])
        beside.replace(place)
        care.follow()
        whole_lines = whole[:length].count(b"]]}")
        assert texts(care) == ["here", *(f"there {number}" for number in range(whole_lines))], length
    assert texts(care) == ["here", "there 0", "there 1", "there 2"]
    assert care._record.set_aside == ()


def test_a_file_that_is_put_in_place_anew_with_other_content_is_read_anew(root):
    care = begin(root, "here")
    others = [begin(root.with_name(f"other {number}"), f"there {number}") for number in range(2)]
    place = care.folder.records / f"{MONTH}.elsewhere.log"
    for number, other in enumerate(others):
        beside = place.with_name(f".{place.name}.tmp")
        beside.write_bytes(own_log(other.folder).read_bytes())
        beside.replace(place)
        care.follow()
        assert texts(care) == ["here", f"there {number}"]
    place.unlink()
    care.follow()
    assert texts(care) == ["here"]


def test_files_are_joined_to_the_same_whatever_the_order_in_which_they_arrive(root):
    sources = [begin(root.with_name(f"machine {number}"), f"by {number}") for number in range(3)]
    files = [path for care in sources for path in care.folder.records.iterdir()]
    seen = []
    for number, order in enumerate((files, files[::-1], files[3:] + files[:3])):
        home = Home.at(root.with_name(f"joined {number}"))
        folder = home.client("me")
        folder.create()
        record = opened(folder)
        for path in order:
            shutil.copy(path, folder.records)
            record.need("profile", MONTH)
            record.follow()
        seen.append(documents(record))
        assert documents(opened(folder)) == documents(record)
    assert seen[0] == seen[1] == seen[2]
    assert len(seen[0]["entries"]) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other permissions")
def test_folders_and_files_are_for_their_owner_alone(root):
    before = os.umask(0)
    try:
        begin(root, *(f"note {number}" for number in range(450)))
        opened(Home.at(root).client("me"))
    finally:
        os.umask(before)
    modes = {path.relative_to(root): path.stat().st_mode & 0o777 for path in root.rglob("*")}
    assert any(path.suffix == ".msgpack" for path in modes)
    expected = {path: 0o700 if (root / path).is_dir() else 0o600 for path in modes}
    assert modes == expected
    assert root.stat().st_mode & 0o777 == 0o700
