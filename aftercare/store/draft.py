"""Drafts: what was typed on this machine and is not in the record yet, a file each. They survive a crash."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aftercare.store.disk import disk_trouble, make_private_folder, put_synced
from aftercare.store.home import ClientFolder

#: What a draft that cannot be read is called from then on: it is not thrown away.
_ASIDE = ".unreadable"
#: What a draft is called while what it holds is being kept.
_BEING_KEPT = ".being-kept"


def keep_draft(folder: ClientFolder, name: str, data: bytes) -> None:
    """Puts the draft `name` in the place of the one that was there. Raises DiskTrouble."""
    path = folder.drafts / name
    with disk_trouble("write", path):
        make_private_folder(folder.drafts)
        put_synced(path, data)


def read_draft(folder: ClientFolder, name: str) -> bytes | None:
    """The draft `name`, or None. Raises DiskTrouble."""
    path = folder.drafts / name
    with disk_trouble("read", path):
        # where a process was killed while it kept one, nobody knows whether it was kept: rather twice than never
        for each in (path, _being_kept(path)):
            with suppress(FileNotFoundError, NotADirectoryError):
                return each.read_bytes()
        return None


def draft_names(folder: ClientFolder) -> list[str]:
    """The names of the drafts. Raises DiskTrouble."""
    with disk_trouble("look into", folder.drafts):
        try:
            return sorted({each.removesuffix(_BEING_KEPT) for each in os.listdir(folder.drafts)})
        except (FileNotFoundError, NotADirectoryError):
            return []


def drop_draft(folder: ClientFolder, name: str) -> None:
    """Takes the draft away, if there is one. Raises DiskTrouble."""
    path = folder.drafts / name
    with disk_trouble("take away", path):
        path.unlink(missing_ok=True)
        _being_kept(path).unlink(missing_ok=True)


@contextmanager
def draft_taken(folder: ClientFolder, name: str) -> Iterator[None]:
    """Takes the draft away, if there is one, for what is done within, which keeps what it holds.

    Where it cannot be taken away, nothing is done: so nothing is kept twice. Where that fails, it is there as it was.
    Raises DiskTrouble.
    """
    path = folder.drafts / name
    aside = _being_kept(path)
    with disk_trouble("take away", path), suppress(FileNotFoundError, NotADirectoryError):
        os.replace(path, aside)
    try:
        yield
    except BaseException:
        # what was typed meanwhile is newer
        with suppress(OSError):
            if not path.exists():
                os.replace(aside, path)
        raise
    with suppress(OSError):
        # what could be moved can be removed, and what was kept is kept
        aside.unlink()


def _being_kept(path: Path) -> Path:
    return path.with_name(f"{path.name}{_BEING_KEPT}")


def set_draft_aside(folder: ClientFolder, name: str) -> Path:
    """Lays a draft that cannot be read beside the others, under a name that no other draft takes."""
    path = folder.drafts / name
    aside = path.with_name(f"{name}{_ASIDE}")
    with disk_trouble("move", path):
        os.replace(path if path.exists() else _being_kept(path), aside)
    return aside


def new_text_draft(folder: ClientFolder, kind: str, text: str) -> Path:
    """A new file with `text`, for an editor to write in. Its name is not anybody's yet."""
    with disk_trouble("write in", folder.drafts):
        make_private_folder(folder.drafts)
        fd, name = tempfile.mkstemp(prefix=f"{kind}-", suffix=".txt", dir=folder.drafts)
        with os.fdopen(fd, "wb") as file:
            file.write(text.encode())
    return Path(name)
