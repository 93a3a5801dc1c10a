"""The versions of documents, merged: which are current, which is shown, which was replaced. Pure.

A version is superseded only by one that descends from it. Joining is commutative, associative and idempotent, so files
can be read in any order, twice, and in parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from aftercare.store.line import Change

Precedence = Callable[[str, dict[str, Any] | None], int]
Key = tuple[str, str]


class Version(Struct, frozen=True, array_like=True, gc=False):  # of so many none is in a circle
    """A document as the action `name` left it at `stamp`; None is a tombstone. Never changed, by anybody."""

    name: str
    stamp: int
    document: dict[str, Any] | None


class Versions:
    """The current versions of every document met so far."""

    def __init__(self, precedence: Precedence) -> None:
        self._precedence = precedence
        self._shown: dict[str, dict[str, Version]] = {}
        self._live: dict[str, dict[str, dict[str, Any]]] = {}
        self._others: dict[Key, tuple[Version, ...]] = {}
        self._replaced: dict[Key, set[str]] = {}

    @property
    def live(self) -> Mapping[str, Mapping[str, dict[str, Any]]]:
        """Table → id → the shown document. Without the deleted ones. Not to be changed."""
        return self._live

    def shown(self, table: str, document_id: str) -> Version | None:
        """The version that is shown, a tombstone included."""
        found = self._shown.get(table)
        return found.get(document_id) if found else None

    def touched(self, table: str) -> tuple[str, ...]:
        """The ids of the documents of `table` that were ever met, the deleted ones too."""
        return tuple(self._shown.get(table, ()))

    def others(self, table: str, document_id: str) -> tuple[Version, ...]:
        """The current versions that are not shown: made elsewhere at the same time, kept and offered."""
        return self._others.get((table, document_id), ())

    def current(self, table: str, document_id: str) -> tuple[Version, ...]:
        """The current versions, the shown one first."""
        shown = self.shown(table, document_id)
        return (shown, *self.others(table, document_id)) if shown else ()

    def concurrent(self) -> Iterator[Key]:
        """The documents that have more than one current version."""
        return iter(tuple(self._others))

    def apply(self, name: str, stamp: int, change: Change) -> None:
        """Joins the version that the action `name` made."""
        table, document_id, base, document = change.table, change.id, change.base, change.document
        version = Version(name, stamp, document)
        shown = self._shown.get(table)
        if shown is None:
            shown = self._shown[table] = {}
            self._live[table] = {}
        # most documents have one version for ever
        if document_id not in shown:
            shown[document_id] = version
            if document is not None:
                self._live[table][document_id] = document
            if base:
                self._replaced[table, document_id] = set(base)
            return
        self._merge(table, document_id, (version,), base)

    def _merge(self, table: str, document_id: str, added: tuple[Version, ...], base: tuple[str, ...]) -> None:
        key = (table, document_id)
        shown = self._shown[table]
        replaced = self._replaced.setdefault(key, set())
        replaced.update(base)
        heads = {shown[document_id].name: shown[document_id]}
        heads.update((version.name, version) for version in self._others.get(key, ()))
        heads.update((version.name, version) for version in added)
        current = [version for version in heads.values() if version.name not in replaced]
        current.sort(key=lambda each: (self._precedence(table, each.document), each.stamp, each.name), reverse=True)
        shown[document_id] = current[0]
        if len(current) > 1:
            self._others[key] = tuple(current[1:])
        else:
            self._others.pop(key, None)
        document = current[0].document
        if document is None:
            self._live[table].pop(document_id, None)
        else:
            self._live[table][document_id] = document

    def join(self, state: MergedState) -> None:
        """Joins what another set of files was merged to."""
        for table, documents in state.shown.items():
            here = self._shown.setdefault(table, {})
            live = self._live.setdefault(table, {})
            if here.keys().isdisjoint(documents):
                # most documents lie in one set of files
                here.update(documents)
                live.update({i: each.document for i, each in documents.items() if each.document is not None})
                continue
            for document_id, version in documents.items():
                if document_id in here:
                    self._merge(table, document_id, (version,), ())
                    continue
                here[document_id] = version
                if version.document is not None:
                    live[document_id] = version.document
        for table, document_id, others, replaced in state.further:
            self._merge(table, document_id, others, replaced)

    def state(self) -> MergedState:
        """All of it as plain values, to be joined or kept in a snapshot. Shares what it holds with this object."""
        further = [
            (table, i, self._others.get((table, i), ()), tuple(sorted(self._replaced.get((table, i), ()))))
            for table, i in self._replaced.keys() | self._others.keys()
        ]
        return MergedState(self._shown, further)


class MergedState(Struct, frozen=True):
    """`Versions` as plain values: the shown versions, and for the few documents that have them the other current ones
    and the names of those that were replaced."""

    shown: dict[str, dict[str, Version]]
    further: list[tuple[str, str, tuple[Version, ...], tuple[str, ...]]]
