"""A disk that is full, read-only, failing or gone: a clear message, nothing half-written counts, it goes on after."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from functools import partial

import pytest
from fault_tools import (
    NOW,
    begin,
    documents,
    name_of_writer,
    numbers,
    opened,
    own_log,
    run_apart,
    texts,
    write_in_pieces,
)
from tiny_disk import on_a_tiny_disk

from aftercare.care import Care, Home
from aftercare.errors import DiskTrouble, NotFound
from aftercare.store import disk
from aftercare.store.disk import explained


def refused(care: Care, text: str, now=NOW) -> DiskTrouble:
    """The message with which a note is refused."""
    with pytest.raises(DiskTrouble) as refusal:
        care.note(text, now)
    assert refusal.value.next_step
    return refusal.value


# ---- full


def test_a_disk_that_fills_up_keeps_what_was_acknowledged_and_nothing_else(tmp_path):
    def check(small):
        care = begin(small.folder / "home")
        folder = care.folder
        small.fill()
        acknowledged: list[str] = []

        def note_until_it_is_full():
            while True:
                care.note(f"note {len(acknowledged)}", NOW)
                acknowledged.append(f"note {len(acknowledged)}")

        with pytest.raises(DiskTrouble, match=r"disk is full.*Nothing was changed\."):
            note_until_it_is_full()
        for again in range(3):
            assert "disk is full" in refused(care, f"refused {again}").message
            assert "disk is full" in refused(Care(folder), f"refused {again}").message
        assert texts(care) == texts(opened(folder)) == sorted(acknowledged)
        small.make_room()
        care.note("there is room again", NOW)
        Care(folder).note("for everybody", NOW)
        expected = sorted([*acknowledged, "there is room again", "for everybody"])
        care.follow()
        assert texts(care) == texts(opened(folder)) == expected
        given = [number for of_writer in numbers(folder).values() for number in of_writer]
        assert len(given) == len(expected) + 1

    on_a_tiny_disk(tmp_path / "disk", "256k", check)


def test_a_full_disk_cuts_a_write_off_behind_any_of_its_last_bytes(tmp_path):
    """The room ends with a page, and the note's length is chosen so that its line does too, or nearly.

    What a person was told to have changed nothing does not come to count.
    """
    page = os.sysconf("SC_PAGE_SIZE")

    def check(small):
        refusals, wrong = 0, []
        for missing in range(-1, 5):
            care = begin(small.folder / f"home {missing}", *["x"] * 9)
            log = own_log(care.folder)
            size = 0
            while page - log.stat().st_size > 1000:
                size = log.stat().st_size
                care.note("x" * 100, NOW)
            beside = log.stat().st_size - size - 100
            text = "y" * (page - log.stat().st_size - beside + missing)
            small.fill()
            try:
                care.note(text, NOW)
            except DiskTrouble as trouble:
                told_so = "Nothing was changed" in trouble.message
                refusals += 1
            else:
                told_so = False
            small.make_room()
            care.note("after", NOW)
            if told_so and text in texts(opened(care.folder)):
                wrong.append(missing)
        assert refusals == 4
        assert wrong == []

    on_a_tiny_disk(tmp_path / "disk", "1m", check)


def test_on_a_full_disk_a_process_that_never_wrote_is_told_so(tmp_path):
    """Not even the lock can be written."""

    def check(small):
        folder = begin(small.folder / "home", "a note").folder
        folder.lock.unlink()
        small.fill()
        care = Care.open(Home.at(small.folder / "home"))
        assert [note.text for note in care.day(NOW).notes] == ["a note"]
        assert "disk is full" in refused(care, "x" * 9000).message
        small.make_room()
        care.note("now", NOW)
        assert texts(opened(folder)) == ["a note", "now"]

    on_a_tiny_disk(tmp_path / "disk", "256k", check)


def test_a_first_month_on_a_full_disk_leaves_nothing_that_hinders_the_next(tmp_path):
    def check(small):
        care = begin(small.folder / "home")
        small.fill()
        assert "disk is full" in refused(care, "x" * 5000).message
        small.make_room()
        assert texts(opened(care.folder)) == []
        care.note("now", NOW)
        assert texts(opened(care.folder)) == ["now"]

    on_a_tiny_disk(tmp_path / "disk", "128k", check)


def test_a_full_state_folder_costs_no_acknowledged_action_and_no_number(tmp_path):
    """The record has room, the machine's own folder has none: what is known about the writer is kept in part."""

    def check(small):
        home = Home(tmp_path / "data", small.folder / "state")
        care = Care.start(home, NOW)
        whose = name_of_writer(care.folder)
        small.fill()
        acknowledged = []
        for number in range(120):
            text = f"note {number}"
            try:
                (care if number % 2 else Care.open(home)).note(text, NOW)
            except DiskTrouble as trouble:
                assert "disk is full" in trouble.message  # noqa: PT017  # either is right
            else:
                acknowledged.append(text)
        assert set(texts(opened(care.folder))) == set(acknowledged)
        small.make_room()
        care.note("there is room again", NOW)
        Care.open(home).note("for everybody", NOW)
        record = opened(care.folder)
        assert set(texts(record)) == {*acknowledged, "there is room again", "for everybody"}
        assert numbers(care.folder) == {whose: list(range(1, len(acknowledged) + 4))}
        assert record.set_aside == ()

    on_a_tiny_disk(tmp_path / "disk", "16k", check)


