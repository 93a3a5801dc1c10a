"""A backup: one zip file with a record's log files and photos as they were at one moment, and a list of what is in it.

Anybody can open it without this program. `backup_making` writes them; this module lists, checks and unpacks them.
"""

from __future__ import annotations

import os
import re
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from aftercare.errors import NotSound
from aftercare.model.learned_types import learned
from aftercare.store.disk import disk_trouble, make_private_folder, sync_file, sync_folder
from aftercare.store.line import SCHEMA

#: The form of the file that this program writes.
FORMAT = 1

MANIFEST = "manifest.json"
RECORDS, PHOTOS = "records/", "photos/"
_NAME = re.compile(r"(.+)-(\d{8}T\d{6})Z\.zip")
#: How the instant of a backup stands in its name, in UTC.
STAMP = "%Y%m%dT%H%M%S"
_PIECE = 1 << 20


class Content(Struct, frozen=True):
    """One file of a backup: its length and its SHA-256."""

    bytes: int
    sha256: str


class Manifest(Struct, frozen=True, kw_only=True):
    """What a backup says of itself. `record` tells this record from all others, `made` is an instant with its
    offset, `counts` are the documents of each table."""

    aftercare: str = "backup"
    format: int = FORMAT
    program: str
    schema: int
    client: str
    name: str
    record: str
    made: datetime
    reason: str
    counts: dict[str, int]
    photos: int
    files: dict[str, Content]


class BackupFile(Struct, frozen=True):
    """A backup as it lies there; `manifest` is None where it cannot be read."""

    path: Path
    made: datetime
    size: int
    manifest: Manifest | None


_decode_manifest = msgspec.json.Decoder(learned(Manifest)).decode


# ---- looking at them


def list_backups(target: Path, client: str) -> list[BackupFile]:
    """The backups of `client` in the folder `target`, newest first; also those that cannot be read.

    Raises DiskTrouble.
    """
    with disk_trouble("look into", target):
        if not target.is_dir():
            return []
        found = [(each, name) for each in target.iterdir() if (name := _NAME.fullmatch(each.name))]
        backups = [
            BackupFile(path, _made(path, name.group(2)), path.stat().st_size, read_manifest(path))
            for path, name in found
            if name.group(1) == client
        ]
    return sorted(backups, key=lambda each: each.made.astimezone(UTC), reverse=True)


def open_backup(path: Path) -> BackupFile:
    """The backup at `path`, wherever it lies. Raises NotSound where it is none, DiskTrouble."""
    with disk_trouble("read", path):
        size = path.stat().st_size
        manifest = read_manifest(path)
    if manifest is None:
        raise NotSound(f"{path} is no backup of aftercare, or it is damaged.", "`aftercare backup list` names others.")
    return BackupFile(path, manifest.made, size, manifest)


def read_manifest(path: Path) -> Manifest | None:
    """What the backup says of itself, or None where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _decode_manifest(archive.read(MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError):
        return None


def _made(path: Path, stamp: str) -> datetime:
    manifest = read_manifest(path)
    if manifest is not None:
        return manifest.made
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def problems_in(path: Path) -> list[str]:
    """What is wrong with the backup at `path`, in words; nothing where every byte is as its list says."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _decode_manifest(archive.read(MANIFEST))
            names = set(archive.namelist()) - {MANIFEST}
            wrong = [f"{name} is missing in it." for name in sorted(manifest.files.keys() - names)]
            wrong += [f"{name} is in it and not on its list." for name in sorted(names - manifest.files.keys())]
            for name in sorted(names & manifest.files.keys()):
                if _content(archive, name) != manifest.files[name]:
                    wrong.append(f"{name} is damaged in it.")
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, RuntimeError) as error:
        return [f"It cannot be read as a backup ({error})."]
    if manifest.schema > SCHEMA or manifest.format > FORMAT:
        wrong.append("It was written by a newer aftercare.")
    return wrong


def _content(archive: zipfile.ZipFile, name: str) -> Content | None:
    found, length = sha256(), 0
    try:
        with archive.open(name) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
                length += len(piece)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError):
        return None
    except Exception as error:
        # zlib.error has no base of its own
        if type(error).__module__ != "zlib":
            raise
        return None
    return Content(length, found.hexdigest())


# ---- taking something out of one


def unpack(backup: BackupFile, into: Path) -> None:
    """Lays the log files below `into`/records and the photos below `into`/photos, durable.

    Raises NotSound where the backup is damaged, DiskTrouble.
    """
    if wrong := problems_in(backup.path):
        raise NotSound(f"{backup.path} cannot be brought back. {wrong[0]}", "`aftercare backup list` names others.")
    folders: set[Path] = set()
    with disk_trouble("write", into), zipfile.ZipFile(backup.path) as archive:
        make_private_folder(into / RECORDS)
        for name in archive.namelist():
            if name == MANIFEST or not _is_ours(name):
                continue
            target = into / name
            make_private_folder(target.parent)
            fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            try:
                with archive.open(name) as file, os.fdopen(os.dup(fd), "wb") as out:
                    while piece := file.read(_PIECE):
                        out.write(piece)
                sync_file(fd)
            finally:
                os.close(fd)
            folders.add(target.parent)
        for each in (*folders, into / RECORDS, into):
            sync_folder(each)


def _is_ours(name: str) -> bool:
    """Whether a file's name is one that a backup has: nothing in it leads out of the folder."""
    parts = name.split("/")
    if ".." in parts or "" in parts or "\\" in name or ":" in name:
        return False
    return (len(parts) == 2 and parts[0] == "records") or (len(parts) == 3 and parts[0] == "photos")
