"""Who writes: one identity for all processes of this machine, given up as soon as its own files do not match.

A home that was cloned, or restored from an older copy, would otherwise go on under a name that somebody else goes on
under too. The identity lies in `<state>` with the machine's id, the folder's own number on its disk (a copy has
another), and a mark of every file it has written. It is itself a file of lines, of which the later ones count:
replacing it at each write would cost as much again as the write.
"""

from __future__ import annotations

import os

import msgspec
from msgspec import Struct

from aftercare.model.learned_types import learned
from aftercare.store.disk import disk_trouble, explained, replace_file, sync_again, write_all
from aftercare.store.home import ClientFolder
from aftercare.store.log import Mark, fits, log_name, log_name_parts, read_all
from aftercare.store.machine import machine_id

#: Lines after which the file is written anew.
_MOST_LINES = 1000


class Who(Struct, frozen=True):
    """The first line: the writer's name, and where it is at home."""

    writer: str
    machine: str
    folder: int


class Wrote(Struct, frozen=True, array_like=True):
    """A further line: the file `name` ends at `mark` with the writer's action number `seq`, stamped `stamp`."""

    name: str
    mark: Mark
    seq: int
    stamp: int


class FileState(Struct, frozen=True):
    """A file by its number on the disk, its size and its time: whoever keeps something in it changes one of them."""

    inode: int
    size: int
    modified: int

    @classmethod
    def of(cls, stat: os.stat_result) -> FileState:
        """What `stat` tells."""
        return cls(stat.st_ino, stat.st_size, stat.st_mtime_ns)


class Identity(Struct, frozen=True):
    """This machine as a writer: its last number and stamp, and its files as it left them.

    `seqs` has the last number in each of its files, `lines` counts those of the file in which it is kept, `file` tells
    that file as it was seen last.
    """

    who: Who
    seq: int = 0
    stamp: int = 0
    files: dict[str, Mark] = {}
    seqs: dict[str, int] = {}
    lines: int = 0
    file: FileState | None = None

    def owns(self, name: str) -> bool:
        """Whether the log file `name` is this writer's own, of whichever generation."""
        return log_name_parts(name)[1] == self.who.writer

    def file_of(self, period: str) -> str:
        """The file to which the actions of `period` are appended: where something was erased, its newest generation."""
        first = log_name(period, self.who.writer)
        if first in self.files:
            return first
        begin = f"{period}.{self.who.writer}-"
        newer = [name for name in self.files if name.startswith(begin)]
        return max(newer, key=lambda name: log_name_parts(name)[2], default=first)


_decode_who = msgspec.json.Decoder(learned(Who)).decode
_decode_wrote = msgspec.json.Decoder(learned(Wrote)).decode
_encode = msgspec.json.Encoder().encode


def claim(folder: ClientFolder, sizes: dict[str, int]) -> Identity:
    """The identity to write under now, given the sizes of the log files. The lock is held.

    It is the kept one where everything matches, else a new one. A process that was killed between its append and the
    keeping of it leaves a longer log: what it wrote is counted in.
    """
    kept = load(folder)
    if kept is None or not _matches(kept, folder, sizes):
        return Identity(Who(os.urandom(4).hex(), machine_id(), _number_of(folder)))
    seq, stamp = kept.seq, kept.stamp
    for name, size in sizes.items():
        mark = kept.files.get(name)
        if kept.owns(name) and (mark is None or size > mark.length):
            # whoever wrote it may have been killed before it was durable, and from now on it counts
            sync_again(folder.log(name), names=mark is None)
            for each in read_all(folder.log(name)):
                if each.action.writer == kept.who.writer:
                    seq, stamp = max(seq, each.action.seq), max(stamp, each.action.stamp)
    return msgspec.structs.replace(kept, seq=seq, stamp=stamp)


def load(folder: ClientFolder) -> Identity | None:
    """The kept identity, or None where there is none that can be read."""
    try:
        with folder.identity.open("rb") as file:
            state, data = FileState.of(os.fstat(file.fileno())), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise explained(error, "read", folder.identity) from error
    lines = [line for line in data.split(b"\n") if line]
    files: dict[str, Mark] = {}
    seqs: dict[str, int] = {}
    seq = stamp = 0
    try:
        who = _decode_who(lines[0])
    except (IndexError, ValueError, RecursionError):
        return None
    for line in lines[1:]:
        try:
            wrote = _decode_wrote(line)
        except (ValueError, RecursionError):
            # cut off when its process was killed: the log itself is longer than the mark before it, which tells as much
            continue
        files[wrote.name] = wrote.mark
        seqs[wrote.name] = wrote.seq
        seq, stamp = max(seq, wrote.seq), max(stamp, wrote.stamp)
    return Identity(who, seq, stamp, files, seqs, len(lines), state)


def is_as_left(identity: Identity, folder: ClientFolder) -> bool:
    """Whether no other process has kept anything since `identity` was read or kept."""
    try:
        return FileState.of(folder.identity.stat()) == identity.file
    except OSError:
        return False


def keep(identity: Identity, folder: ClientFolder, wrote: Wrote) -> Identity:
    """Keeps what was just written. Raises DiskTrouble."""
    files = {**identity.files, wrote.name: wrote.mark}
    seqs = {**identity.seqs, wrote.name: wrote.seq}
    line = b"\n%s\n" % _encode(wrote)
    with disk_trouble("write", folder.identity):
        if 0 < identity.lines < _MOST_LINES:
            fd = os.open(folder.identity, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
            try:
                write_all(fd, line)
            finally:
                os.close(fd)
            lines = identity.lines + 1
        else:
            replace_file(folder.identity, written_out(identity.who, files, seqs, wrote.stamp))
            lines = 1 + len(files)
        state = FileState.of(folder.identity.stat())
    return Identity(identity.who, wrote.seq, wrote.stamp, files, seqs, lines, state)


def written_out(who: Who, files: dict[str, Mark], seqs: dict[str, int], stamp: int) -> bytes:
    """The file of an identity with `files`, each up to its number in `seqs`."""
    lines = [_encode(who), *(_encode(Wrote(name, mark, seqs.get(name, 0), stamp)) for name, mark in files.items())]
    return b"".join(each + b"\n" for each in lines)


def _matches(kept: Identity, folder: ClientFolder, sizes: dict[str, int]) -> bool:
    return (
        kept.who.machine == machine_id()
        and kept.who.folder == _number_of(folder)
        and all(fits(folder.log(name), mark, sizes.get(name, -1)) for name, mark in kept.files.items())
    )


def _number_of(folder: ClientFolder) -> int:
    with disk_trouble("look at", folder.state):
        return folder.state.stat().st_ino
