"""What was derived for one record, from the reference data or its own months, kept so that they are not read each time.

It can be thrown away. What was taken out of tables counts only as long as the tables are those that it was taken from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from aftercare.model.learned_types import learned
from aftercare.store.digest import blake2b
from aftercare.store.disk import replace_file
from aftercare.store.home import stat_or_none

T = TypeVar("T", bound=msgspec.Struct)

#: Raised whenever what is taken out, or how, changes.
_FORMAT = 2
_CHECKSUM = 16


def extracted(path: Path, kind: type[T], tables: Iterable[str], asked: object, build: Callable[[], T]) -> T:
    """What `build` takes out of `tables` for `asked`: from the file at `path` where that is still so, else anew.

    A disk that refuses costs time at the next start, no more.
    """
    mark = _mark(tables, asked)
    if mark is None:
        return build()
    if (known := load(path, kind, mark)) is not None:
        return known
    value = build()
    save(path, value, mark)
    return value


def load(path: Path, kind: type[T], mark: bytes) -> T | None:
    """What was kept at `path` under `mark`; None where there is none, or none that can be read: it is made anew."""
    try:
        data = path.read_bytes()
        if data[:_CHECKSUM] == mark and data[_CHECKSUM : 2 * _CHECKSUM] == _checksum(data[2 * _CHECKSUM :]):
            return msgspec.msgpack.decode(data[2 * _CHECKSUM :], type=learned(kind))
    except (OSError, ValueError, RecursionError):
        return None
    return None


def save(path: Path, value: msgspec.Struct, mark: bytes) -> None:
    """Keeps `value` at `path` under `mark`, 16 bytes. A disk that refuses costs time at the next start, no more."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain = msgspec.msgpack.encode(value)
        replace_file(path, mark + _checksum(plain) + plain)
    except OSError:
        return


def _mark(tables: Iterable[str], asked: object) -> bytes | None:
    """What tells these tables and this question from others; None where the tables are no files of their own."""
    # in the wheel the tables lie in the package, in a checkout beside it
    folders = (Path(__file__).parents[1] / "data", Path(__file__).parents[2] / "data")
    parts: list[object] = [_FORMAT]
    for name in tables:
        found = next((stat for folder in folders if (stat := stat_or_none(folder / f"{name}.toml"))), None)
        if found is None:
            return None
        parts.append((name, found.st_size, found.st_mtime_ns))
    return _checksum(msgspec.msgpack.encode([parts, asked]))


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()
