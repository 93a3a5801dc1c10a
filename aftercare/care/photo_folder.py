"""The folder that a client's telephone writes its photos into, on this machine: what is new in it is offered."""

from __future__ import annotations

from pathlib import Path

from aftercare.care.photographing import Photographing
from aftercare.errors import BadInput
from aftercare.store.disk import disk_trouble, make_private_folder, replace_file

#: What may be a photo there.
_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})


class PhotoFolder(Photographing):
    """The watched folder. Nothing in it is taken in by itself, changed or removed."""

    def photo_folder(self) -> Path | None:
        """The folder that is watched; None where none is. Raises DiskTrouble."""
        kept = self._kept_at
        with disk_trouble("read", kept):
            try:
                return Path(kept.read_text("utf-8"))
            except FileNotFoundError:
                return None

    def watch_photo_folder(self, folder: Path | None) -> None:
        """Watches `folder`, or none any more. Raises BadInput where it is no folder, DiskTrouble."""
        kept = self._kept_at
        if folder is None:
            with disk_trouble("remove", kept):
                kept.unlink(missing_ok=True)
            return
        whole = folder.absolute()
        if not whole.is_dir():
            raise BadInput(f"There is no folder {folder}.", "Name the one that your telephone writes into.")
        with disk_trouble("write", kept):
            make_private_folder(kept.parent)
            replace_file(kept, str(whole).encode())

    @property
    def _kept_at(self) -> Path:
        return self.folder.state / "photo_folder"

    def new_photos(self) -> tuple[Path, ...]:
        """The picture files in the watched folder that are no photo of this record yet, the oldest first.

        Raises Busy, and DiskTrouble, as where the folder is gone for now.
        """
        folder = self.photo_folder()
        if folder is None:
            return ()
        from aftercare.store.photo_sources import sources_of

        known = {each.source for each in self.photos()}
        with disk_trouble("look into", folder):
            found = [each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS and each.is_file()]
            found.sort(key=lambda each: (each.stat().st_mtime, each.name))
        sources = sources_of(found, self.folder.state / "photo_sources.json")
        # what cannot be read may still be arriving, and what is wrong with it is told when somebody takes it
        return tuple(each for each in found if sources.get(each) not in known)
