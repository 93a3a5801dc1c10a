"""The photos of a record as files: each lies under the hash of its own bytes, is stored once and can be checked."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from aftercare.store.disk import disk_trouble, make_private_folder, remove, sync_file, sync_folder, write_all
from aftercare.store.home import ClientFolder

_NAME = re.compile(r"([0-9a-f]{64})\.\w{2,5}")


class PhotoFile(Struct, frozen=True):
    """A stored photo: the hash that it is named by, where it lies, and its size in bytes."""

    sha256: str
    path: Path
    size: int

    @property
    def place(self) -> str:
        """Where it lies below the folder of photos, with slashes."""
        return f"{self.sha256[:2]}/{self.path.name}"


def list_photos(folder: Path) -> list[PhotoFile]:
    """The photos below `folder`, by their hash. What is named otherwise is left alone. Raises DiskTrouble."""
    with disk_trouble("look into", folder):
        if not folder.is_dir():
            return []
        found = [
            PhotoFile(named.group(1), path, path.stat().st_size)
            for path in folder.glob("*/*")
            if (named := _NAME.fullmatch(path.name)) and path.is_file()
        ]
    return sorted(found, key=lambda each: each.sha256)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces. Raises OSError."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


def is_sound(photo: PhotoFile) -> bool:
    """Whether the photo still is what its name says. Raises DiskTrouble."""
    with disk_trouble("read", photo.path):
        return hash_of(photo.path) == photo.sha256


def take_in(folder: ClientFolder, sha256_of: str, name: str, pieces: Iterator[bytes]) -> bool:
    """Stores a photo called `name` whose bytes come in `pieces`; False where it is there already.

    Raises ValueError where the bytes are not those of its hash, DiskTrouble.
    """
    target = folder.photos / sha256_of[:2] / name
    with disk_trouble("write", target):
        if target.exists():
            return False
        make_private_folder(target.parent)
        fd, beside = tempfile.mkstemp(prefix=".aftercare-", dir=target.parent)
        found = sha256()
        try:
            try:
                for piece in pieces:
                    found.update(piece)
                    write_all(fd, piece)
                sync_file(fd)
            finally:
                os.close(fd)
            if found.hexdigest() == sha256_of:
                os.replace(beside, target)
        finally:
            remove(Path(beside))
        if found.hexdigest() != sha256_of:
            raise ValueError("the bytes of the photo are not those that its name tells")
        sync_folder(target.parent)
    return True


def pieces_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces. Raises OSError."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece
