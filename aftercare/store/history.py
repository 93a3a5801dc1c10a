"""Looking back: every action and every version, read from the disk when asked for. Memory holds the present only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct

from aftercare.store import writer
from aftercare.store.home import ClientFolder
from aftercare.store.line import NamedAction
from aftercare.store.log import Fits, list_logs, period_in, read_all
from aftercare.store.versions import Key


class PastVersion(Struct, frozen=True):
    """A version in a document's history: which action made it, when, by whom, and what the action did."""

    name: str
    stamp: int
    writer: str
    what: str
    base: tuple[str, ...]
    document: dict[str, Any] | None


def actions(folder: ClientFolder, period: str, fits: Fits) -> Iterator[NamedAction]:
    """Every action in the files of `period`; within one file in the order of writing."""
    seen: set[str] = set()
    for name in sorted(list_logs(folder.records)):
        if period_in(name) == period:
            for each in read_all(folder.log(name), fits):
                if each.name not in seen:
                    seen.add(each.name)
                    yield each


def versions(
    folder: ClientFolder, keys: Iterable[Key], periods: Iterable[str], fits: Fits
) -> dict[Key, list[PastVersion]]:
    """Every version that the documents `keys` ever had in `periods`, by stamp."""
    found: dict[Key, dict[str, PastVersion]] = {key: {} for key in keys}
    for period in periods:
        for each in actions(folder, period, fits):
            done = each.action
            for change in done.changes:
                of_key = found.get((change.table, change.id))
                if of_key is not None:
                    of_key[each.name] = PastVersion(
                        each.name, done.stamp, done.writer, done.what, change.base, change.document
                    )
    return {key: sorted(of_key.values(), key=lambda each: (each.stamp, each.name)) for key, of_key in found.items()}


def last_to_undo(folder: ClientFolder, fits: Fits, final: Collection[str] = ()) -> NamedAction | None:
    """The newest action of this machine that is no undo, has not been undone, and is none of the kinds `final`.

    Its files are read from the one written last backwards, as far as needed. An undo lies in the file of what it
    undoes, or in one that was written later.
    """
    identity = writer.load(folder)
    if identity is None:
        return None
    logs = {name: stat.st_size for name, stat in list_logs(folder.records).items() if identity.owns(name)}
    # what was not kept account of may hold the newest: it is read in any case
    last = {
        name: identity.seqs.get(name, identity.seq)
        if name in identity.files and identity.files[name].length == size
        else identity.seq + size
        for name, size in logs.items()
    }
    undone: set[str | None] = set()
    own: list[NamedAction] = []
    found: NamedAction | None = None
    for name in sorted(logs, key=lambda name: last[name], reverse=True):
        if found is not None and found.action.seq >= last[name]:
            break
        own += [each for each in read_all(folder.log(name), fits) if each.action.writer == identity.who.writer]
        undone = {each.action.undoes for each in own}
        found = max(
            (
                each
                for each in own
                if each.action.undoes is None and each.name not in undone and each.action.what not in final
            ),
            key=lambda each: each.action.seq,
            default=None,
        )
    return found


def together(folder: ClientFolder, named: NamedAction, fits: Fits) -> list[NamedAction]:
    """The actions that came to be at once with `named`, in their order; it alone where there were none."""
    if named.action.together is None:
        return [named]
    found = {
        each.name: each
        for name in list_logs(folder.records)
        for each in read_all(folder.log(name), fits)
        if each.action.together == named.action.together
    }
    return sorted(found.values(), key=lambda each: each.action.seq)
