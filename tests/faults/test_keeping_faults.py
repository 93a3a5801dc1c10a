"""Backup, restore, import and erase, killed before each thing that they ask of the disk: whole before or after."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fault_tools import NOW, Tell, begin, documents, forked, opened
from tiny_disk import TinyDisk, on_a_tiny_disk

from aftercare.care import Care, Home
from aftercare.care.backing_up import backup_called
from aftercare.care.importing import read_import
from aftercare.care.restoring import restore_first
from aftercare.errors import AftercareError, DiskTrouble
from aftercare.store.backup import problems_in
from aftercare.store.home import ClientFolder

DAY = timedelta(days=1)


def die_before(step: int) -> None:
    """Kills this process before the `step`-th time that it changes something on the disk."""
    left = [step]

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*arguments: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **more)

        return calling

    for name in ("write", "replace", "unlink", "fsync", "mkdir", "rmdir"):
        setattr(os, name, counted(getattr(os, name)))


def killed_at_every_step(
    tmp_path: Path, prepared: Path, work: Callable[[Home], object], check: Callable[[Home, bool], None], stride: int = 1
) -> int:
    """Runs `work` in `prepared`, killed one step later each time, until it comes to its end; how often.

    Each time begins with what was there at first, in the same folders: so this machine goes on as the same writer.
    """
    step, ended = 1, False
    place, kept = prepared, tmp_path / "kept"
    shutil.copytree(prepared, kept)
    while not ended:
        for each in sorted(place.rglob("*"), reverse=True):
            if each.is_file():
                each.unlink()
            elif not (kept / each.relative_to(place)).exists():
                each.rmdir()
        shutil.copytree(kept, place, dirs_exist_ok=True)

        def dying(tell: Tell, step: int = step) -> None:
            die_before(step)
            work(Home.at(place))

        with forked(dying) as child:
            told = list(child.lines())
            ended = child.end() == 0
        assert [line for line in told if line.startswith("!")] == []
        check(Home.at(place), ended)
        step += stride
    return step


def shown(home: Home) -> dict[str, dict[str, dict]]:
    """Every document, as a process reads it that has just begun."""
    return documents(opened(home.client("me")))


@pytest.fixture
def prepared(root: Path) -> Path:
    """A record over three months, with a backup, and what came since."""
    care = begin(root)
    for days in (70, 40, 2):
        care.note(f"{days} days ago", NOW - days * DAY)
    care.keeping.back_up(NOW)
    care.note("since", NOW)
    care.note("secret of the lighthouse", NOW - 40 * DAY)
    care.delete_note(care.day(NOW, (NOW - 70 * DAY).date()).notes[0], NOW)
    return root


def newest(home: Home):
    return backup_called(home, "me", "newest")


def oldest(home: Home):
    care = Care.open(home)
    return backup_called(home, "me", care.keeping.backups()[-1].place)


def test_a_restore_killed_at_any_step(prepared, tmp_path):
    before = shown(Home.at(prepared))
    whole = tmp_path / "whole"
    shutil.copytree(prepared, whole)
    Care.open(Home.at(whole)).keeping.restore_backup(newest(Home.at(whole)), NOW)
    after = shown(Home.at(whole))
    assert before != after
    seen = []

    def check(home: Home, ended: bool) -> None:
        found = shown(home)
        assert found in (before, after)
        assert not ended or found == after
        seen.append(found == after)
        if found == after:
            Care.open(home).undo(NOW)
            assert shown(home) == before
        Care.open(home).note("and on", NOW)
        for each in Care.open(home).keeping.backups():
            assert problems_in(Path(each.place)) == []

    steps = killed_at_every_step(
        tmp_path, prepared, lambda home: Care.open(home).keeping.restore_backup(oldest(home), NOW), check
    )
    assert steps > 20
    assert seen.count(True) > 2, "also killed when it was decided and not yet carried out"
    assert seen.count(False) > 2


def test_an_import_over_many_months_killed_at_any_step(prepared, tmp_path):
    Care.open(Home.at(prepared)).keeping.export(tmp_path / "out.jsonl", NOW)
    documents_in = read_import(tmp_path / "out.jsonl").documents
    whole = sum(map(len, shown(Home.at(prepared)).values()))
    empty = tmp_path / "empty"
    begin(empty)
    before = sum(map(len, shown(Home.at(empty)).values()))

    def check(home: Home, ended: bool) -> None:
        number = sum(map(len, shown(home).values()))
        assert number in (before, whole)
        assert not ended or number == whole

    killed_at_every_step(
        tmp_path, empty, lambda home: Care.open(home).keeping.take_in(documents_in, NOW), check, stride=2
    )


def test_an_erase_killed_at_any_step(prepared, tmp_path):
    home = Home.at(prepared)
    (secret,) = [i for i, each in shown(home)["entries"].items() if each["text"] == "secret of the lighthouse"]
    before = shown(home)

    def check(home: Home, ended: bool) -> None:
        found = shown(home)
        gone = secret not in found["entries"]
        assert {**found["entries"], secret: before["entries"][secret]} == before["entries"]
        assert gone or not ended
        if gone:
            left = [each for each in home.data.rglob("*") if each.is_file() and b"lighthouse" in each.read_bytes()]
            assert left == []
        care = Care.open(home)
        care.note("and on", NOW)
        assert care.keeping.verify().problems == ()
        # and it can be asked for again
        if not gone:
            care.keeping.erase(secret, NOW)
            assert secret not in shown(home)["entries"]

    assert killed_at_every_step(tmp_path, prepared, lambda home: Care.open(home).keeping.erase(secret, NOW), check) > 10


def test_a_first_restore_killed_at_any_step(prepared, tmp_path):
    backup = newest(Home.at(prepared))
    empty = tmp_path / "empty"
    (empty / "clients").mkdir(parents=True)
    whole = tmp_path / "whole"
    restore_first(Home.at(whole), "me", backup)

    def check(home: Home, ended: bool) -> None:
        folder: ClientFolder = home.client("me")
        if folder.records.exists() and any(folder.records.iterdir()):
            assert shown(home) == shown(Home.at(whole))
        else:
            assert not ended
            restore_first(home, "me", backup)
            assert shown(home) == shown(Home.at(whole))

    killed_at_every_step(tmp_path, empty, lambda home: restore_first(home, "me", backup), check)


def test_a_backup_killed_at_any_moment_leaves_no_half_one(prepared, tmp_path):
    before = len(Care.open(Home.at(prepared)).keeping.backups())

    def check(home: Home, ended: bool) -> None:
        care = Care.open(home)
        backups = care.keeping.backups()
        assert len(backups) in (before, before + 1)
        assert not ended or len(backups) == before + 1
        assert [each for each in backups if problems_in(Path(each.place))] == []
        care.keeping.back_up(NOW)
        names = {each.name for each in care.folder.backups.iterdir()}
        assert not [each for each in names if each.endswith(".part")], "the next one sweeps up"

    killed_at_every_step(tmp_path, prepared, lambda home: Care.open(home).keeping.back_up(NOW), check)


@pytest.mark.parametrize("what", ["back_up", "restore", "import", "erase", "export"])
def test_on_a_full_disk_nothing_has_happened_and_nothing_is_left(tmp_path, what):
    def check(disk: TinyDisk) -> None:
        home = Home.at(disk.folder / "home")
        care = begin(disk.folder / "home")
        for days in (70, 40, 2):
            care.note(f"{days} days ago" * 40, NOW - days * DAY)
        note = care.note("secret of the lighthouse", NOW)
        care.keeping.export(tmp_path / "out.jsonl", NOW)
        care.keeping.back_up(NOW)
        backup = newest(home)
        care.delete_note(care.day(NOW, (NOW - 40 * DAY).date()).notes[0], NOW)
        care.delete_note(care.day(NOW, (NOW - 2 * DAY).date()).notes[0], NOW)
        incoming = read_import(tmp_path / "out.jsonl").documents
        fresh = [each for each in incoming if each.table == "entries"]
        fresh = [type(each)(each.table, f"{each.id}-2", {**each.document, "id": f"{each.id}-2"}) for each in fresh]
        before = shown(home)
        files = sorted(each.relative_to(disk.folder) for each in disk.folder.rglob("*") if "backups" not in each.parts)
        deeds = {
            "back_up": lambda: care.keeping.back_up(NOW),
            "restore": lambda: care.keeping.restore_backup(backup, NOW),
            "import": lambda: care.keeping.take_in(fresh, NOW),
            "erase": lambda: care.keeping.erase(note.id, NOW),
            "export": lambda: care.keeping.export(disk.folder / "out", NOW),
        }
        disk.fill()
        with pytest.raises(DiskTrouble, match="disk is full"):
            deeds[what]()
        disk.make_room()
        assert shown(home) == before
        left = sorted(each.relative_to(disk.folder) for each in disk.folder.rglob("*") if "backups" not in each.parts)
        assert set(left) - set(files) <= {Path("home/state/clients/me/snapshots")}
        assert [each for each in care.folder.backups.iterdir() if each.suffix in (".part", ".open")] == []
        try:
            deeds[what]()
        except AftercareError as error:
            pytest.fail(str(error))

    on_a_tiny_disk(tmp_path / "disk", "800k", check)
