"""What was merged from a period's files, kept so that it need not be merged again. Derived: can be thrown away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from aftercare.model.learned_types import learned
from aftercare.store.digest import blake2b
from aftercare.store.disk import replace_file
from aftercare.store.line import SCHEMA
from aftercare.store.log import Cursor, Mark, SetAside, fits
from aftercare.store.versions import MergedState

T = TypeVar("T")

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


class _BareVersion(Struct, frozen=True, array_like=True, gc=False):
    """A version of which the document stays the MessagePack that it is."""

    name: str
    stamp: int
    document: Raw


class _BareMerged(Struct, frozen=True):
    shown: dict[str, dict[str, _BareVersion]]


class _BareSnapshot(Struct, frozen=True):
    """What of a snapshot tells the documents that are shown."""

    format: int
    schema: int
    marks: dict[str, Mark]
    merged: _BareMerged


_GONE = Raw(msgspec.msgpack.encode(None))

_decode = msgspec.msgpack.Decoder(learned(Snapshot)).decode
_encode = msgspec.msgpack.Encoder().encode


@cache
def _decode_bare() -> Callable[[bytes], _BareSnapshot]:
    # made when older months are looked through: the present needs none
    return msgspec.msgpack.Decoder(learned(_BareSnapshot)).decode


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()


def load(path: Path, records: Path, sizes: dict[str, int]) -> Snapshot | None:
    """The snapshot, or None where there is none that fits the files as they are."""
    kept = _kept(path, _decode)
    return kept if kept is not None and _fits(kept, records, sizes) else None


def load_bare(path: Path, records: Path, sizes: dict[str, int]) -> Mapping[str, Sequence[Raw]] | None:
    """Table → the documents that are shown, as MessagePack; None where the files have anything that is not in it."""
    kept = _kept(path, _decode_bare())
    if kept is None or {name: mark.length for name, mark in kept.marks.items()} != sizes:
        return None
    if not _fits(kept, records, sizes):
        return None
    return {
        table: [each.document for each in documents.values() if each.document != _GONE]
        for table, documents in kept.merged.shown.items()
    }


def _kept(path: Path, decode: Callable[[bytes], T]) -> T | None:
    try:
        data = path.read_bytes()
        return decode(data[_CHECKSUM:]) if _checksum(data[_CHECKSUM:]) == data[:_CHECKSUM] else None
    except (OSError, ValueError, RecursionError):
        return None


def _fits(kept: Snapshot | _BareSnapshot, records: Path, sizes: dict[str, int]) -> bool:
    if (kept.format, kept.schema) != (_FORMAT, SCHEMA):
        return False
    return all(fits(records / name, mark, sizes.get(name, -1)) for name, mark in kept.marks.items())


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
