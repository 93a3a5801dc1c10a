"""What was merged from a period's files, kept so that it need not be merged again. Derived: can be thrown away."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from aftercare.model.learned_types import learned
from aftercare.store.digest import blake2b
from aftercare.store.disk import replace_file
from aftercare.store.line import SCHEMA
from aftercare.store.log import Cursor, Mark, SetAside, fits
from aftercare.store.versions import MergedState

#: Raised whenever what is kept here, or how it is merged, changes.
_FORMAT = 1
#: Bytes of the checksum that stands before it.
_CHECKSUM = 8


class LastSeen(Struct, frozen=True):
    """How far a writer is known: its highest number and stamp."""

    seq: int
    stamp: int


class Snapshot(Struct, frozen=True):
    """One period's files merged up to the marks."""

    format: int
    schema: int
    cursors: dict[str, Cursor]
    marks: dict[str, Mark]
    merged: MergedState
    set_aside: tuple[SetAside, ...]
    writers: dict[str, LastSeen]


_decode = msgspec.msgpack.Decoder(learned(Snapshot)).decode
_encode = msgspec.msgpack.Encoder().encode


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()


def load(path: Path, records: Path, sizes: dict[str, int]) -> Snapshot | None:
    """The snapshot, or None where there is none that fits the files as they are."""
    try:
        data = path.read_bytes()
        kept = _decode(data[_CHECKSUM:]) if _checksum(data[_CHECKSUM:]) == data[:_CHECKSUM] else None
    except (OSError, ValueError, RecursionError):
        return None
    if kept is None:
        return None
    if (kept.format, kept.schema) != (_FORMAT, SCHEMA):
        return None
    if all(fits(records / name, mark, sizes.get(name, -1)) for name, mark in kept.marks.items()):
        return kept
    return None


def save(
    path: Path,
    cursors: dict[str, Cursor],
    marks: dict[str, Mark],
    merged: MergedState,
    set_aside: tuple[SetAside, ...],
    writers: dict[str, LastSeen],
) -> None:
    """Keeps what was merged from the files up to the cursors.

    A disk that refuses costs time at the next start, no more.
    """
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        data = _encode(Snapshot(_FORMAT, SCHEMA, cursors, marks, merged, set_aside, writers))
        replace_file(path, _checksum(data) + data)
    except (OSError, ValueError, OverflowError):
        # a content or a name that it cannot hold: then every start merges again
        return
