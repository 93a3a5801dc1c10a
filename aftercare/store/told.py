"""The documents of a month as they were told, for who goes through all of a long record once: to search it.

Nothing is kept of it, no table is filled. What was changed, deleted, or told twice is merged as it always is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import msgspec

from aftercare.store.line import BareChange, Change, Damaged, Document, decode_bare
from aftercare.store.log import UNKNOWN, look_for, whole_lines
from aftercare.store.versions import Precedence, Versions

T = TypeVar("T")

_GONE = msgspec.Raw(b"null")
_decode = msgspec.json.Decoder().decode

#: A version of a document: the action that left it, when, how, and what was made of it; None of a tombstone.
_Version: TypeAlias = tuple[str, int, BareChange, T | None]


class Telling(Generic[T]):
    """Tells the documents of `table` in the files of a record.

    `make` is what a document's JSON becomes, and raises ValueError where it is none: as where one of another table does
    not fit it, the whole line does not count then.
    """

    def __init__(
        self,
        records: Path,
        table: str,
        make: Callable[[bytes], T],
        fits_table: Callable[[str, str, Document | None], bool],
        precedence: Precedence,
    ) -> None:
        self._records = records
        self._table = table
        self._make = make
        self._fits_table = fits_table
        self._precedence = precedence

    def month(self, month: str) -> list[tuple[bytes, T]]:
        """The documents of a month that are shown, each as JSON and as what was made of it. Raises DiskTrouble."""
        table, make, begins = self._table, self._make, f"{month}-"
        first: dict[str, _Version[T]] = {}
        further: list[_Version[T]] = []

        def take(line: bytes) -> None:
            name, action = decode_bare(line)
            found: list[_Version[T]] = []
            try:
                for change in action.changes:
                    if change.table == table and change.id.startswith(begins):
                        made = None if change.document == _GONE else make(change.document)
                        found.append((name, action.stamp, change, made))
                    elif not self._fits_table(change.table, change.id, _decode(change.document)):
                        raise Damaged(UNKNOWN)
            except (ValueError, RecursionError) as error:
                raise Damaged(UNKNOWN) from error
            for each in found:
                # most documents have one version for ever
                if each[3] is None or each[2].base or each[2].id in first:
                    further.append(each)
                else:
                    first[each[2].id] = each

        for file in sorted(look_for(self._records, [month])[0]):
            whole_lines(self._records / file, take)
        further += [first.pop(i) for i in {change.id for _, _, change, _ in further} if i in first]
        shown = [(bytes(change.document), value) for _, _, change, value in first.values() if value is not None]
        return shown + self._merged(further)

    def _merged(self, several: list[_Version[T]]) -> list[tuple[bytes, T]]:
        """What is shown of documents that have several versions, or none that is left."""
        versions = Versions(self._precedence)
        for name, stamp, change, _ in several:
            versions.apply(name, stamp, Change(change.table, change.id, change.base, _decode(change.document)))
        told = [msgspec.json.encode(each) for each in versions.live.get(self._table, {}).values()]
        return [(each, self._make(each)) for each in told]
