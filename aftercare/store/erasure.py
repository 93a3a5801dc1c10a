"""Erasing: the bytes of a log file without one document, so that nothing of what it ever said is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from aftercare.store.line import Damaged, Newer, decode, encode
from aftercare.store.versions import Key

#: A text shorter than this may stand in any line: a damaged one is not taken for the erased one because of it.
_TELLING = 4


class Erased(Struct, frozen=True):
    """What erasing a document came to: the log files that were written anew, and those that still hold it."""

    rewritten: tuple[str, ...]
    left: tuple[str, ...]


class Rewritten(Struct, frozen=True):
    """A log file's content without the document, and whether there was anything of it."""

    data: bytes
    changed: bool


def without(data: bytes, key: Key, words: Collection[str] = ()) -> Rewritten:
    """The content `data` of a log file without any version of the document `key`. Raises Newer.

    An action that changed other documents too stays, under the name that others know it by. A line that cannot be read
    goes where it names the document or holds one of `words`.
    """
    telling = [key[1], *(each for each in words if len(each) >= _TELLING)]
    signs = [msgspec.json.encode(each)[1:-1] for each in telling]
    kept: list[bytes] = []
    changed = False
    for line in data.split(b"\n"):
        after = _without(line, key, signs)
        changed |= after != line
        if after is not None:
            kept.append(after)
    return Rewritten(b"\n".join(kept), changed)


def _without(line: bytes, key: Key, signs: list[bytes]) -> bytes | None:
    if not line or not any(each in line for each in signs):
        return line
    try:
        named = decode(line)
    except Newer:
        raise
    except Damaged:
        return None
    changes = tuple(each for each in named.action.changes if (each.table, each.id) != key)
    if len(changes) == len(named.action.changes):
        return line
    if not changes:
        return None
    return encode(replace(named.action, changes=changes, was=named.name))[1]


def words_in(document: dict[str, Any] | None) -> Iterator[str]:
    """Every text that a document holds, at whatever depth."""
    yield from _words(document)


def _words(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _words(each)
        case list() | tuple():
            for each in value:
                yield from _words(each)
