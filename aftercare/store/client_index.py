"""What the list of clients shows of each, so that it opens no record that has not changed. Can be thrown away."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from aftercare.errors import DiskTrouble
from aftercare.model.learned_types import learned
from aftercare.store.disk import disk_trouble, make_private_folder, replace_file
from aftercare.store.home import ClientFolder, Home


class Indexed(Struct, frozen=True, array_like=True):
    """One client as last read; `seen` tells whether the record's profile has changed since."""

    seen: str
    name: str
    archived: bool


def profile_seen(folder: ClientFolder) -> str:
    """The names, sizes and times of the profile's files."""
    try:
        with os.scandir(folder.records) as found:
            files = [(each.name, each.stat()) for each in found if each.name.startswith("profile.")]
    except OSError:
        return ""
    return " ".join(f"{name}:{stat.st_size}:{stat.st_mtime_ns}" for name, stat in sorted(files, key=lambda one: one[0]))


def read_index(home: Home) -> dict[str, Indexed]:
    """The index by folder; empty where there is none that can be read."""
    try:
        return msgspec.json.decode(_index(home).read_bytes(), type=learned(dict[str, Indexed]))
    except (OSError, ValueError):
        return {}


def write_index(home: Home, index: dict[str, Indexed]) -> None:
    """Keeps the index. A disk that does not take it costs time, nothing else."""
    _keep(_index(home), msgspec.json.encode(index))


def last_used(home: Home) -> str:
    """The folder of the client whom the app showed last on this machine; "" where that is not known."""
    try:
        return _last(home).read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def keep_last_used(home: Home, folder: str) -> None:
    """Remembers `folder` as the one that was shown last; "" forgets it."""
    if last_used(home) != folder:
        _keep(_last(home), folder.encode())


def _keep(path: Path, data: bytes) -> None:
    try:
        with disk_trouble("write", path):
            make_private_folder(path.parent)
            replace_file(path, data)
    except DiskTrouble:
        return


def _index(home: Home) -> Path:
    return home.state / "clients.json"


def _last(home: Home) -> Path:
    return home.state / "last-client"
