"""Damaged and torn files: what is whole counts, what is not is named, and writing goes on safely."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from fault_tools import MONTH, NOW, begin, opened, own_log, texts

from aftercare.care import Care
from aftercare.model.notice import LinesSetAside, UnfinishedWrites
from aftercare.store.home import ClientFolder
from aftercare.store.line import name_of
from aftercare.store.log import Trouble

NEWLINE = b"\n"


@dataclass
class Line:
    """One note's line in a log: the text, and where the line begins and ends (its newline stands at `end`)."""

    text: str
    start: int
    end: int


def lines_in(data: bytes, notes: list[str]) -> list[Line]:
    """Where each of the notes stands."""
    result = []
    for text in notes:
        at = data.index(f'"{text}"'.encode())
        result.append(Line(text, data.rfind(b"\n", 0, at) + 1, data.index(b"\n", at)))
    return result


def put_back(path: Path, data: bytes) -> None:
    """Puts a file's bytes back as they were, and takes away the logs that were made since."""
    for other in path.parent.glob(f"{MONTH}.*"):
        if other != path:
            other.unlink()
    path.write_bytes(data)


@pytest.fixture
def notes() -> list[str]:
    """More of them than 4 KB hold, of different lengths."""
    return [f"note {number} {'x' * (1 + number * 37 % 90)}" for number in range(20)]


@pytest.fixture
def filled(root: Path, notes: list[str]) -> ClientFolder:
    """A client with those notes."""
    return begin(root, *notes).folder


# ---- cut


def test_a_log_cut_at_each_byte_of_its_last_4_kb_opens_with_every_whole_line_and_the_next_append_is_safe(filled, notes):
    path = own_log(filled)
    identity = filled.identity.read_bytes()
    data = path.read_bytes()
    lines = lines_in(data, notes)
    assert len(data) > 4096
    for length in range(len(data) - 4096, len(data)):
        put_back(path, data[:length])
        filled.identity.write_bytes(identity)
        care = Care(filled)
        care._record.need(*care._record.months())
        before = texts(care)
        whole = [line.text for line in lines if line.end < length]
        # the last line's bytes may all be there, but for the newline
        just = [line.text for line in lines if line.end == length]
        assert before in (sorted(whole), sorted(whole + just)), length
        care.note("the next", NOW)
        after = opened(filled)
        assert texts(after) == sorted([*before, "the next"]), length
        assert path.read_bytes()[:length] == data[:length], "what was written is never rewritten"


def torn_appends(folder: ClientFolder) -> Iterator[tuple[int, bytes, bytes]]:
    """The log as a process leaves it that is killed behind each byte of an append; what was there, and the bytes."""
    path, identity = own_log(folder), folder.identity.read_bytes()
    before = path.read_bytes()
    Care(folder).note("never acknowledged", NOW)
    written = path.read_bytes()[len(before) :]
    for length in range(len(written)):
        put_back(path, before + written[:length])
        folder.identity.write_bytes(identity)
        yield length, before, written


def test_after_an_append_torn_at_each_byte_the_next_one_is_safe(filled, notes):
    path = own_log(filled)
    for length, _, written in torn_appends(filled):
        Care(filled).note("the next", NOW)
        Care(filled).note("and one more", NOW)
        after = opened(filled)
        counting = set(texts(after))
        assert counting - {"never acknowledged"} == {*notes, "the next", "and one more"}, length
        if length < len(written) - 1:
            assert "never acknowledged" not in counting, length
        assert [each.name for each in filled.records.glob(f"{MONTH}.*")] == [path.name], "under the same name"


def test_an_append_torn_at_each_byte_is_reported_as_torn_or_counts_and_nothing_else_is(filled, notes):
    path = own_log(filled)
    for length, before, written in torn_appends(filled):
        if length < 2:  # nothing of the line itself
            continue
        place = (path.name, before.count(b"\n") + 2)
        for when in ("found", "after the next"):
            record = opened(filled)
            counts = "never acknowledged" in texts(record)
            reported = [(each.file, each.line) for each in record.set_aside if each.trouble is Trouble.TORN]
            assert reported == ([] if counts else [place]), (length, len(written), when)
            assert len(record.set_aside) == len(reported)
            Care(filled).note("the next", NOW)


def test_a_torn_line_is_never_reported_and_counted(filled):
    """The same process finds the torn line, goes on, and reads on."""
    for length, _, written in torn_appends(filled):
        care = Care(filled)
        care.day(NOW)
        care.note("the next", NOW)
        counts = "never acknowledged" in texts(care)
        torn = [each for each in care._record.set_aside if each.trouble is Trouble.TORN]
        assert len(torn) == (0 if counts or length < 2 else 1), (length, len(written))


def test_what_counts_does_not_change_by_writing_on(filled):
    """A line that did not count when the record was opened does not come to count because another is written."""
    for length, _, written in torn_appends(filled):
        before = texts(opened(filled))
        Care(filled).note("the next", NOW)
        assert texts(opened(filled)) == sorted([*before, "the next"]), (length, len(written))


def test_a_person_is_told_of_an_unfinished_write(filled):
    path = own_log(filled)
    with path.open("ab") as file:
        file.write(b'\n0123456789abcdef {"writer"')
    care = Care(filled)
    care.day(NOW)
    (notice,) = care.notices(NOW)
    assert isinstance(notice, UnfinishedWrites)
    assert path.name in notice.sentence
    place = f"{path.name}, line {path.read_bytes().count(NEWLINE) + 1}"
    assert care.where().set_aside == (f"{place}: a write that was cut off before it was confirmed",)


