"""Several files changed as if at once: what is to be done is written down whole, and then carried out.

Once that one file in `<state>` is durable it counts: whoever finds it there, after a kill or a power cut, carries it
out. Before that nothing has happened. Every part of it may be carried out twice.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from aftercare.errors import DiskTrouble
from aftercare.model.learned_types import learned
from aftercare.store.digest import blake2b
from aftercare.store.disk import (
    FOLDERS_OF_A_LOG,
    append_synced,
    disk_trouble,
    explained,
    put_synced,
    remove,
    sync_folder,
    sync_names,
)
from aftercare.store.home import ClientFolder

_CHECKSUM = 16
#: Bytes left over on the disk when the lines that are to be appended are in their files.
_ROOM = 1 << 16


class Undertaking(Struct, frozen=True):
    """What is to be done, in this order.

    `appends` are lines by the log file to which each belongs, `places` are files that stand ready under another name in
    the folder of the records (from, to), `removes` are files below the client's folder, `keeps` are files of this
    machine's own with what they are to hold, `forgets` those that are to go.
    """

    appends: tuple[tuple[str, bytes], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    removes: tuple[str, ...] = ()
    keeps: tuple[tuple[str, bytes], ...] = ()
    forgets: tuple[str, ...] = ()


_encode = msgspec.msgpack.Encoder().encode


def is_there(folder: ClientFolder) -> bool:
    """Whether something waits to be carried out."""
    try:
        os.stat(folder.undertaken)
    except OSError:
        return False
    return True


def undertake(folder: ClientFolder, what: Undertaking) -> None:
    """Writes down what is to be done, and does it. The lock is held. Raises DiskTrouble.

    Where the disk has no room for it, nothing has happened.
    """
    data = _encode(what)
    with disk_trouble("write", folder.undertaken):
        put_synced(folder.undertaken, _checksum(data) + data)
    needed = sum(len(line) + 2 for _, line in what.appends)
    if needed and _free(folder.records) < needed + _ROOM:
        with disk_trouble("write", folder.undertaken):
            _done(folder)
        raise DiskTrouble(
            f"Could not write to {folder.records}: the disk is full. Nothing was changed.",
            "Make room, then try again.",
        )
    try:
        _carry_out(folder, what)
    except OSError as error:
        trouble = explained(error, "write to", folder.records)
        raise DiskTrouble(
            f"{trouble.message} A part is done; the rest follows by itself.", trouble.next_step
        ) from error


def finish(folder: ClientFolder) -> None:
    """Carries out what a killed process left undone, if it did. The lock is held. Raises DiskTrouble."""
    if not is_there(folder):
        return
    with disk_trouble("finish what was begun in", folder.records):
        data = folder.undertaken.read_bytes()
        if data[:_CHECKSUM] != _checksum(data[_CHECKSUM:]):
            # it is put in place whole: this one was never acknowledged, and nothing of it was begun
            _done(folder)
            return
        _carry_out(folder, msgspec.msgpack.decode(data[_CHECKSUM:], type=learned(Undertaking)))


def _carry_out(folder: ClientFolder, what: Undertaking) -> None:
    for name, line in what.appends:
        _append_once(folder.log(name), line)
    if what.appends:
        sync_names(folder.records, FOLDERS_OF_A_LOG)
    for beside, name in what.places:
        if (folder.records / beside).exists():
            os.replace(folder.records / beside, folder.log(name))
    if what.places:
        sync_names(folder.records, FOLDERS_OF_A_LOG)
    for name in what.removes:
        remove(folder.records.parent / name)
    for parent in {(folder.records.parent / name).parent for name in what.removes}:
        if parent.is_dir():
            sync_folder(parent)
    for name, data in what.keeps:
        put_synced(folder.state / name, data)
    for name in what.forgets:
        remove(folder.state / name)
    _done(folder)


def _append_once(path: Path, line: bytes) -> None:
    try:
        there = path.read_bytes()
    except FileNotFoundError:
        there = None
    # a torn one, from a try that was killed, has no newline behind it
    if there is None or b"\n%s\n" % line not in there:
        append_synced(path, b"\n%s\n" % line, new=there is None)


def _done(folder: ClientFolder) -> None:
    remove(folder.undertaken)
    sync_folder(folder.state)


def _free(folder: Path) -> int:
    from shutil import disk_usage

    with disk_trouble("look at", folder):
        return disk_usage(folder).free


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()
