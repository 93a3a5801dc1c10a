"""Whether a service runs for a home: its lock, which ends with its process, and what it notes at each beat."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

import msgspec
from msgspec import Struct

from aftercare.care import Home
from aftercare.errors import Busy
from aftercare.model.learned_types import learned
from aftercare.store.disk import disk_trouble, make_private_folder, replace_file
from aftercare.store.home import stat_or_none
from aftercare.store.lock import holder, locked, try_lock

LOCK, NOTE = "reminders.lock", "reminders.json"

#: Seconds for which a beginning service waits for another: whoever only looks holds the lock for an instant.
PATIENCE = 1.0


class Beat(Struct, frozen=True):
    """What a service noted at its last beat. `every` are the seconds between two, `troubles` what it then met.

    `at_login` says that the machine started it, and not a person.
    """

    pid: int
    since: datetime
    at: datetime
    every: float
    troubles: tuple[str, ...] = ()
    at_login: bool = False


class Running(Struct, frozen=True):
    """A service that runs; `beat` is None until its first one."""

    beat: Beat | None


@contextmanager
def the_only_service(home: Home, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the home's lock for as long as a service runs. Raises Busy, which says who holds it, and DiskTrouble."""
    path = home.state / LOCK
    with disk_trouble("make the folder", path.parent):
        make_private_folder(path.parent)
    with ExitStack() as stack:
        try:
            holding = stack.enter_context(locked(path, patience))
        except Busy as error:
            found = running(home)
            who = f" (process {found.beat.pid})" if found and found.beat else ""
            raise Busy(
                f"A reminder service runs for this home already{who}.",
                "One is enough. `aftercare remind status` tells what it does.",
            ) from error
        # a service that was killed leaves nothing that the next one would have to mend
        holding.in_order = True
        yield


def keep_beat(home: Home, beat: Beat) -> None:
    """Notes a beat, for whoever asks. Raises DiskTrouble."""
    path = home.state / NOTE
    with disk_trouble("write", path):
        replace_file(path, msgspec.json.encode(beat))


def forget_beat(home: Home) -> None:
    """Takes the note away, as a service does that ends. Raises DiskTrouble."""
    path = home.state / NOTE
    with disk_trouble("take away", path):
        path.unlink(missing_ok=True)


def last_beat(home: Home) -> Beat | None:
    """The last note, also of a service that was killed; None where there is none that can be read."""
    path = home.state / NOTE
    with disk_trouble("read", path):
        if stat_or_none(path) is None:
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=learned(Beat))
        except (FileNotFoundError, msgspec.MsgspecError):
            # taken away meanwhile, or not ours: the next beat writes it anew
            return None


def running(home: Home) -> Running | None:
    """The service of this home, or None where none runs. Raises DiskTrouble."""
    path = home.state / LOCK
    with disk_trouble("look at the lock", path):
        if stat_or_none(path) is None:
            return None
        fd = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
        try:
            if try_lock()(fd):
                return None
        finally:
            os.close(fd)
    return Running(last_beat(home))


def service_process(home: Home) -> int | None:
    """The process that holds the home's lock, by its own word; None where none does. Raises DiskTrouble."""
    path = home.state / LOCK
    with disk_trouble("look at the lock", path):
        return holder(path) if stat_or_none(path) is not None else None
