"""Making backups: writing one, copying it to a second folder, and taking out of it what was erased.

Log files only grow, so their lengths at a moment under the lock are the record at that moment: they are read
afterwards, and nobody who writes has to wait. A backup is written aside, read back, and only then given its name.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import msgspec

from aftercare.errors import DiskTrouble, NotSound
from aftercare.model.progress import Told, silent
from aftercare.store.backup import MANIFEST, PHOTOS, RECORDS, STAMP, BackupFile, Content, Manifest, problems_in
from aftercare.store.disk import disk_trouble, make_private_folder, pieces_of, remove, sync_file, sync_folder
from aftercare.store.erasure import without
from aftercare.store.home import ClientFolder
from aftercare.store.line import Damaged, Newer, decode
from aftercare.store.log import list_logs
from aftercare.store.photo_files import list_photos
from aftercare.store.versions import Key, Precedence, Versions

#: What a person wants to hear while it lasts: how many bytes of how many.


class _Filling:
    """A backup that is being filled: counts its documents and keeps the list of its files as they come."""

    def __init__(self, archive: zipfile.ZipFile, about: Manifest, precedence: Precedence) -> None:
        self._archive = archive
        self._about = about
        self._versions = Versions(precedence)
        self._files: dict[str, Content] = {}

    def add_log(self, name: str, data: bytes) -> None:
        for line in data.split(b"\n"):
            if line:
                try:
                    named = decode(line)
                except (Damaged, Newer):
                    continue
                for change in named.action.changes:
                    self._versions.apply(named.name, named.action.stamp, change)
        self.add(f"{RECORDS}{name}", iter((data,)))

    def add(self, name: str, pieces: Iterator[bytes]) -> None:
        entry = zipfile.ZipInfo(name, self._about.made.timetuple()[:6])
        # pictures are compressed already
        entry.compress_type = zipfile.ZIP_STORED if name.startswith(PHOTOS) else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        found, length = sha256(), 0
        with self._archive.open(entry, "w", force_zip64=True) as out:
            for piece in pieces:
                found.update(piece)
                out.write(piece)
                length += len(piece)
        self._files[name] = Content(length, found.hexdigest())

    def finish(self) -> Manifest:
        """Writes the list of what is in it."""
        live = self._versions.live
        manifest = msgspec.structs.replace(
            self._about,
            counts={table: len(live[table]) for table in sorted(live) if live[table]},
            photos=sum(name.startswith(PHOTOS) for name in self._files),
            files=dict(self._files),
        )
        data = msgspec.json.format(msgspec.json.encode(manifest))
        self.add(MANIFEST, iter((data,)))
        return manifest


def make_backup(
    folder: ClientFolder,
    lengths: dict[str, int],
    about: Manifest,
    target: Path,
    precedence: Precedence,
    told: Told = silent,
) -> BackupFile:
    """Writes a backup of the log files up to their `lengths` into the folder `target`, and reads it back.

    `about` has what is known beforehand. Raises DiskTrouble; then nothing of it is left.
    """
    photos = list_photos(folder.photos)
    whole = sum(lengths.values()) + sum(each.size for each in photos)
    done = 0
    with disk_trouble("write a backup in", target):
        make_private_folder(target)
    path = _free_name(target, folder.name, about.made)
    with _written_aside(path) as beside:
        with zipfile.ZipFile(beside, "w") as archive:
            filling = _Filling(archive, about, precedence)
            for name, length in lengths.items():
                filling.add_log(name, _beginning(folder.log(name), length))
                told(done := done + length, whole)
            for photo in photos:
                filling.add(f"{PHOTOS}{photo.place}", pieces_of(photo.path))
                told(done := done + photo.size, whole)
            manifest = filling.finish()
        _sound(beside)
    return BackupFile(path, about.made, path.stat().st_size, manifest)


def _beginning(path: Path, length: int) -> bytes:
    with disk_trouble("read", path), path.open("rb") as file:
        data = file.read(length)
    if len(data) < length:
        raise DiskTrouble(f"{path} was replaced while it was read.", "Try again.")
    return data


def is_in_backup(backup: BackupFile, key: Key, words: set[str], photos: set[str]) -> bool:
    """Whether the backup holds the document `key` or one of `photos` (by hash). Raises NotSound, DiskTrouble."""
    with _opened(backup) as archive:
        return any(_touched(archive, name, key, words, photos) for name in archive.namelist())


def erase_from_backup(backup: BackupFile, key: Key, words: set[str], photos: set[str], precedence: Precedence) -> bool:
    """Writes the backup anew without the document `key` and the `photos` (by hash); False where it has none of them.

    Raises DiskTrouble, NotSound where it cannot be read.
    """
    if not is_in_backup(backup, key, words, photos):
        return False
    with _opened(backup) as before, _written_aside(backup.path) as beside:
        assert backup.manifest is not None
        with zipfile.ZipFile(beside, "w") as archive:
            filling = _Filling(archive, backup.manifest, precedence)
            for name in before.namelist():
                if name.startswith(RECORDS):
                    filling.add_log(name.removeprefix(RECORDS), without(before.read(name), key, words).data)
                elif name.startswith(PHOTOS) and not _touched(before, name, key, words, photos):
                    filling.add(name, iter((before.read(name),)))
            filling.finish()
        _sound(beside)
    return True


@contextmanager
def _opened(backup: BackupFile) -> Iterator[zipfile.ZipFile]:
    if backup.manifest is None or problems_in(backup.path):
        raise NotSound(f"{backup.path} cannot be read.", "Take it away by hand if it may hold what you erased.")
    with disk_trouble("read", backup.path), zipfile.ZipFile(backup.path) as archive:
        yield archive


def _touched(archive: zipfile.ZipFile, name: str, key: Key, words: set[str], photos: set[str]) -> bool:
    if name.startswith(PHOTOS):
        return Path(name).stem in photos
    return name.startswith(RECORDS) and without(archive.read(name), key, words).changed


def copy_backup(backup: BackupFile, second: Path) -> Path:
    """Copies a backup into the folder `second`, read back, unless it is there. Raises DiskTrouble.

    The folder is never made: where a drive is not plugged in, it would be made in the drive's place.
    """
    target = second / backup.path.name
    if not target.exists():
        with _written_aside(target) as beside:
            with beside.open("wb") as out:
                for piece in pieces_of(backup.path):
                    out.write(piece)
            _sound(beside)
    return target


def lengths_now(folder: ClientFolder) -> dict[str, int]:
    """How long each log file is. Under the lock this is the record at that moment."""
    return {name: stat.st_size for name, stat in sorted(list_logs(folder.records).items())}


def holds(backup: BackupFile, folder: ClientFolder, lengths: dict[str, int]) -> bool:
    """Whether the backup has exactly the log files and photos that are there now."""
    if backup.manifest is None:
        return False
    files = backup.manifest.files
    kept = {name.removeprefix(RECORDS): each for name, each in files.items() if name.startswith(RECORDS)}
    if {name: each.bytes for name, each in kept.items()} != lengths:
        return False
    photos = {name.removeprefix(PHOTOS) for name in files if name.startswith(PHOTOS)}
    if photos != {each.place for each in list_photos(folder.photos)}:
        return False
    return all(
        sha256(_beginning(folder.log(name), each.bytes)).hexdigest() == each.sha256 for name, each in kept.items()
    )


def sweep(target: Path) -> None:
    """Takes away what a killed process had begun to write in the folder `target`."""
    with disk_trouble("write in", target):
        for each in target.glob(".aftercare-*.part"):
            remove(each)
        for each in target.glob(".aftercare-*.open"):
            rmtree(each, ignore_errors=True)


def _free_name(target: Path, client: str, made: datetime) -> Path:
    made = made.astimezone(UTC)
    while (path := target / f"{client}-{made:{STAMP}}Z.zip").exists():
        made += timedelta(seconds=1)
    return path


@contextmanager
def _written_aside(path: Path) -> Iterator[Path]:
    """A file beside `path`, which takes that name at the end of the block, durable. Raises DiskTrouble."""
    with disk_trouble("write", path):
        # for its owner alone, as mkstemp makes it
        fd, name = tempfile.mkstemp(prefix=".aftercare-", suffix=".part", dir=path.parent)
        os.close(fd)
        beside = Path(name)
        try:
            yield beside
            os.replace(beside, path)
        except BaseException:
            remove(beside)
            raise
        sync_folder(path.parent)


def _sound(path: Path) -> None:
    """Makes what was written durable and reads it back. Raises DiskTrouble."""
    fd = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        sync_file(fd)
    finally:
        os.close(fd)
    if wrong := problems_in(path):
        raise DiskTrouble(f"The backup could not be read back. {wrong[0]}", "Look at the disk, then try again.")
