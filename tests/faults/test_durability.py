"""What is acknowledged is kept, and why: the fsync, the lock, the checksum and the base check.

Each of the four has a property that is shown to hold, and beside it the proof that this very check fails without it:
the same check runs against a program from which that one thing was taken out.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from fault_tools import MONTH, NOW, actions, begin, forked, lines_of, name_of_writer, numbers, opened, own_log, texts
from power_cut import Shim, Unsynced

from aftercare.care import Care, Home
from aftercare.errors import Busy, DiskTrouble
from aftercare.model.tables import ENTRIES
from aftercare.store import disk, line, lock, log
from aftercare.store.disk import sync_folder
from aftercare.store.line import NamedAction
from aftercare.store.versions import Versions

# ---- the fsync


def a_week(root: Path, shim: Shim) -> None:
    """A fresh client, two processes, three months, the last one begun twice."""
    care = Care.start(Home.at(root), NOW)
    for number in range(3):
        care.note(f"november {number}", NOW)
        shim.acknowledge(f"november {number}")
    earlier = NOW - timedelta(days=30)
    care.note("october", earlier)
    shim.acknowledge("october")
    for number in range(3):
        Care.open(Home.at(root)).note(f"another process {number}", NOW - timedelta(days=60 - 30 * number))
        shim.acknowledge(f"another process {number}")
    care.note("november again", NOW)
    shim.acknowledge("november again")


def lost_in_a_power_cut(shim: Shim, root: Path, scratch: Path) -> set[str]:
    """The acknowledged actions that some power cut takes away, at whichever acknowledgement it comes."""
    lost: set[str] = set()
    for until in shim.acknowledgements():
        for unsynced in Unsynced:
            replayed = scratch / f"{until}-{unsynced.name}"
            shim.replay(until, unsynced, replayed)
            folder = Home.at(replayed / root.name).client("me")
            kept = texts(opened(folder)) if folder.records.is_dir() else []
            lost.update(set(shim.acknowledged(until)) - set(kept))
    return lost


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Where power cuts are replayed."""
    folder = tmp_path / "replayed"
    folder.mkdir()
    return folder


def test_what_is_acknowledged_survives_a_power_cut(root, scratch, monkeypatch):
    with monkeypatch.context() as patched:
        shim = Shim(root.parent, patched)
        a_week(root, shim)
    assert len(shim.acknowledgements()) == 8
    assert lost_in_a_power_cut(shim, root, scratch) == set()


def test_every_action_is_written_then_synced_then_acknowledged(root, monkeypatch):
    with monkeypatch.context() as patched:
        shim = Shim(root.parent, patched)
        a_week(root, shim)
    start = 0
    for until in shim.acknowledgements():
        of_the_action = shim.steps[start:until]
        text = f'"{shim.steps[until].text}"'.encode()
        order = []
        for step in of_the_action:
            if step.what == "write" and text in step.data:
                log_file = step.path
                order.append("write")
            elif order and step.what == "sync" and step.path == log_file:
                order.append("fsync")
        assert order == ["write", "fsync"], shim.steps[until].text
        start = until


def test_after_a_power_cut_the_next_action_is_kept_too(root, scratch, monkeypatch):
    with monkeypatch.context() as patched:
        shim = Shim(root.parent, patched)
        a_week(root, shim)
    for until in shim.acknowledgements():
        for unsynced in Unsynced:
            replayed = scratch / f"{until}-{unsynced.name}"
            shim.replay(until, unsynced, replayed)
            home = Home.at(replayed / root.name)
            Care.open(home).note("after it", NOW)
            again = opened(home.client("me"))
            assert set(texts(again)) >= {"after it", *shim.acknowledged(until)}


