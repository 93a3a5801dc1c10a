"""A power cut, replayed: what is asked of the disk is recorded, and the folder built anew from what had to be on it.

POSIX promises the bytes of a file that were there at its last fsync, and the names that stood in a folder at the
folder's last fsync. Of the rest a disk may keep anything, so it is replayed in several ways.
"""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import pytest


class Unsynced(Enum):
    """What the power cut makes of that which was not synced."""

    LOST = "lost, with the names that were not synced"
    HALF = "names kept, half of the bytes kept"
    ZEROS = "names and lengths kept, the bytes zeros"
    KEPT = "all kept"


@dataclass
class Step:
    """One thing that was asked of the disk, or an acknowledgement."""

    what: str
    path: Path
    inode: int = 0
    data: bytes = b""
    at: int = 0
    to: Path = Path()
    text: str = ""


@dataclass
class _File:
    data: bytearray = field(default_factory=bytearray)
    synced: bytes = b""


@dataclass
class _Folder:
    names: dict[str, _File | _Folder] = field(default_factory=dict)
    synced: dict[str, _File | _Folder] = field(default_factory=dict)


class Shim:
    """Stands between the program and the operating system, and writes down what is asked of the disk under `root`."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.steps: list[Step] = []
        self._paths: dict[int, Path] = {}
        os_open, os_write, os_fsync, os_close = os.open, os.write, os.fsync, os.close
        os_mkdir, os_replace = os.mkdir, os.replace

        def opening(path, flags, mode=0o777, **more):
            there = os.path.exists(path)
            fd = os_open(path, flags, mode, **more)
            if self._below(path):
                self._paths[fd] = Path(path)
                if not there:
                    self._note(Step("make", Path(path), os.fstat(fd).st_ino))
                elif flags & os.O_TRUNC:
                    self._note(Step("cut", Path(path)))
            return fd

        def writing(fd, data):
            count = os_write(fd, data)
            if fd in self._paths:
                appending = os.fstat(fd).st_size - count
                end = os.lseek(fd, 0, os.SEEK_CUR)
                at = end - count if end else appending
                self._note(Step("write", self._paths[fd], data=bytes(memoryview(data)[:count]), at=at))
            return count

        def syncing(fd):
            os_fsync(fd)
            if fd in self._paths:
                what = "sync folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "sync"
                self._note(Step(what, self._paths[fd]))

        def closing(fd):
            self._paths.pop(fd, None)
            os_close(fd)

        def making(path, mode=0o777, **more):
            os_mkdir(path, mode, **more)
            if self._below(path):
                self._note(Step("make folder", Path(path)))

        def replacing(source, target, **more):
            os_replace(source, target, **more)
            if self._below(source):
                self._note(Step("replace", Path(source), to=Path(target)))

        for name, function in [
            ("open", opening),
            ("write", writing),
            ("fsync", syncing),
            ("close", closing),
            ("mkdir", making),
            ("replace", replacing),
        ]:
            monkeypatch.setattr(os, name, function)
        if sys.platform == "darwin":
            import fcntl

            control = fcntl.fcntl

            def controlling(fd, command, *arguments):
                result = control(fd, command, *arguments)
                if command == fcntl.F_FULLFSYNC and fd in self._paths:
                    self._note(Step("sync", self._paths[fd]))
                return result

            monkeypatch.setattr(fcntl, "fcntl", controlling)

    def acknowledge(self, text: str) -> None:
        """The program said that the action `text` is kept."""
        self._note(Step("acknowledge", Path(), text=text))

    def acknowledgements(self) -> list[int]:
        """The places of the acknowledgements among the steps."""
        return [place for place, step in enumerate(self.steps) if step.what == "acknowledge"]

    def acknowledged(self, until: int) -> list[str]:
        """What was acknowledged up to that place, sorted."""
        return sorted(step.text for step in self.steps[: until + 1] if step.what == "acknowledge")

    def replay(self, until: int, unsynced: Unsynced, into: Path) -> None:
        """Builds at `into` what a power cut behind the step `until` leaves of the root's folder."""
        into.mkdir()
        _build(self._disk(until), into, unsynced)

    def _below(self, path) -> bool:
        return isinstance(path, str | os.PathLike) and Path(path).is_relative_to(self.root)

    def _note(self, step: Step) -> None:
        self.steps.append(step)

    def _disk(self, until: int) -> _Folder:
        disk = _Folder()

        def found(path: Path):
            here = disk
            for part in path.relative_to(self.root).parts:
                here = here.names[part]
            return here

        for step in self.steps[: until + 1]:
            match step.what:
                case "make folder":
                    found(step.path.parent).names[step.path.name] = _Folder()
                case "make":
                    found(step.path.parent).names[step.path.name] = _File()
                case "cut":
                    found(step.path).data.clear()
                case "write":
                    found(step.path).data[step.at : step.at + len(step.data)] = step.data
                case "sync":
                    file = found(step.path)
                    file.synced = bytes(file.data)
                case "sync folder":
                    folder = found(step.path)
                    folder.synced = dict(folder.names)
                case "replace":
                    found(step.to.parent).names[step.to.name] = found(step.path.parent).names.pop(step.path.name)
        return disk


def _build(folder: _Folder, into: Path, unsynced: Unsynced) -> None:
    for name, each in (folder.synced if unsynced is Unsynced.LOST else folder.names).items():
        if isinstance(each, _Folder):
            (into / name).mkdir()
            _build(each, into / name, unsynced)
        else:
            (into / name).write_bytes(_left_of(each, unsynced))


def _left_of(file: _File, unsynced: Unsynced) -> bytes:
    whole, synced = bytes(file.data), file.synced
    if not whole.startswith(synced):  # overwritten in place since
        return whole
    rest = whole[len(synced) :]
    match unsynced:
        case Unsynced.LOST:
            rest = b""
        case Unsynced.HALF:
            rest = rest[: len(rest) // 2]
        case Unsynced.ZEROS:
            rest = bytes(len(rest))
    return synced + rest
