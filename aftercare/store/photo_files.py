"""The photos of a client on the disk: each once, under the SHA-256 of what it holds, for its owner alone.

They lie beside the record and are shared as it is; the small pictures for lists lie in this machine's state and can be
thrown away.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from aftercare.errors import NotFound
from aftercare.store.disk import disk_trouble, make_private_folder, replace_file, sync_file, sync_folder, write_all
from aftercare.store.home import ClientFolder

_SHA256 = re.compile(r"[0-9a-f]{64}")


class PhotoFiles(Struct, frozen=True):
    """`photos` holds what belongs to the record, `small` what is derived from it."""

    photos: Path
    small: Path

    @classmethod
    def of(cls, folder: ClientFolder) -> PhotoFiles:
        """Those of one client."""
        return cls(folder.records.parent / "photos", folder.state / "small_photos")

    def place(self, sha256: str) -> Path:
        """Where the photo `sha256` lies, or would. Raises NotFound where that is none."""
        return self.photos / _checked(sha256)[:2] / f"{sha256}.jpg"

    def has(self, sha256: str) -> bool:
        """Whether the photo is there."""
        with disk_trouble("look at", self.photos):
            return self.place(sha256).is_file()

    def keep(self, sha256: str, jpeg: bytes) -> bool:
        """Keeps a photo, durable when it returns; False where it was there already. Raises DiskTrouble."""
        place = self.place(sha256)
        with disk_trouble("write", place):
            if place.is_file():
                return False
            make_private_folder(place.parent)
            fd, beside = tempfile.mkstemp(prefix=".arriving-", dir=place.parent)
            try:
                try:
                    write_all(fd, jpeg)
                    sync_file(fd)
                finally:
                    os.close(fd)
                os.replace(beside, place)
            except BaseException:
                os.unlink(beside)
                raise
            sync_folder(place.parent)
        return True

    def read(self, sha256: str) -> bytes:
        """The photo as it is kept. Raises NotFound where it is not there or is not what it was, DiskTrouble."""
        place = self.place(sha256)
        with disk_trouble("read", place):
            try:
                jpeg = place.read_bytes()
            except FileNotFoundError as error:
                raise NotFound(
                    "This photo is not on this machine.",
                    f"It belongs to {place}; a backup or the other machine may have it.",
                ) from error
        if hashlib.sha256(jpeg).hexdigest() != sha256:
            raise NotFound(f"The photo {place} is damaged.", "Put it back from a backup.")
        return jpeg

    def smaller_picture(self, sha256: str, longest: int) -> Path:
        """A picture of the photo with at most `longest` pixels a side, made now where there is none.

        Raises NotFound, DiskTrouble.
        """
        kept = self.small / f"{_checked(sha256)}-{longest}.jpg"
        with disk_trouble("look at", kept):
            if kept.is_file():
                return kept
        from aftercare.store.photo_reading import smaller

        made = smaller(self.read(sha256), longest)
        with disk_trouble("write", kept):
            make_private_folder(self.small)
            replace_file(kept, made)
        return kept

    def take_away(self, sha256: str) -> None:
        """Removes a photo that nothing names any more, and its smaller pictures. Raises DiskTrouble."""
        for path in (self.place(sha256), *self.small.glob(f"{_checked(sha256)}-*.jpg")):
            with disk_trouble("remove", path):
                path.unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        """The hashes of the photos that are there."""
        with disk_trouble("look into", self.photos):
            found = sorted(self.photos.glob("??/*.jpg"))
        yield from (each.stem for each in found if _SHA256.fullmatch(each.stem))


def _checked(sha256: str) -> str:
    # a hash may come from a shared record: it is never taken for a path
    if not _SHA256.fullmatch(sha256):
        raise NotFound("The record names a photo by something that is no name of a photo.", "")
    return sha256
