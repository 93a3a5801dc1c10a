"""The documents of a month as they were told, for who goes through all of a long record once: to search it.

Nothing is kept of it, no table is filled. What was changed, deleted, or told twice is merged as it always is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

import msgspec

from aftercare.store.line import BareChange, Change, Document, decode_bare
from aftercare.store.log import look_for, whole_lines
from aftercare.store.versions import Precedence, Versions

T = TypeVar("T")

_GONE = msgspec.Raw(b"null")
_decode = msgspec.json.Decoder().decode

#: A version of a document: the action that left it, when, and how.
_Version: TypeAlias = tuple[str, int, BareChange]


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
        # most documents have one version for ever
        first: dict[str, tuple[_Version, T]] = {}
        further: list[_Version] = []
        for file in sorted(look_for(self._records, [month])[0]):
            for name, action in whole_lines(self._records / file, decode_bare):
                found: list[tuple[BareChange, T | None]] = []
                try:
                    for change in action.changes:
                        if change.table == table and change.id.startswith(begins):
                            document = change.document
                            found.append((change, make(document) if document != _GONE else None))
                        elif not self._fits_table(change.table, change.id, _decode(change.document)):
                            # the whole line does not count
                            found.clear()
                            break
                except (ValueError, RecursionError):
                    continue
                for change, made in found:
                    if made is None or change.base or change.id in first:
                        further.append((name, action.stamp, change))
                    else:
                        first[change.id] = (name, action.stamp, change), made

        further += [first.pop(i)[0] for i in {change.id for _, _, change in further} if i in first]
        shown = [(bytes(change.document), made) for (_, _, change), made in first.values()]
        return shown + self._merged(further)

    def _merged(self, several: list[_Version]) -> list[tuple[bytes, T]]:
        """What is shown of documents that have several versions, or none that is left."""
        versions = Versions(self._precedence)
        for name, stamp, change in several:
            versions.apply(name, stamp, Change(change.table, change.id, change.base, _decode(change.document)))
        told = [msgspec.json.encode(each) for each in versions.live.get(self._table, {}).values()]
        return [(each, self._make(each)) for each in told]