# ---- read-only


def test_a_read_only_home_is_shown_whole_and_refuses_to_be_written(tmp_path):
    def check(small):
        root = small.folder / "home"
        care = begin(root, *(f"note {number}" for number in range(450)))
        with own_log(care.folder).open("ab") as log:
            log.write(b"\n0123 torn")  # what is torn has to be looked at without the lock, too
        before = documents(opened(care.folder))
        small.make_read_only()
        assert documents(opened(care.folder)) == before
        fresh = Care.open(Home.at(root))
        assert len(fresh.day(NOW).notes) == 450
        assert fresh.where().set_aside
        assert care.follow() in (True, False)
        for each in (care, fresh):
            assert "read-only" in refused(each, "refused").message
        with pytest.raises(DiskTrouble, match="read-only"):
            Care.start(Home.at(small.folder / "another"), NOW)
        small.make_writable()
        care.note("now", NOW)
        fresh.note("and now", NOW)
        assert len(texts(opened(care.folder))) == 452

    on_a_tiny_disk(tmp_path / "disk", "4m", check)


# ---- gone


@pytest.fixture
def away(root):
    """Where a home is while it is gone."""
    return root.with_name("away")


def test_a_vanished_home_refuses_and_nothing_of_it_is_made_anew(root, away):
    care = begin(root, "a note")
    root.rename(away)
    assert "not there any more" in refused(care, "refused").message
    with pytest.raises(DiskTrouble, match="not there any more"):
        care.follow()
    assert not root.exists()
    assert texts(care) == ["a note"], "what was read stays"
    away.rename(root)
    care.note("back again", NOW)
    assert care.follow() is False
    assert texts(care) == texts(opened(care.folder)) == ["a note", "back again"]


@pytest.mark.parametrize("what", ["clients", "clients/me", "clients/me/records"])
def test_a_vanished_record_is_missed_by_who_wrote_it(root, away, what):
    """The shared folder is gone, the machine's own is there: it is not taken for a client who has no record yet."""
    care = begin(root, "a note")
    whose = name_of_writer(care.folder)
    (root / what).rename(away)
    assert "not there any more" in refused(care, "refused").message
    with pytest.raises(DiskTrouble, match="not there any more"):
        care.follow()
    for client in (None, "me"):
        with pytest.raises(DiskTrouble, match=r"not in .* any more"):
            Care.open(Home.at(root), client)
    with pytest.raises(DiskTrouble, match=r"not in .* any more"):
        Care.start(Home.at(root), NOW)
    assert not (root / what).exists()
    assert texts(care) == ["a note"]
    away.rename(root / what)
    care.note("back again", NOW)
    Care.open(Home.at(root)).note("and once more", NOW)
    assert texts(opened(care.folder)) == ["a note", "and once more", "back again"]
    assert name_of_writer(care.folder) == whose


def test_a_home_that_never_was_is_no_trouble_of_the_disk(root):
    with pytest.raises(NotFound):
        Care.open(Home.at(root))
    assert not root.exists()


