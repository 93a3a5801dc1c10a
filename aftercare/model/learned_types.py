"""Types that stored values are read as, and threads that read at the same time."""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

from msgspec.json import Decoder

T = TypeVar("T")

_learned: set[Any] = set()
_learning = Lock()


def learned(kind: T) -> T:
    """`kind`, which msgspec knows all parts of from now on: each type that it reads values as goes through here.

    It learns a struct when that is first asked for, and meanwhile lets other threads see it half learned: one that
    reads the same kind then crashes the whole program. So one thread at a time learns, whatever the kind.
    """
    if kind not in _learned:
        with _learning:
            Decoder(kind)
            _learned.add(kind)
    return kind
