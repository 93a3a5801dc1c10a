"""Log files: append-only, read on from where one stopped, torn and damaged lines set aside and named.

Each append begins and ends with a newline: what stands before it, torn or damaged, cannot spoil it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from aftercare.store.digest import blake2b
from aftercare.store.disk import append_synced, disk_trouble
from aftercare.store.line import Action, Damaged, NamedAction, Newer, decode

#: A period, a writer, and whatever a file sync puts into the name of a conflict copy.
_LOG_NAME = re.compile(r"(profile|\d{4}-\d{2})\..*\.log.*")

#: Bytes that a mark is made of: fewer than any line has, so that a line that was just read is enough to make one.
_MARK_SPAN = 96


T = TypeVar("T")

#: What is wrong with a line that somebody else's program wrote.
UNKNOWN = "the checksum fits, but the content is none that this program knows"
CUT_OFF = "a write that was cut off before it was confirmed"


class Trouble(StrEnum):
    """Why a line does not count."""

    TORN = "torn"
    DAMAGED = "damaged"
    NEWER = "newer"


class SetAside(Struct, frozen=True):
    """A line that does not count, where it stands, and why. It stays in its file."""

    file: str
    line: int
    trouble: Trouble
    why: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.why}"


class Mark(Struct, frozen=True):
    """How far a file was read or written, and a hash of the last bytes before that place.

    A file that is shorter, or has other bytes there, is not the one that the mark was made on.
    """

    length: int
    hash: str


class Cursor(Struct, frozen=True):
    """A place in a file behind a whole line; `inode` tells whether it still is the same file."""

    offset: int = 0
    line: int = 0
    inode: int = 0


class Read(Struct, frozen=True):
    """What stood behind a cursor, and the cursor and mark behind that.

    `tail` counts the bytes behind the last newline: torn, or still arriving.
    """

    actions: tuple[NamedAction, ...]
    set_aside: tuple[SetAside, ...]
    cursor: Cursor
    mark: Mark
    tail: int


def period_in(name: str) -> str | None:
    """The period that a log file's name begins with, or None where it is no log file's name."""
    found = _LOG_NAME.fullmatch(name)
    return found.group(1) if found else None


def log_name(period: str, writer: str, generation: int = 0) -> str:
    """The name of the file to which `writer` appends the actions of `period`.

    Where something was erased a file is written anew, as the next generation: a file sync then takes the old one away
    everywhere, instead of putting both together.
    """
    return f"{period}.{writer}-{generation}.log" if generation else f"{period}.{writer}.log"


def log_name_parts(name: str) -> tuple[str, str, int]:
    """Period, writer and generation of a log file's name as `log_name` makes it; of any other two empty ones and 0."""
    period, _, rest = name.partition(".")
    writer, dot, end = rest.rpartition(".")
    if end != "log" or not dot or "." in writer:
        return "", "", 0
    who, hyphen, generation = writer.partition("-")
    if not hyphen:
        return period, who, 0
    return (period, who, int(generation)) if generation.isdecimal() else ("", "", 0)


def list_logs(folder: Path) -> dict[str, os.stat_result]:
    """The log files in `folder` with size and inode. Raises DiskTrouble where the folder is gone.

    What is named like one and is no file (a folder, a pipe, a link to nowhere) is left alone: see `look_for`.
    """
    return look_for(folder)[0]


def look_for(folder: Path, periods: Collection[str] | None = None) -> tuple[dict[str, os.stat_result], list[SetAside]]:
    """The log files of `periods` (all by default), and whatever in `folder` is named like one and is none.

    Looks at the folder once, and measures only what was asked for: a long record has a file for each month.
    """
    found: dict[str, os.stat_result] = {}
    strays: list[str] = []
    with disk_trouble("read the record in", folder), os.scandir(folder) as entries:
        for entry in entries:
            if (period := period_in(entry.name)) is None:
                continue
            if not _is_file(entry):
                strays.append(entry.name)
            elif periods is None or period in periods:
                # one that went meanwhile is not there
                with contextlib.suppress(OSError):
                    found[entry.name] = entry.stat()
    return found, [SetAside(name, 0, Trouble.DAMAGED, "is not a file that can be read") for name in sorted(strays)]


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # such as a link that leads round in a circle
        return False