def test_a_vanished_state_folder_costs_the_name_and_nothing_else(root, away):
    care = begin(root, "a note")
    whose = name_of_writer(care.folder)
    (root / "state").rename(away)
    care.note("under another name", NOW)
    assert name_of_writer(care.folder) != whose
    assert texts(opened(care.folder)) == ["a note", "under another name"]


def test_a_record_that_cannot_be_read_any_more_stays_as_it_was_read(root, away, monkeypatch):
    """One file is gone and the others cannot be read. What is shown stays, and is right again once they are back."""
    care = begin(root, "a note")
    care.day(NOW)
    profile = next(care.folder.records.glob("profile.*"))
    away.mkdir()
    profile.rename(away / profile.name)
    before = care.present()

    def failing(path, *_):
        raise explained(OSError(errno.EIO, "Input/output error"), "read", path)

    with monkeypatch.context() as broken:
        broken.setattr("aftercare.store.reading.read_on", failing)
        with pytest.raises(DiskTrouble):
            care.follow()
    assert texts(care) == ["a note"]
    assert care.present() == before
    (away / profile.name).rename(profile)
    care.follow()
    assert texts(care) == ["a note"]
    assert care.present() == before
    assert [note.text for note in care.day(NOW).notes] == ["a note"]


def test_where_a_file_stands_in_the_folders_place_that_is_said(root):
    root.mkdir()
    (root / "clients").write_text("not a folder")
    with pytest.raises(DiskTrouble, match="file stands where a folder should be"):
        Care.start(Home.at(root), NOW)


# ---- failing


def failing(*arguments) -> None:
    """What a dying disk answers."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_where_the_disk_fails_to_sync_it_is_said_that_it_is_not_certain(root, monkeypatch):
    care = begin(root, "a note")
    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "fsync", failing)
        patched.setattr(disk, "sync_file", failing)
        trouble = refused(care, "not certain")
    assert "not certain" in trouble.message
    assert "Nothing was changed" not in trouble.message
    care.note("the next", NOW)
    care.follow()
    assert set(texts(care)) == set(texts(opened(care.folder))) >= {"a note", "the next"}
    (given,) = numbers(care.folder).values()
    assert len(set(given)) == len(given)


def test_where_the_disk_fails_before_anything_is_written_nothing_was_changed(root, monkeypatch):
    care = begin(root, "a note")
    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "write", failing_in_the_record(care, os.write))
        trouble = refused(care, "refused")
    assert "Nothing was changed" in trouble.message
    care.note("the next", NOW)
    assert texts(opened(care.folder)) == ["a note", "the next"]


def failing_in_the_record(care: Care, whole):
    """`os.write` on a disk that fails for the record's files, and not for the machine's own."""
    log = own_log(care.folder).stat().st_ino

    def write(fd, data):
        if os.fstat(fd).st_ino == log:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return whole(fd, data)

    return write


def test_where_what_is_known_about_the_writer_cannot_be_kept_the_action_is_kept_all_the_same(root, monkeypatch):
    care = begin(root, "a note")
    state = care.folder.identity.stat().st_ino
    whole = os.write

    def write(fd, data):
        if os.fstat(fd).st_ino == state:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return whole(fd, data)

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "write", write)
        care.note("kept", NOW)
        care.note("kept too", NOW + timedelta(days=30))
    Care.open(Home.at(root)).note("the next", NOW)
    assert texts(opened(care.folder)) == ["a note", "kept", "kept too", "the next"]
    (given,) = numbers(care.folder).values()
    assert given == [1, 2, 3, 4, 5]


def test_a_write_that_the_system_takes_in_pieces_is_whole(root):
    """The operating system may take less than it was given at any time."""
    care = begin(root)
    whose = name_of_writer(care.folder)

    def work(tell, number=0):
        if number % 2:
            write_in_pieces(7)
        Care.open(Home.at(root)).note(f"note {number}", NOW)

    for number in range(5):
        assert run_apart(partial(work, number=number)) == []
    record = opened(care.folder)
    assert texts(record) == [f"note {number}" for number in range(5)]
    assert record.set_aside == ()
    assert numbers(care.folder) == {whose: [1, 2, 3, 4, 5, 6]}
