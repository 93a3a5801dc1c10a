"""The photos of a client on the disk: each once, under the SHA-256 of what it holds, for its owner alone.

They lie beside the record and are shared as it is; the small pictures for lists lie in this machine's state and can be
thrown away.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from aftercare.errors import NotFound
from aftercare.store.disk import (
    disk_trouble,
    hash_of,
    make_private_folder,
    remove,
    replace_file,
    sync_file,
    sync_folder,
    write_all,
)
from aftercare.store.home import ClientFolder

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(rf"({_SHA256.pattern})\.\w{{2,5}}")


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


def is_sound(photo: PhotoFile) -> bool:
    """Whether the photo still is what its name says. Raises DiskTrouble."""
    with disk_trouble("read", photo.path):
        return hash_of(photo.path) == photo.sha256


def take_in(photos: Path, sha256_of: str, name: str, pieces: Iterable[bytes]) -> bool:
    """Stores a photo called `name` below `photos`, durable when it returns; False where it is there already.

    Its bytes come in `pieces`. Raises ValueError where they are not those of its hash, DiskTrouble.
    """
    target = photos / sha256_of[:2] / name
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
            if found.hexdigest() != sha256_of:
                raise ValueError("the bytes of the photo are not those that its name tells")
            os.replace(beside, target)
        finally:
            remove(Path(beside))
        sync_folder(target.parent)
    return True


class PhotoFiles(Struct, frozen=True):
    """`photos` holds what belongs to the record, `small` what is derived from it."""

    photos: Path
    small: Path

    @classmethod
    def of(cls, folder: ClientFolder) -> PhotoFiles:
        """Those of one client."""
        return cls(folder.photos, folder.state / "small_photos")

    def place(self, digest: str) -> Path:
        """Where the photo `digest` lies, or would. Raises NotFound where that is none."""
        return self.photos / _checked(digest)[:2] / f"{digest}.jpg"

    def has(self, digest: str) -> bool:
        """Whether the photo is there."""
        with disk_trouble("look at", self.photos):
            return self.place(digest).is_file()

    def keep(self, digest: str, jpeg: bytes) -> bool:
        """Keeps a photo, durable when it returns; False where it was there already. Raises DiskTrouble."""
        return take_in(self.photos, digest, self.place(digest).name, (jpeg,))

    def read(self, digest: str) -> bytes:
        """The photo as it is kept. Raises NotFound where it is not there or is not what it was, DiskTrouble."""
        place = self.place(digest)
        with disk_trouble("read", place):
            try:
                jpeg = place.read_bytes()
            except FileNotFoundError as error:
                raise NotFound(
                    "This photo is not on this machine.",
                    f"It belongs to {place}; a backup or the other machine may have it.",
                ) from error
        if sha256(jpeg).hexdigest() != digest:
            raise NotFound(f"The photo {place} is damaged.", "Put it back from a backup.")
        return jpeg

    def smaller_picture(self, digest: str, longest: int) -> Path:
        """A picture of the photo with at most `longest` pixels a side, made now where there is none.

        Raises NotFound, DiskTrouble.
        """
        kept = self.small / f"{_checked(digest)}-{longest}.jpg"
        with disk_trouble("look at", kept):
            if kept.is_file():
                return kept
        from aftercare.store.photo_reading import smaller

        made = smaller(self.read(digest), longest)
        with disk_trouble("write", kept):
            make_private_folder(self.small)
            replace_file(kept, made)
        return kept

    def take_away(self, digest: str) -> None:
        """Removes a photo that nothing names any more, and its smaller pictures. Raises DiskTrouble."""
        for path in (self.place(digest), *self.small.glob(f"{_checked(digest)}-*.jpg")):
            with disk_trouble("remove", path):
                path.unlink(missing_ok=True)


def _checked(digest: str) -> str:
    # a hash may come from a shared record: it is never taken for a path
    if not _SHA256.fullmatch(digest):
        raise NotFound("The record names a photo by something that is no name of a photo.", "")
    return digest
