"""Records that many tests begin with: each is written once in a run, and each test has a copy of its own.

A copy is what writing it anew would have left: this machine goes on in it as the same writer.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path

import msgspec

from aftercare.care import Home
from aftercare.store import writer
from aftercare.store.home import ClientFolder

Write = Callable[[Home], object]

#: What writes a record, and the home in which it is written, once it is.
_WRITTEN: dict[Write, Path | None] = {}


def written_once(write: Write) -> Callable[[Home], None]:
    """A record that is copied into a home in which there is nothing yet."""

    @wraps(write)
    def copied(home: Home) -> None:
        written = _WRITTEN[write]
        if written is None:
            write(home)
        else:
            copy_into(home, written)

    _WRITTEN[write] = None
    return copied


def write_all(folder: Path) -> None:
    """Writes each of them, before any test: what a test changes of the program is in none of them."""
    for number, write in enumerate(_WRITTEN):
        root = folder / str(number) / "home"
        root.parent.mkdir()
        write(Home.at(root))
        _WRITTEN[write] = root


def forget_all() -> None:
    """From now on each is written anew."""
    for write in _WRITTEN:
        _WRITTEN[write] = None


def copy_into(home: Home, written: Path) -> None:
    """Copies what was written, and goes on under its writer, which a copy would otherwise give up."""
    root = home.state.parent
    shutil.copytree(written, root)
    for folder in _clients(Home.at(root)):
        identity = writer.load(folder)
        assert identity is not None
        here = msgspec.structs.replace(identity.who, folder=folder.state.stat().st_ino)
        folder.identity.write_bytes(writer.written_out(here, identity.files, identity.seqs, identity.stamp))


def _clients(home: Home) -> Iterator[ClientFolder]:
    for each in (home.state / "clients").iterdir():
        folder = home.client(each.name)
        if folder.identity.exists():
            yield folder
