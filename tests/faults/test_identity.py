"""A writer's name belongs to one home on one machine: a home that was cloned, restored or changed gets another.

Two homes that went on under one name would give the same numbers to different actions, and a file sync would put one's
file in the place of the other's.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fault_tools import NOW, begin, name_of_writer, numbers, opened, own_log, texts

from aftercare.care import Care, Home
from aftercare.store import machine, writer


def test_a_process_that_comes_later_goes_on_under_the_same_name(root):
    care = begin(root, "one")
    whose = name_of_writer(care.folder)
    for number in range(3):
        Care.open(Home.at(root)).note(f"later {number}", NOW)
    care.note("and the first one again", NOW)
    assert numbers(care.folder) == {whose: [1, 2, 3, 4, 5, 6]}


def test_a_moved_home_goes_on_under_the_same_name(root):
    whose = name_of_writer(begin(root, "one").folder)
    moved = root.rename(root.with_name("moved"))
    Care.open(Home.at(moved)).note("two", NOW)
    assert numbers(Home.at(moved).client("me")) == {whose: [1, 2, 3]}


def test_a_cloned_home_gets_a_name_of_its_own(root):
    care = begin(root, "before")
    whose = name_of_writer(care.folder)
    clone = root.with_name("clone")
    shutil.copytree(root, clone)
    theirs = Care.open(Home.at(clone))
    theirs.note("by the clone", NOW)
    care.note("by the first", NOW)
    assert name_of_writer(theirs.folder) != whose
    assert name_of_writer(care.folder) == whose
    # and joined again, all of it is there
    for path in theirs.folder.records.iterdir():
        if name_of_writer(theirs.folder) in path.name:
            shutil.copy(path, care.folder.records)
    assert texts(opened(care.folder)) == ["before", "by the clone", "by the first"]
    for given in numbers(care.folder).values():
        assert len(set(given)) == len(given)


def test_a_home_copied_to_another_machine_gets_a_name_of_its_own(root, monkeypatch):
    """Moved with its folder, so that only the machine is another."""
    care = begin(root, "here")
    whose = name_of_writer(care.folder)
    here = machine.machine_id()
    monkeypatch.setattr(writer, "machine_id", lambda: "another")
    Care.open(Home.at(root)).note("there", NOW)
    theirs = name_of_writer(care.folder)
    assert theirs != whose
    monkeypatch.setattr(writer, "machine_id", lambda: here)
    Care.open(Home.at(root)).note("here again", NOW)
    assert name_of_writer(care.folder) not in {whose, theirs}
    assert texts(opened(care.folder)) == ["here", "here again", "there"]


@pytest.fixture
def older(root) -> Path:
    """A backup of a home's record: two notes, of which the home then goes on to have more."""
    care = begin(root, "one", "two")
    backup = root.with_name("backup")
    shutil.copytree(care.folder.records, backup)
    care.note("three", NOW)
    return backup


def test_a_record_restored_from_an_older_copy_is_gone_on_with_under_another_name(root, older):
    folder = Home.at(root).client("me")
    whose = name_of_writer(folder)
    other = begin(root.with_name("other"), "by another machine")
    shutil.rmtree(folder.records)
    shutil.copytree(older, folder.records)
    shutil.copy(own_log(other.folder), folder.records)
    Care.open(Home.at(root)).note("after the restore", NOW)
    assert name_of_writer(folder) != whose
    assert texts(opened(folder)) == ["after the restore", "by another machine", "one", "two"]


def test_a_record_restored_while_it_is_open_is_gone_on_with_under_another_name(root, older):
    care = Care.open(Home.at(root))
    care.day(NOW)
    whose = name_of_writer(care.folder)
    assert texts(care) == ["one", "three", "two"]
    for path in older.iterdir():
        (care.folder.records / path.name).write_bytes(path.read_bytes())
    care.note("after the restore", NOW)
    assert name_of_writer(care.folder) != whose
    care.follow()
    assert texts(care) == texts(opened(care.folder)) == ["after the restore", "one", "two"]


def test_a_file_that_is_not_the_one_written_is_gone_on_with_under_another_name(root):
    """As long as it was or longer, with other bytes where the last line stood."""
    care = begin(root, "one", "two")
    whose = name_of_writer(care.folder)
    log = own_log(care.folder)
    log.write_bytes(log.read_bytes().replace(b'"two"', b'"2nd"') + b"\nmore\n")
    Care.open(Home.at(root)).note("three", NOW)
    assert name_of_writer(care.folder) != whose
    assert texts(opened(care.folder)) == ["one", "three"]


def test_a_file_that_is_gone_is_gone_on_without_under_another_name(root):
    care = begin(root, "one")
    whose = name_of_writer(care.folder)
    own_log(care.folder).unlink()
    Care.open(Home.at(root)).note("two", NOW)
    assert name_of_writer(care.folder) != whose
    assert texts(opened(care.folder)) == ["two"]


@pytest.mark.parametrize("still_open", [True, False])
def test_a_lost_state_folder_costs_the_name_and_no_action(root, still_open):
    care = begin(root, "one")
    whose = name_of_writer(care.folder)
    shutil.rmtree(root / "state")
    (care if still_open else Care.open(Home.at(root))).note("two", NOW)
    assert name_of_writer(care.folder) != whose
    Care.open(Home.at(root)).note("three", NOW)
    assert texts(opened(care.folder)) == ["one", "three", "two"]


@pytest.mark.parametrize("content", [b"", b"\n", b"\0" * 200, b"{}\n", b'{"writer":"x"}\n', b"not JSON\n", b"[1,2]\n"])
def test_an_identity_that_cannot_be_read_costs_the_name_and_no_action(root, content):
    care = begin(root, "one")
    whose = name_of_writer(care.folder)
    care.folder.identity.write_bytes(content)
    Care.open(Home.at(root)).note("two", NOW)
    assert name_of_writer(care.folder) != whose
    assert texts(opened(care.folder)) == ["one", "two"]


def test_an_identity_cut_at_any_byte_costs_no_action_and_no_number_twice(root):
    care = begin(root, *(f"note {number}" for number in range(4)))
    kept = care.folder.identity.read_bytes()
    for length in range(len(kept)):
        clients = root.with_name("cut") / str(length)
        shutil.copytree(root, clients)
        folder = Home.at(clients).client("me")
        # the copy's folder is another, and is meant to pass for the one that wrote
        first, rest = kept.split(b"\n", 1)
        who = json.loads(first) | {"folder": folder.state.stat().st_ino}
        folder.identity.write_bytes((json.dumps(who, separators=(",", ":")).encode() + b"\n" + rest)[:length])
        Care.open(Home.at(clients)).note("the next", NOW)
        assert texts(opened(folder)) == [*(f"note {number}" for number in range(4)), "the next"]
        for given in numbers(folder).values():
            assert len(set(given)) == len(given), length


def test_a_cloned_home_never_loses_what_the_first_goes_on_to_acknowledge(root):
    """Both go on for a while, and a file sync brings the first one's longer file over."""
    care = begin(root, "before")
    clone = root.with_name("clone")
    shutil.copytree(root, clone)
    theirs = Care.open(Home.at(clone))
    for number in range(5):
        care.note(f"first {number}", NOW)
        theirs.note(f"clone {number}", NOW)
    for path in care.folder.records.iterdir():
        shutil.copy(path, theirs.folder.records)
    theirs.follow()
    expected = ["before", *(f"clone {number}" for number in range(5)), *(f"first {number}" for number in range(5))]
    assert texts(theirs) == texts(opened(theirs.folder)) == expected
