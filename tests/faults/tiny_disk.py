"""A disk of some kilobytes, mounted where nobody else sees it and gone with the process that asked for it."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fault_tools import Tell, forked

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_READ_ONLY, _REMOUNT, _RECURSIVE, _PRIVATE = 1, 32, 16384, 1 << 18


class TinyDisk:
    """A mounted tmpfs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Takes all the room that is left."""
        with self._ballast.open("ab", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        """Gives it back."""
        self._ballast.unlink()

    def make_read_only(self) -> None:
        """As a memory card with its switch moved."""
        _mount(None, self.folder, None, _REMOUNT | _READ_ONLY)

    def make_writable(self) -> None:
        """The switch moved back."""
        _mount(None, self.folder, None, _REMOUNT)


def on_a_tiny_disk(folder: Path, size: str, check: Callable[[TinyDisk], object]) -> None:
    """Runs `check` in a process of its own with a disk of that size mounted at `folder`.

    Skips where that is not allowed. Permission bits would not do: they do not bind root.
    """
    if not sys.platform.startswith("linux"):
        pytest.skip("needs the right to mount a tmpfs")

    def work(tell: Tell) -> None:
        try:
            _mount_tmpfs(folder, size)
        except OSError as error:
            tell(f"not allowed: {error}")
            return
        check(TinyDisk(folder))
        tell("checked")

    folder.mkdir()
    with forked(work) as child:
        told = list(child.lines())
        child.end()
    if told and told[0].startswith("not allowed"):
        pytest.skip(f"needs the right to mount a tmpfs ({told[0]})")
    assert told == ["checked"], "\n".join(told).replace(" | ", "\n")


def _mount_tmpfs(folder: Path, size: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_NEW_MOUNTS | (0 if user == 0 else _NEW_USER)):
        raise OSError(ctypes.get_errno(), "unshare")
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    _mount(None, Path("/"), None, _RECURSIVE | _PRIVATE)
    _mount("tmpfs", folder, f"size={size}", 0)


def _mount(kind: str | None, folder: Path, options: str | None, flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    source = b"none"
    arguments = (kind.encode() if kind else None, ctypes.c_ulong(flags), options.encode() if options else None)
    if libc.mount(source, os.fsencode(folder), *arguments):
        raise OSError(ctypes.get_errno(), "mount")
