"""A file that leaves the home for where the person says: written whole or not at all, never over somebody else's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from aftercare.errors import BadInput, Earlier, InTheWay, NotFound
from aftercare.store.disk import disk_trouble, sync_file, write_all

_HEAD = 4096


def hand_out(path: Path, data: bytes, is_own: Callable[[bytes], bool], what: str, *, force: bool = False) -> None:
    """Puts `data` at `path`. What stands there gives way where its beginning `is_own`, or with `force`.

    `what` is what is written, such as “calendar file”. A link is followed. Raises BadInput, NotFound and DiskTrouble.
    """
    hand_out_pieces(path, (data,), is_own, what, force=force)


def hand_out_pieces(
    path: Path,
    pieces: Iterable[bytes],
    is_own: Callable[[bytes], bool],
    what: str,
    *,
    force: bool = False,
    replaces_own: bool = True,
) -> None:
    """`hand_out` of what comes in `pieces`. An earlier one gives way by itself only where it `replaces_own`."""
    with disk_trouble("write", path):
        real = Path(os.path.realpath(path))
        if not real.parent.is_dir():
            raise NotFound(f"There is no folder {real.parent}.", "Make it, or choose another place.")
        if real.is_dir():
            raise BadInput(f"{path} is a folder.", f"Write a name for the {what} too.")
        if os.path.lexists(real):
            if not real.is_file():
                raise BadInput(f"{path} is no file that can be replaced.", "Choose another name.")
            own = is_own(_head(real))
            if not force and not own:
                raise InTheWay(f"{path} is there already, and is no {what} of aftercare.", "Choose another name.")
            if own and not replaces_own:
                raise Earlier(f"{path} is an earlier {what}.", "Choose another name.")
        _replace(real, pieces)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD)


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    # for its owner alone, as mkstemp makes it, and under a name that nobody else can have laid out
    fd, beside = tempfile.mkstemp(prefix=".aftercare-", dir=path.parent)
    try:
        try:
            for piece in pieces:
                write_all(fd, piece)
            sync_file(fd)
        finally:
            os.close(fd)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