def test_without_fsync_an_acknowledged_action_is_lost(root, scratch, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(disk, "sync_file", lambda fd: None)
        shim = Shim(root.parent, patched)
        a_week(root, shim)
    assert lost_in_a_power_cut(shim, root, scratch) == set(shim.acknowledged(len(shim.steps)))


def test_without_the_folders_fsync_a_fresh_file_is_lost(root, scratch, monkeypatch):
    with monkeypatch.context() as patched:
        # the folders themselves are there, only the new files' names are not synced
        patched.setattr(disk, "sync_folder", lambda path: None if path.name == "records" else sync_folder(path))
        shim = Shim(root.parent, patched)
        a_week(root, shim)
    assert lost_in_a_power_cut(shim, root, scratch) == set(shim.acknowledged(len(shim.steps)))


def test_a_file_whose_making_was_cut_short_is_durable_once_an_action_in_it_is_acknowledged(root, scratch, monkeypatch):
    """A process makes a month's file and fails before its name is synced; the next action goes into that file."""
    with monkeypatch.context() as patched:
        shim = Shim(root.parent, patched)
        care = Care.start(Home.at(root), NOW)
        with monkeypatch.context() as failing:
            failing.setattr(disk, "sync_folder", failing_disk)
            with pytest.raises(DiskTrouble):
                care.note("not known whether it was kept", NOW)
        care.note("kept", NOW)
        shim.acknowledge("kept")
    assert lost_in_a_power_cut(shim, root, scratch) == set()


@pytest.mark.parametrize("failing_at", range(8))
def test_folders_whose_making_was_cut_short_are_durable_once_an_action_in_them_is_acknowledged(
    root, scratch, monkeypatch, failing_at
):
    """The disk fails once while the folders are made, and the client is begun again."""
    with monkeypatch.context() as patched:
        shim = Shim(root.parent, patched)
        with monkeypatch.context() as failing:
            synced: list[Path] = []

            def fails_once(path: Path) -> None:
                synced.append(path)
                (failing_disk if len(synced) == failing_at + 1 else sync_folder)(path)

            failing.setattr(disk, "sync_folder", fails_once)
            with suppress(DiskTrouble):
                Care.start(Home.at(root), NOW)
        Care.start(Home.at(root), NOW).note("kept", NOW)
        shim.acknowledge("kept")
    assert lost_in_a_power_cut(shim, root, scratch) == set()


def failing_disk(path: Path) -> None:
    """The disk's answer when it fails."""
    raise OSError(5, "Input/output error")


# ---- the lock


def numbers_given_twice(root: Path) -> list[int]:
    """Of two processes, one is in the middle of its action when the other begins. The numbers that both gave."""
    care = begin(root)
    others = None
    with care._record.writing():

        def other(tell):
            try:
                Care.open(Home.at(root)).note("theirs", NOW)
            except Busy:
                tell("busy")

        with forked(other) as child:
            others = list(child.lines())
            child.end()
        care.note("mine", NOW)
    if others == ["busy"]:
        Care.open(Home.at(root)).note("theirs", NOW)
    assert texts(opened(care.folder)) == ["mine", "theirs"]
    given = [number for of_writer in numbers(care.folder).values() for number in of_writer]
    return sorted({number for number in given if given.count(number) > 1})


def without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks gets it."""
    monkeypatch.setattr(lock, "try_lock", lambda: lambda fd: True)


def test_two_processes_never_give_one_number_twice(root):
    assert numbers_given_twice(root) == []


def test_without_the_lock_two_processes_give_one_number_twice(root, monkeypatch):
    without_the_lock(monkeypatch)
    assert numbers_given_twice(root) == [2]


def met_inside(root: Path, rounds: int) -> bool:
    """Whether two of three processes ever were in the section at once, as a file says that only one can make."""
    folder = begin(root).folder
    inside = root / "inside"

    def work(tell):
        record = opened(folder)
        for _ in range(rounds):
            with record.writing():
                try:
                    inside.touch(exist_ok=False)
                except FileExistsError:
                    tell("met")
                    return
                inside.unlink(missing_ok=True)
        tell("never met")

    with forked(work) as a, forked(work) as b, forked(work) as c:
        for line in lines_of(a, b, c):
            if line == "met":
                return True
            assert line == "never met", line
    return False


def test_only_one_process_is_ever_inside(root):
    assert not met_inside(root, rounds=1000)


def test_without_the_lock_two_processes_meet_inside(root, monkeypatch):
    without_the_lock(monkeypatch)
    assert met_inside(root, rounds=1_000_000)


# ---- the checksum


def counts_after_damage(root: Path) -> tuple[list[str], list[str]]:
    """A line is damaged so that it still is good JSON. The notes that count then, and the places that are named."""
    care = begin(root, "30 drops", "10 drops", "20 drops")
    path = own_log(care.folder)
    path.write_bytes(path.read_bytes().replace(b"10 drops", b"90 drops"))
    record = opened(care.folder)
    return texts(record), [f"{each.file}:{each.line}" for each in record.set_aside]


def test_a_damaged_line_never_counts(root):
    counting, named = counts_after_damage(root)
    assert counting == ["20 drops", "30 drops"]
    assert named == [f"{own_log(Home.at(root).client('me')).name}:4"]


def test_without_the_checksum_a_damaged_line_counts(root, monkeypatch):
    def unchecked(data: bytes) -> NamedAction:
        return NamedAction(data[:16].decode(), line._decode_action(data[17:]))

    monkeypatch.setattr(log, "decode", unchecked)
    counting, named = counts_after_damage(root)
    assert counting == ["20 drops", "30 drops", "90 drops"]
    assert named == []


# ---- the base check


def sync(*roots: Path) -> None:
    """A file sync between machines. A file has one writer, so the longest of its copies is the newest."""
    files: dict[str, bytes] = {}
    for each in roots:
        for path in (each / "clients" / "me" / "records").iterdir():
            files[path.name] = max(files.get(path.name, b""), path.read_bytes(), key=len)
    for each in roots:
        for name, data in files.items():
            (each / "clients" / "me" / "records" / name).write_bytes(data)


def two_machines(root: Path) -> tuple[Care, Care, Path, Path]:
    """One client on two machines, with one note that both know."""
    here, there = root / "here", root / "there"
    care = begin(here, "as it was")
    shutil.copytree(here / "clients", there / "clients")
    return care, Care.open(Home.at(there)), here, there


def versions_after_concurrent_edits(root: Path) -> list[str]:
    """Two machines change one note before they hear of each other. The texts that can be had afterwards."""
    one, two, here, there = two_machines(root)
    (note,) = one.day(NOW).notes
    one.edit_note(note, "changed here", NOW)
    assert [each.text for each in two.day(NOW).notes] == ["as it was"]
    two.edit_note(note, "changed there", NOW + timedelta(minutes=1))
    sync(here, there)
    results = []
    for care in (Care.open(Home.at(here)), Care.open(Home.at(there))):
        versions = opened(care.folder).versions
        current = (versions.shown(ENTRIES, note.id), *versions.others(ENTRIES, note.id))
        results.append([each.document["text"] for each in current])
    assert results[0] == results[1]
    return results[0]


def text_after_an_edit_by_a_slow_clock(root: Path) -> list[str]:
    """A machine whose clock is two days behind changes what it has just read from another. What is shown then."""
    one, _, here, there = two_machines(root)
    (note,) = one.day(NOW).notes
    edited = one.edit_note(note, "first", NOW + timedelta(days=1))
    sync(here, there)
    two = Care.open(Home.at(there))
    two.day(NOW)
    two.edit_note(edited, "then", NOW - timedelta(days=1))
    sync(here, there)
    return texts(opened(Home.at(here).client("me")))


def later_stamp_wins(self: Versions, table: str, document_id: str, added, base) -> None:
    """`Versions._merge` without the base."""
    shown = max((self._shown[table][document_id], *added), key=lambda each: (each.stamp, each.name))
    self._shown[table][document_id] = shown
    self._live[table][document_id] = shown.document


def test_of_two_concurrent_versions_none_is_lost(root):
    assert versions_after_concurrent_edits(root) == ["changed there", "changed here"]


def test_what_descends_is_shown_whatever_the_clocks_say(root):
    assert text_after_an_edit_by_a_slow_clock(root) == ["then"]


def test_without_the_base_check_a_concurrent_version_is_lost(root, monkeypatch):
    monkeypatch.setattr(Versions, "_merge", later_stamp_wins)
    assert versions_after_concurrent_edits(root) == ["changed there"]


def test_a_version_that_arrives_late_does_not_come_back(root):
    """A file sync brings the replaced version's file after the replacing one's."""
    assert late_arrival(root) == (["second"], 0)


def test_without_the_base_check_a_replaced_version_stays_offered(root, monkeypatch):
    """Here the base is not looked at, rather than the later stamp taken: then what was replaced comes back."""
    merge = Versions._merge
    monkeypatch.setattr(Versions, "_merge", lambda self, table, i, added, base: merge(self, table, i, added, ()))
    assert late_arrival(root) == (["second"], 2)


def late_arrival(root: Path) -> tuple[list[str], int]:
    """What is shown, and how many versions are offered beside it, where the newer file was read before the older."""
    one, _, here, there = two_machines(root)
    (note,) = one.day(NOW).notes
    edited = one.edit_note(note, "first", NOW)
    sync(here, there)
    two = Care.open(Home.at(there))
    two.day(NOW)
    two.edit_note(edited, "second", NOW)
    third = root / "third"
    shutil.copytree(there / "clients", third / "clients")
    records = third / "clients" / "me" / "records"
    late = records / f"{MONTH}.{name_of_writer(one.folder)}.log"
    data = late.read_bytes()
    late.unlink()
    record = opened(Home.at(third).client("me"))
    assert texts(record) == ["second"]
    late.write_bytes(data)
    record.follow()
    return texts(record), len(record.versions.others(ENTRIES, note.id))


def test_an_acknowledged_action_has_a_line_of_its_own(root):
    care = begin(root, *(f"note {number}" for number in range(5)))
    assert [each.action.seq for each in actions(care.folder)] == [1, 2, 3, 4, 5, 6]
