"""By what the picture files of a folder are known again, without reading each of them every time.

What a file was known by is kept with its size, its time and its number on the disk. Derived: can be thrown away.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.json import Decoder, encode

from aftercare.errors import AftercareError
from aftercare.model.learned_types import learned
from aftercare.store.disk import make_private_folder, replace_file
from aftercare.store.photo_reading import source_of


class _Known(Struct, frozen=True, array_like=True):
    size: int
    mtime_ns: int
    inode: int
    source: str

    def is_of(self, stat: os.stat_result) -> bool:
        return (self.size, self.mtime_ns, self.inode) == (stat.st_size, stat.st_mtime_ns, stat.st_ino)


_decode = Decoder(learned(dict[str, _Known])).decode


def sources_of(files: Iterable[Path], kept: Path) -> dict[Path, str]:
    """The `source_of` each of `files`, without those that cannot be read. What was found out is kept at `kept`."""
    before = _load(kept)
    known: dict[str, _Known] = {}
    result: dict[Path, str] = {}
    for path in files:
        try:
            stat = path.stat()
            seen = before.get(str(path))
            if seen is None or not seen.is_of(stat):
                seen = _Known(stat.st_size, stat.st_mtime_ns, stat.st_ino, source_of(path))
                if not seen.is_of(path.stat()):
                    # it is still arriving
                    continue
        except (OSError, AftercareError):
            continue
        known[str(path)] = seen
        result[path] = seen.source
    if known != before:
        _save(kept, known)
    return result


def _load(kept: Path) -> dict[str, _Known]:
    try:
        return _decode(kept.read_bytes())
    except (OSError, ValueError):
        return {}


def _save(kept: Path, known: dict[str, _Known]) -> None:
    try:
        make_private_folder(kept.parent)
        replace_file(kept, encode(known))
    except (OSError, ValueError):
        # a disk that refuses, or a name that is no text: then they are read again the next time
        return
