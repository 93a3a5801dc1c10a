"""What is kept about the writer: its name, its last number, and its files as it left them."""

import os

import pytest

from aftercare.store import writer
from aftercare.store.home import ClientFolder, Home
from aftercare.store.line import SCHEMA, Action, encode
from aftercare.store.log import append, log_name, mark_at
from aftercare.store.writer import Identity, Wrote, claim, is_as_left, keep, load


@pytest.fixture
def folder(tmp_path) -> ClientFolder:
    folder = Home.at(tmp_path).client("me")
    folder.create()
    return folder


def sizes(folder: ClientFolder) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.records.iterdir()}


def write(folder: ClientFolder, identity: Identity, period: str = "2026-11") -> Identity:
    """Writes an action and keeps that."""
    return keep(identity, folder, only_append(folder, identity, period))


def only_append(folder: ClientFolder, identity: Identity, period: str = "2026-11") -> Wrote:
    """Writes an action, as a process does that is killed before it keeps that."""
    seq, stamp = identity.seq + 1, identity.stamp + 10
    name = log_name(period, identity.who.writer)
    path = folder.records / name
    append(path, encode(Action(identity.who.writer, seq, stamp, SCHEMA, "note", ()))[1], new=not path.exists())
    return Wrote(name, mark_at(path, path.stat().st_size), seq, stamp)


def test_a_home_without_an_identity_gets_one_and_two_homes_get_two(folder, tmp_path):
    assert load(folder) is None
    other = Home.at(tmp_path / "other").client("me")
    other.create()
    names = {claim(each, {}).who.writer for each in (folder, other)}
    assert len(names) == 2
    assert all(set(name) <= set("0123456789abcdef") for name in names)


def test_what_was_kept_is_claimed_again(folder):
    identity = claim(folder, {})
    for period in ("profile", "2026-11", "2026-11", "2026-12"):
        identity = write(folder, identity, period)
    assert load(folder) == identity
    assert claim(folder, sizes(folder)) == identity
    assert (identity.seq, len(identity.files)) == (4, 3)


def test_what_was_written_and_not_kept_is_counted_in(folder):
    identity = write(folder, claim(folder, {}))
    wrote = only_append(folder, identity)
    again = claim(folder, sizes(folder))
    assert (again.who, again.seq, again.stamp) == (identity.who, wrote.seq, wrote.stamp)
    elsewhere = only_append(folder, again, "2027-01")
    again = claim(folder, sizes(folder))
    assert (again.who, again.seq, again.stamp) == (identity.who, elsewhere.seq, elsewhere.stamp)


def test_a_number_that_another_writer_gave_is_not_counted(folder):
    identity = write(folder, claim(folder, {}))
    path = folder.records / log_name("2027-01", identity.who.writer)
    append(path, encode(Action("somebody", 99, 99, SCHEMA, "note", ()))[1], new=True)
    assert claim(folder, sizes(folder)).seq == 1


def test_the_kept_file_is_written_anew_after_1000_lines_and_says_the_same(folder):
    identity = write(folder, write(folder, claim(folder, {}), "profile"), "2026-11")
    largest = 0
    for seq in range(3, 2500):
        name = log_name("2026-11", identity.who.writer)
        before = identity
        identity = keep(identity, folder, Wrote(name, identity.files[name], seq, 10 * seq))
        assert load(folder) == identity
        assert identity.who == before.who
        assert set(identity.files) == set(before.files)
        largest = max(largest, identity.lines)
    assert (identity.seq, identity.stamp) == (2499, 24990)
    assert largest == 1000
    assert identity.lines < 600
    assert claim(folder, sizes(folder)) == identity
    assert [path.name for path in folder.state.iterdir()] == ["writer.log"]


def test_it_is_noticed_that_another_process_kept_something(folder):
    identity = claim(folder, {})
    assert not is_as_left(identity, folder)
    identity = write(folder, identity)
    assert is_as_left(identity, folder)
    later = write(folder, identity)
    assert not is_as_left(identity, folder)
    assert is_as_left(later, folder)
    folder.identity.unlink()
    assert not is_as_left(later, folder)


def test_it_is_noticed_even_where_the_file_has_come_to_the_same_length(folder, monkeypatch):
    """Another process wrote so much that the file was written anew, and grew to the length that it had."""
    monkeypatch.setattr(writer, "_MOST_LINES", 6)
    identity = claim(folder, {})
    name = log_name("2026-11", identity.who.writer)
    mark = only_append(folder, identity).mark
    later = mine = keep(identity, folder, Wrote(name, mark, 1, 1))
    for seq in range(2, 10):
        later = keep(later, folder, Wrote(name, mark, seq, 1))
        assert not is_as_left(mine, folder), seq


def test_a_line_that_was_cut_off_does_not_cost_the_name(folder):
    """A full disk takes a part of the line; the next one comes behind it."""
    identity = write(folder, write(folder, claim(folder, {})))
    with folder.identity.open("ab") as file:
        file.write(b'["2026-11.')
    wrote = only_append(folder, identity)
    keep(claim(folder, sizes(folder)), folder, wrote)
    again = claim(folder, sizes(folder))
    assert (again.who, again.seq) == (identity.who, wrote.seq)


def test_a_line_that_is_taken_in_pieces_is_whole(folder, monkeypatch):
    identity = claim(folder, {})
    whole = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: whole(fd, bytes(memoryview(data)[:3])))
    for _ in range(3):
        identity = write(folder, identity)
        assert load(folder) == identity


def test_it_owns_its_files_and_no_copies_of_them(folder):
    identity = claim(folder, {})
    whose = identity.who.writer
    assert identity.owns(f"2026-11.{whose}.log")
    assert identity.owns(f"profile.{whose}.log")
    for name in (f"2026-11.{whose} 2.log", f"2026-11.{whose}.sync-conflict-1.log", "2026-11.other.log"):
        assert not identity.owns(name)
