"""Log files: their names, and reading on."""

import pytest

from aftercare.errors import DiskTrouble
from aftercare.store.line import SCHEMA, Action, encode
from aftercare.store.log import (
    Cursor,
    Trouble,
    append,
    fits,
    list_logs,
    log_name,
    mark_at,
    period_in,
    read_all,
    read_on,
)


def line(number: int) -> bytes:
    return encode(Action("w", number, number, SCHEMA, "x" * number, ()))[1]


def seqs(read) -> list[int]:
    return [each.action.seq for each in read.actions]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("2026-11.0a1b2c3d.log", "2026-11"),
        ("profile.0a1b2c3d.log", "profile"),
        ("2026-11.0a1b2c3d.sync-conflict-20261122-101010-ABC.log", "2026-11"),
        ("2026-11.0a1b2c3d (Anna's conflicted copy 2026-11-22).log", "2026-11"),
        ("profile.0a1b2c3d 2.log", "profile"),
        ("2026-11.0a1b2c3d.log.orig", "2026-11"),
        (".2026-11.0a1b2c3d.log.tmp", None),
        ("~2026-11.0a1b2c3d.log", None),
        ("2026-1.0a1b2c3d.log", None),
        ("2026-11.log", None),
        ("notes.txt", None),
        ("", None),
    ],
)
def test_a_logs_name_tells_its_period(name, period):
    assert period_in(name) == period


def test_the_name_that_is_written_is_one_that_is_read():
    assert period_in(log_name("2026-11", "0a1b2c3d")) == "2026-11"


def test_other_files_are_not_listed(tmp_path):
    for name in ("2026-11.w.log", "profile.w.log", "notes.txt", ".2026-11.w.log.tmp"):
        (tmp_path / name).write_bytes(b"x")
    found = list_logs(tmp_path)
    assert {name: stat.st_size for name, stat in found.items()} == {"2026-11.w.log": 1, "profile.w.log": 1}


def test_a_folder_that_is_gone_is_trouble_of_the_disk(tmp_path):
    with pytest.raises(DiskTrouble, match="not there any more"):
        list_logs(tmp_path / "gone")
    with pytest.raises(DiskTrouble, match="not there any more"):
        read_on(tmp_path / "gone", Cursor())


def test_what_is_appended_is_read_on_from_where_one_stopped(tmp_path):
    path = tmp_path / "2026-11.w.log"
    cursor, seen = Cursor(), []
    for number in range(1, 6):
        append(path, line(number), new=number == 1)
        read = read_on(path, cursor)
        cursor = read.cursor
        seen += seqs(read)
        assert read.tail == 0
        assert read.mark == mark_at(path, path.stat().st_size)
    assert seen == [1, 2, 3, 4, 5]
    assert [each.action.seq for each in read_all(path)] == seen


def test_reading_on_in_any_two_parts_gives_the_same_with_the_same_line_numbers(tmp_path):
    path = tmp_path / "2026-11.w.log"
    junk = line(3)[:-1] + b"!"
    whole = b"\n%s\n\n%s\n\n%s\n\n%s\n" % (line(1), line(2), junk, line(4))
    path.write_bytes(whole)
    at_once = read_on(path, Cursor())
    assert seqs(at_once) == [1, 2, 4]
    assert [(each.line, each.trouble) for each in at_once.set_aside] == [(6, Trouble.DAMAGED)]
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        first = read_on(path, Cursor())
        path.write_bytes(whole)
        second = read_on(path, first.cursor)
        assert seqs(first) + seqs(second) == [1, 2, 4], length
        named = {each.line for each in (*first.set_aside, *second.set_aside)}
        assert named == {6}, length
        assert second.cursor == at_once.cursor
        assert second.mark == at_once.mark


def test_a_tail_is_counted_and_not_read(tmp_path):
    path = tmp_path / "2026-11.w.log"
    append(path, line(1), new=True)
    with path.open("ab") as file:
        file.write(b"\n" + line(2)[:20])
    read = read_on(path, Cursor())
    assert (seqs(read), read.tail, read.set_aside) == ([1], 20, ())
    append(path, line(3), new=False)
    read = read_on(path, read.cursor)
    assert seqs(read) == [3]
    assert [(each.line, each.trouble) for each in read.set_aside] == [(4, Trouble.TORN)]


def test_a_mark_fits_what_it_was_made_on_and_what_that_has_become(tmp_path):
    path = tmp_path / "2026-11.w.log"
    for number in range(1, 4):
        append(path, line(number), new=number == 1)
    data = path.read_bytes()
    mark = mark_at(path, len(data))
    assert fits(path, mark, len(data))
    append(path, line(4), new=False)
    assert fits(path, mark, path.stat().st_size)
    for other in (data[:-1], data[:-1] + b"x", b"x" * 500):
        path.write_bytes(other)
        assert not fits(path, mark, len(other))
    assert not fits(tmp_path / "gone", mark, -1)


@pytest.mark.parametrize("content", [b"", b"\n", b"\n\n\n", b"x", b"\n\nx", b"\0" * 10])
def test_a_file_without_lines_has_no_actions(tmp_path, content):
    path = tmp_path / "2026-11.w.log"
    path.write_bytes(content)
    read = read_on(path, Cursor())
    assert read.actions == ()
    assert read.cursor.offset + read.tail == len(content)
