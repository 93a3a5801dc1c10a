"""What was merged from a period's files, kept so that it need not be merged again. Derived: can be thrown away."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from aftercare.store.disk import replace_file
from aftercare.store.line import SCHEMA
from aftercare.store.log import Cursor, Mark, SetAside, fits
from aftercare.store.versions import MergedState

#: Raised whenever what is kept here, or how it is merged, changes.
_FORMAT = 1


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


_decode = msgspec.msgpack.Decoder(Snapshot).decode
_encode = msgspec.msgpack.Encoder().encode


def load(path: Path, records: Path, sizes: dict[str, int]) -> Snapshot | None:
    """The snapshot, or None where there is none that fits the files as they are."""
    try:
        kept = _decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
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
        replace_file(path, _encode(Snapshot(_FORMAT, SCHEMA, cursors, marks, merged, set_aside, writers)))
    except OSError:
        return
