"""A folder that leaves the home for where the person says: filled aside, and there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from aftercare.errors import BadInput, Earlier, NotFound
from aftercare.store.disk import disk_trouble, make_private_folder, sync_file, sync_folder, write_all


@contextmanager
def handed_out(path: Path, is_own: Callable[[Path], bool], what: str, *, force: bool = False) -> Iterator[Path]:
    """A folder to be filled, which takes its place at `path` at the end of the block.

    An empty folder there gives way; one with things in it only where it `is_own`, and with `force`. `what` is what is
    written, such as “export”. Raises BadInput, NotFound, DiskTrouble; then nothing of it is left.
    """
    with disk_trouble("write", path):
        real = Path(os.path.realpath(path))
        if not real.parent.is_dir():
            raise NotFound(f"There is no folder {real.parent}.", "Make it, or choose another place.")
        if os.path.lexists(real) and not real.is_dir():
            raise BadInput(f"{path} is there already, and is no folder.", "Choose another name.")
        if real.is_dir() and any(real.iterdir()):
            if not is_own(real):
                raise BadInput(f"{path} is there already, with other things in it.", "Choose another name.")
            if not force:
                raise Earlier(f"{path} has an earlier {what}.", "Choose another name.")
        beside = Path(tempfile.mkdtemp(prefix=".aftercare-", dir=real.parent))
        try:
            yield beside
            sync_folder(beside)
            _put(beside, real)
            sync_folder(real.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _put(beside: Path, real: Path) -> None:
    if not real.is_dir():
        os.replace(beside, real)
        return
    old = Path(tempfile.mkdtemp(prefix=".aftercare-", dir=real.parent))
    os.replace(real, old / "old")
    try:
        os.replace(beside, real)
    except BaseException:
        os.replace(old / "old", real)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def write_file(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Writes a new file, durable, and the folders above it that are missing; its length and SHA-256. Raises OSError."""
    make_private_folder(path.parent)
    found, length = sha256(), 0
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        for piece in pieces:
            write_all(fd, piece)
            found.update(piece)
            length += len(piece)
        sync_file(fd)
    finally:
        os.close(fd)
    return length, found.hexdigest()