def test_a_torn_tail_of_another_writer_is_still_arriving(root, filled, notes):
    """A file sync brings the other machine's file in parts: it is not reported, and counts as soon as it is there."""
    other = begin(root.parent / "other", "from elsewhere")
    whole = own_log(other.folder).read_bytes()
    path = filled.records / own_log(other.folder).name
    record = opened(filled)
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        record.follow()
        assert record.set_aside == ()
        assert opened(filled).set_aside == ()
        assert texts(record) in (sorted(notes), sorted([*notes, "from elsewhere"]))
    path.write_bytes(whole)
    record.follow()
    assert texts(record) == texts(opened(filled)) == sorted([*notes, "from elsewhere"])


# ---- flipped


def test_each_bit_of_a_line_flipped_is_named_and_set_aside_and_the_rest_is_intact(filled, notes):
    path = own_log(filled)
    data = path.read_bytes()
    lines = lines_in(data, notes)
    hit = lines[len(lines) // 2]
    number = data[: hit.start].count(b"\n") + 1
    assert data[hit.start - 1 : hit.start] == data[hit.end : hit.end + 1] == b"\n"
    # from the newline before the line to the one behind it, both included
    for at in range(hit.start - 1, hit.end + 1):
        for bit in range(8):
            damaged = bytearray(data)
            damaged[at] ^= 1 << bit
            path.write_bytes(damaged)
            record = opened(filled)
            assert texts(record) == sorted(set(notes) - {hit.text}), (at, bit)
            named = {each.line for each in record.set_aside}
            # a newline more or less moves the number by one
            assert named, (at, bit)
            assert named <= {number - 1, number, number + 1}, (at, bit)
            assert len(named) <= 2
            assert {each.file for each in record.set_aside} == {path.name}


def test_each_byte_of_a_line_replaced_by_any_other_is_set_aside(filled, notes):
    path = own_log(filled)
    data = path.read_bytes()
    hit = lines_in(data, notes)[4]
    for at in range(hit.start, hit.end):
        for mask in (0xFF, data[at], data[at] ^ ord("\n"), data[at] ^ ord('"')):
            if not mask:
                continue
            damaged = bytearray(data)
            damaged[at] ^= mask
            path.write_bytes(damaged)
            record = opened(filled)
            assert texts(record) == sorted(set(notes) - {hit.text}), (at, mask)
            assert record.set_aside


def test_a_newline_flipped_away_never_takes_a_neighbour_with_it(filled, notes):
    """Two newlines stand between two lines; whichever is damaged, at most the line beside it is."""
    path = own_log(filled)
    data = path.read_bytes()
    lines = lines_in(data, notes)
    for line, next_line in pairwise(lines[3:7]):
        for at, hit in ((line.end, line), (line.end + 1, next_line)):
            for bit in range(8):
                damaged = bytearray(data)
                damaged[at] ^= 1 << bit
                path.write_bytes(damaged)
                assert texts(opened(filled)) == sorted(set(notes) - {hit.text}), (at, bit)


def test_damage_goes_on_being_named_and_does_not_hinder_writing(filled, notes):
    path = own_log(filled)
    data = bytearray(path.read_bytes())
    hit = lines_in(bytes(data), notes)[9]
    data[hit.start + 40] ^= 4
    path.write_bytes(data)
    care = Care(filled)
    care.note("the next", NOW)
    (notice,) = care.notices(NOW)
    assert isinstance(notice, LinesSetAside)
    place = f"{path.name}, line {data[: hit.start].count(NEWLINE) + 1}"
    assert notice.places == (place,)
    assert place in notice.sentence
    assert texts(opened(filled)) == sorted({*notes, "the next"} - {hit.text})
    assert path.read_bytes().startswith(bytes(data)), "a damaged line stays in its file"


def test_lines_that_are_not_actions_are_set_aside_whatever_they_are(filled, notes):
    path = own_log(filled)
    good = path.read_bytes().split(b"\n")[1]
    bodies = [b"", b"{}", b"[]", b"null", b'{"schema":1}', b'{"schema":"x"}', b'{"schema":-1}', b"\xff\xfe"]
    with path.open("ab") as file:
        for junk in (b" ", b"\0" * 300, good[:-1], good + b" ", good[1:], b"x" * 100_000, "ü".encode() * 9):
            file.write(b"\n" + junk + b"\n")
        for body in bodies:  # whole lines, with a checksum that fits
            file.write(b"\n" + name_of(body).encode() + b" " + body + b"\n")
    record = opened(filled)
    assert texts(record) == sorted(notes)
    assert len(record.set_aside) == 7 + len(bodies)
    Care(filled).note("the next", NOW)
    assert texts(opened(filled)) == sorted([*notes, "the next"])


def test_a_log_full_of_zeros_behind_its_last_line_as_some_disks_leave_it(filled, notes):
    path = own_log(filled)
    with path.open("ab") as file:
        file.write(bytes(4096))
    assert texts(opened(filled)) == sorted(notes)
    Care(filled).note("the next", NOW)
    record = opened(filled)
    assert texts(record) == sorted([*notes, "the next"])
    assert [each.trouble for each in record.set_aside] == [Trouble.TORN]


def test_a_duplicate_of_the_whole_log_counts_once(filled, notes):
    path = own_log(filled)
    shutil.copy(path, path.with_name(f"{path.name}.copy"))
    assert texts(opened(filled)) == sorted(notes)
