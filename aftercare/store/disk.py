"""The few disk operations that everything rests on: a synced append, an atomic replacement, private folders.

Faults of the operating system become `DiskTrouble` here, in words that say what to do.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aftercare.errors import DiskTrouble

_BINARY: int = getattr(os, "O_BINARY", 0)
_CLOSE_ON_EXEC: int = getattr(os, "O_CLOEXEC", 0)

#: So many bytes of a large file are in memory at once.
_PIECE = 1 << 20

#: `records`, the client's folder, `clients`, the home's data, and the folder in which that stands.
FOLDERS_OF_A_LOG = 5

_WHAT_IS_WRONG = {
    errno.ENOSPC: ("The disk is full", "Make room, then try again."),
    errno.EDQUOT: ("Your share of the disk is used up", "Make room, then try again."),
    errno.EFBIG: ("The file may not grow any further", "Raise the limit, then try again."),
    errno.EROFS: ("The disk is read-only", "Make it writable, or choose another folder with --home."),
    errno.EACCES: ("Access is denied", "Give yourself the rights to it, or choose another folder with --home."),
    errno.EPERM: ("Access is denied", "Give yourself the rights to it, or choose another folder with --home."),
    errno.ENOENT: ("It is not there any more", "Put the folder or the drive back, then try again."),
    errno.ENOTDIR: ("A file stands where a folder should be", "Move it away, or choose another folder with --home."),
    errno.ESTALE: ("The network drive has lost it", "Connect the drive again, then try again."),
}


@contextmanager
def disk_trouble(doing: str, path: Path) -> Iterator[None]:
    """Turns an OSError met while `doing` something (“write”, “read”) at `path` into DiskTrouble."""
    try:
        yield
    except OSError as error:
        raise explained(error, doing, path) from error


def explained(error: OSError, doing: str, path: Path) -> DiskTrouble:
    """`error` in a sentence that names what could not be done, where, and what would help."""
    what, next_step = _WHAT_IS_WRONG.get(
        error.errno or 0, (error.strerror or "The disk does not answer", "Look at the disk, then try again.")
    )
    return DiskTrouble(f"Could not {doing} {path}: {what[0].lower()}{what[1:]}.", next_step)


def sync_file(fd: int) -> None:
    """Returns once the file's bytes are on the disk itself.

    On macOS fsync stops at the drive's cache, F_FULLFSYNC does not.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        except OSError as error:
            # network and some foreign file systems do not know it: fsync is then all there is
            if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                raise
        else:
            return
    os.fsync(fd)


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` durable. Windows keeps them with the file and cannot open a folder."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY | _CLOSE_ON_EXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_names(folder: Path, levels: int) -> None:
    """Makes the names in `folder` durable, its own, and so on up, in `levels` folders altogether."""
    for _ in range(levels):
        sync_folder(folder)
        folder = folder.parent


def sync_again(path: Path, *, names: bool) -> None:
    """Makes durable what somebody else may have written to `path` without having come so far. Raises DiskTrouble."""
    with disk_trouble("write", path):
        fd = os.open(path, os.O_RDWR | _BINARY | _CLOSE_ON_EXEC)
        try:
            sync_file(fd)
        finally:
            os.close(fd)
        if names:
            sync_names(path.parent, FOLDERS_OF_A_LOG)


def append_synced(path: Path, data: bytes, *, new: bool) -> None:
    """Appends `data` to `path` and returns once it is durable; `new` says that the file is to be made.

    Raises OSError; then a part of `data` may stand at the file's end. The file's name is made durable by `sync_names`.
    """
    flags = os.O_WRONLY | os.O_APPEND | _BINARY | _CLOSE_ON_EXEC | (os.O_CREAT | os.O_EXCL if new else 0)
    fd = os.open(path, flags, 0o600)
    try:
        write_all(fd, data)
        sync_file(fd)
    finally:
        os.close(fd)


def write_all(fd: int, data: bytes) -> None:
    """Writes all of `data`, although the system may take it in pieces. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def replace_file(path: Path, data: bytes) -> None:
    """Puts `data` in the place of `path`, whole or not at all. For what can be derived again: it is not synced."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _CLOSE_ON_EXEC, 0o600)
    try:
        write_all(fd, data)
    finally:
        os.close(fd)
    os.replace(beside, path)


def put_synced(path: Path, data: bytes) -> None:
    """Puts `data` in the place of `path`, whole or not at all, and returns once that is durable. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fd = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _CLOSE_ON_EXEC, 0o600)
        try:
            write_all(fd, data)
            sync_file(fd)
        finally:
            os.close(fd)
        os.replace(beside, path)
    except BaseException:
        remove(beside)
        raise
    sync_folder(path.parent)


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces. Raises OSError."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError."""
    # loads OpenSSL, which the other uses of this module do without
    from hashlib import sha256

    found = sha256()
    for piece in pieces_of(path):
        found.update(piece)
    return found.hexdigest()


def remove(path: Path) -> None:
    """Takes a file away, if it is there. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(path)


def make_private_folder(folder: Path) -> None:
    """Makes `folder` and what is missing above it, each for its owner alone and durable."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
        sync_folder(each.parent)
