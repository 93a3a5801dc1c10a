"""What was taken out of the reference data for one record, kept so that the tables need not be read at every start.

Derived: it can be thrown away. It counts only as long as the tables are those that it was taken from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from aftercare.store.digest import blake2b
from aftercare.store.disk import replace_file

T = TypeVar("T", bound=msgspec.Struct)

#: Raised whenever what is taken out, or how, changes.
_FORMAT = 2
_CHECKSUM = 16

#: In the wheel the tables lie in the package, in a checkout beside it.
_FOLDERS = tuple(os.fspath(folder / "data") for folder in Path(__file__).parents[1:3])

#: What this process read or took out last for some places, with its mark: each step that is ticked asks for it again.
_last: dict[Path, tuple[bytes, Any]] = {}
_MOST = 16


def extracted(path: Path, kind: type[T], tables: Iterable[str], asked: object, build: Callable[[], T]) -> T:
    """What `build` takes out of `tables` for `asked`: from the file at `path` where that is still so, else anew.

    A disk that refuses costs time at the next start, no more.
    """
    mark = _mark(tables, asked)
    if mark is None:
        return build()
    known = _last.get(path)
    if known is not None and known[0] == mark and isinstance(known[1], kind):
        return known[1]
    value = _kept(path, kind, mark, build)
    if path not in _last and len(_last) >= _MOST:
        _last.clear()
    _last[path] = mark, value
    return value


def _kept(path: Path, kind: type[T], mark: bytes, build: Callable[[], T]) -> T:
    try:
        data = path.read_bytes()
        if data[:_CHECKSUM] == mark and data[_CHECKSUM : 2 * _CHECKSUM] == _checksum(data[2 * _CHECKSUM :]):
            return msgspec.msgpack.decode(data[2 * _CHECKSUM :], type=kind)
    except (OSError, msgspec.DecodeError, RecursionError):
        pass  # there is none yet, or none that can be read: it is made anew
    value = build()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        plain = msgspec.msgpack.encode(value)
        replace_file(path, mark + _checksum(plain) + plain)
    except OSError:
        return value
    return value


def _mark(tables: Iterable[str], asked: object) -> bytes | None:
    """What tells these tables and this question from others; None where the tables are no files of their own."""
    parts: list[object] = [_FORMAT]
    for name in tables:
        found = _stat_of(name)
        if found is None:
            return None
        parts.append((name, found.st_size, found.st_mtime_ns))
    return _checksum(msgspec.msgpack.encode([parts, asked]))


def _stat_of(table: str) -> os.stat_result | None:
    for folder in _FOLDERS:
        try:
            return os.stat(f"{folder}/{table}.toml")
        except (FileNotFoundError, NotADirectoryError):
            continue
    return None


def _checksum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_CHECKSUM).digest()
