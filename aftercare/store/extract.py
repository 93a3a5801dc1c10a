"""What was derived for one record, from the reference data or its own months, kept so that they are not read each time.

It can be thrown away. What was taken out of tables counts only as long as the tables are those that it was taken from.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from aftercare.model.learned_types import learned
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
    last = _last.get(path)
    if last is not None and last[0] == mark and isinstance(last[1], kind):
        return last[1]
    value = load(path, kind, mark)
    if value is None:
        value = build()
        save(path, value, mark)
    if path not in _last and len(_last) >= _MOST:
        _last.clear()
    _last[path] = mark, value
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