#: Whether an action's documents are what their tables hold.
Fits = Callable[[Action], bool]


def fits_always(_: Action) -> bool:
    """For tables that hold anything."""
    return True


def read_on(path: Path, cursor: Cursor, content_fits: Fits = fits_always) -> Read:
    """Reads the whole lines behind `cursor`; those whose content does not fit are set aside too."""
    actions, set_aside, behind, mark, tail = _taken(path, cursor, lambda line: _decoded(line, content_fits))
    return Read(tuple(actions), set_aside, behind, mark, tail)


def whole_lines(path: Path, take: Callable[[bytes], T]) -> list[T]:
    """What `take` makes of each whole line of the file. It raises Damaged or Newer of those that do not count."""
    return _taken(path, Cursor(), take)[0]


def _taken(
    path: Path, cursor: Cursor, take: Callable[[bytes], T]
) -> tuple[list[T], tuple[SetAside, ...], Cursor, Mark, int]:
    with disk_trouble("read", path), path.open("rb") as file:
        inode = os.fstat(file.fileno()).st_ino
        file.seek(cursor.offset)
        data = file.read()
    end = data.rfind(b"\n") + 1
    taken: list[T] = []
    set_aside: list[SetAside] = []
    number = cursor.line
    lines = data[:end].split(b"\n")
    lines.pop()
    for index, line in enumerate(lines):
        number += 1
        if not line:
            continue
        try:
            taken.append(take(line))
        except Damaged as damage:
            # a finished append ends with a newline and the next begins with one: without a blank line it was cut off
            if index + 1 < len(lines) and lines[index + 1]:
                set_aside.append(SetAside(path.name, number, Trouble.TORN, CUT_OFF))
            else:
                set_aside.append(SetAside(path.name, number, Trouble.DAMAGED, str(damage)))
        except Newer as newer:
            set_aside.append(SetAside(path.name, number, Trouble.NEWER, f"written by a newer program ({newer})"))
    if end < len(data):
        with contextlib.suppress(Damaged, Newer):
            # where only its newline is missing, the checksum says that it is all there: it counts now as it will later
            taken.append(take(data[end:]))
            end = len(data)
    length = cursor.offset + end
    if end >= _MARK_SPAN:
        mark = Mark(length, _hash(data[end - _MARK_SPAN : end]))
    else:
        with disk_trouble("read", path):
            mark = mark_at(path, length)
    return taken, tuple(set_aside), Cursor(length, number, inode), mark, len(data) - end


def _decoded(line: bytes, content_fits: Fits) -> NamedAction:
    named = decode(line)
    if not content_fits(named.action):
        raise Damaged(UNKNOWN)
    return named


def read_all(path: Path, content_fits: Fits = fits_always) -> Iterator[NamedAction]:
    """Every whole action of the file, in the order in which they were written."""
    yield from read_on(path, Cursor(), content_fits).actions


def append(path: Path, line: bytes, *, new: bool) -> bytes:
    """Appends one line; returns once it is durable, with the bytes as they were appended.

    Raises OSError; then the line may be torn, which `read_on` sets aside.
    """
    data = b"\n%s\n" % line
    append_synced(path, data, new=new)
    return data


def behind(cursor: Cursor, appended: bytes) -> tuple[Cursor, Mark]:
    """Cursor and mark behind one line that was appended where `cursor` stood."""
    length = cursor.offset + len(appended)
    return Cursor(length, cursor.line + 2, cursor.inode), Mark(length, _hash(appended[-_MARK_SPAN:]))


def mark_at(path: Path, length: int) -> Mark:
    """The mark of the first `length` bytes of the file. Raises OSError."""
    with path.open("rb") as file:
        start = max(0, length - _MARK_SPAN)
        file.seek(start)
        return Mark(length, _hash(file.read(length - start)))


def mark_of(data: bytes) -> Mark:
    """The mark of a file that holds `data`."""
    return Mark(len(data), _hash(data[-_MARK_SPAN:]))


def fits(path: Path, mark: Mark, size: int) -> bool:
    """Whether the file, now of `size` bytes, still begins with what the mark was made on."""
    if size < mark.length:
        return False
    with disk_trouble("read", path):
        return mark_at(path, mark.length) == mark


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()
