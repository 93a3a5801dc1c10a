"""A long stretch of a record, read once as values: for what goes through years of it and keeps nothing."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec import Raw, Struct, ValidationError

from aftercare.model import tables
from aftercare.model.check_off import CheckOff
from aftercare.model.circumstances import Use
from aftercare.model.journal import Entry, entry_of
from aftercare.model.learned_types import learned
from aftercare.model.progress import Told, silent
from aftercare.store.record import Record

_decode = msgspec.msgpack.Decoder().decode
_decode_check_off = msgspec.msgpack.Decoder(learned(CheckOff)).decode
_decode_use = msgspec.msgpack.Decoder(learned(Use)).decode
_decode_entry = msgspec.msgpack.Decoder[Entry](learned(Entry)).decode


class Stretch(Struct, frozen=True):
    """What months have: each document once, in no order."""

    check_offs: list[CheckOff]
    uses: list[Use]
    entries: list[Entry]


def read_stretch(record: Record, months: Collection[str], told: Told = silent) -> Stretch:
    """The documents of `months` in a record of which only the profile is in memory. Raises DiskTrouble.

    Of a month that has not changed since it was read last no table is filled: its documents become values at once.
    """
    read = Stretch([], [], [])
    for number, (month, documents) in enumerate(record.whole_snapshots(months)):
        told(number, len(months))
        if documents is None:
            record.need(month)
            continue
        read.check_offs.extend(map(_decode_check_off, documents.get(tables.CHECK_OFFS, ())))
        read.uses.extend(map(_decode_use, documents.get(tables.USES, ())))
        read.entries.extend(map(_entry_told, documents.get(tables.ENTRIES, ())))
    live = record.versions.live
    read.check_offs.extend(
        msgspec.convert(each, learned(CheckOff)) for each in live.get(tables.CHECK_OFFS, {}).values()
    )
    read.uses.extend(msgspec.convert(each, learned(Use)) for each in live.get(tables.USES, {}).values())
    read.entries.extend(map(entry_of, live.get(tables.ENTRIES, {}).values()))
    return read


def _entry_told(document: Raw) -> Entry:
    try:
        return _decode_entry(document)  # type: ignore[no-any-return]  # mypy takes a union for no type
    except ValidationError:
        # the first notes were kept without a kind
        return entry_of(_decode(document))
