"""TinyDB over the record: how the program asks, and how documents are changed.

`Table._read_table` and `_update_table` are overridden (TinyDB is pinned for that): reads see the merged documents
without a copy, writes are noted in an overlay, and an action commits them as one line. What TinyDB returns is a copy,
so nobody can change what is kept by changing what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from aftercare.store.line import Change, NamedAction
from aftercare.store.record import Record

_Json = dict[str, Any]


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(each) for each in value]
    return value


class StoredDocument(Document):
    """A document with its id, as a copy of what is kept."""

    def __init__(self, value: Mapping[str, Any], doc_id: str) -> None:
        super().__init__(_copied(value), doc_id)  # type: ignore[arg-type]  # TinyDB allows other id classes, its types do not


class Overlay(MutableMapping[str, _Json]):
    """A table as an action changes it.

    Reads fall through to what is kept, fetched documents are copies, writes are noted.
    """

    def __init__(self, kept: Mapping[str, _Json]) -> None:
        self._kept = kept
        self._fetched: dict[str, _Json] = {}
        self._deleted: set[str] = set()

    def __getitem__(self, key: str) -> _Json:
        if key in self._deleted:
            raise KeyError(key)
        if key not in self._fetched:
            self._fetched[key] = _copied(self._kept[key])
        return self._fetched[key]

    def __setitem__(self, key: str, value: Mapping[str, Any]) -> None:
        self._deleted.discard(key)
        self._fetched[key] = _copied(value)

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._fetched.pop(key, None)
        self._deleted.add(key)

    def __contains__(self, key: object) -> bool:
        return key not in self._deleted and (key in self._fetched or key in self._kept)

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._kept if key not in self._deleted)
        yield from (key for key in tuple(self._fetched) if key not in self._kept)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> Iterator[tuple[str, _Json | None]]:
        """The documents that are not as they were, with None for the deleted ones."""
        for key, document in self._fetched.items():
            if self._kept.get(key) != document:
                yield key, document
        for key in self._deleted:
            if key in self._kept:
                yield key, None


class _Reading(Mapping[str, _Json]):
    """An overlay as it is read: without making copies of all that is passed over."""

    def __init__(self, overlay: Overlay) -> None:
        self._overlay = overlay

    def __getitem__(self, key: str) -> _Json:
        return self._overlay[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._overlay)

    def __len__(self) -> int:
        return len(self._overlay)


class RecordStorage(Storage):
    """What TinyDB reads from: the merged documents of a record. It is written through actions only."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.overlays: dict[str, Overlay] | None = None

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The kept documents by table and id."""
        return self.record.versions.live  # type: ignore[return-value]  # read-only by contract

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        """Never called: `DocumentTable` overrides what would."""
        raise NotImplementedError("documents are written through Database.action")

    def overlay(self, table: str) -> Overlay:
        """The open action's overlay of `table`."""
        if self.overlays is None:
            raise RuntimeError("documents are written inside Database.action")
        if table not in self.overlays:
            self.overlays[table] = Overlay(self.record.versions.live.get(table, {}))
        return self.overlays[table]


class DocumentTable(Table):
    """A TinyDB table whose ids are the model's own strings."""

    document_class = StoredDocument  # type: ignore[assignment]  # TinyDB declares no wider type
    document_id_class = str  # type: ignore[assignment]  # TinyDB allows other id classes, its types do not

    _storage: RecordStorage

    def __init__(self, storage: RecordStorage, name: str) -> None:
        # the query cache would answer without asking what other processes have written
        super().__init__(storage, name, cache_size=0)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        overlays = self._storage.overlays
        if overlays and self.name in overlays:
            return _Reading(overlays[self.name])  # type: ignore[return-value]  # read-only by contract
        return self._storage.record.versions.live.get(self.name, {})  # type: ignore[return-value]

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        updater(self._storage.overlay(self.name))

    def put(self, document_id: str, document: Mapping[str, Any]) -> None:
        """Puts a document in the place of whatever stood under its id.

        TinyDB's `upsert` would keep the fields that the new one leaves out.
        """

        def put(rows: MutableMapping[str, Mapping[str, Any]]) -> None:
            rows[document_id] = document

        self._update_table(put)

    def _get_next_id(self) -> NoReturn:
        raise TypeError("a document carries its own id: insert StoredDocument(value, id)")


class OpenAction:
    """An action that is being put together; `committed` once it is durable (None where nothing had changed)."""

    def __init__(self) -> None:
        self.committed: NamedAction | None = None


class Database(TinyDB):
    """A record as tables of documents."""

    table_class = DocumentTable  # type: ignore[assignment]  # TinyDB declares no wider type
    default_storage_class = RecordStorage  # type: ignore[assignment]  # TinyDB declares no wider type

    def __init__(self, record: Record) -> None:
        super().__init__(record)
        self.record = record

    @property
    def _record_storage(self) -> RecordStorage:
        storage = self._storage
        assert isinstance(storage, RecordStorage)
        return storage

    def fetch(self, table: str, document_id: str) -> _Json | None:
        """A copy of one document, or None."""
        found = self.table(table).get(doc_id=document_id)  # type: ignore[call-overload]  # TinyDB's types know whole numbers only
        return None if found is None else dict(found)

    def put(self, table: str, document_id: str, document: _Json) -> None:
        """Keeps a document under its id, whole: what it leaves out is gone. Inside `action` only."""
        rows = self.table(table)
        assert isinstance(rows, DocumentTable)
        rows.put(document_id, document)

    def delete(self, table: str, document_id: str) -> None:
        """Deletes a document, if it is there. Inside `action` only."""
        if self.fetch(table, document_id) is not None:
            self.table(table).remove(doc_ids=[document_id])  # type: ignore[list-item]  # TinyDB's types know whole numbers only

    @contextmanager
    def action(self, what: str, now: datetime, undoes: str | None = None) -> Iterator[OpenAction]:
        """Everything that is changed inside becomes one action, whole or not at all.

        The record is locked and up to date inside. An exception inside leaves everything as it was.
        """
        storage = self._record_storage
        opened = OpenAction()
        with self.record.writing():
            storage.overlays = {}
            try:
                yield opened
                changes = [
                    Change(table, i, self.record.replaceable(table, i), document)
                    for table, overlay in storage.overlays.items()
                    for i, document in overlay.changes()
                ]
            finally:
                storage.overlays = None
            if changes or undoes:
                opened.committed = self.record.commit(what, changes, now, undoes)
