"""One way of being started at login, and what all of them do with files."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from aftercare.errors import SystemTrouble
from aftercare.reminders.autostart.machine import Answer, Machine
from aftercare.reminders.autostart.standing import Change, Plan, Standing
from aftercare.store.disk import disk_trouble, replace_file

#: A path that a program's name may not be in most formats is given to the shell as an argument, which takes any.
THROUGH_SHELL = ("/bin/sh", "-c", 'exec "$0" "$@"')


class Way(Protocol):
    """A way in which the operating system starts the service of one home. All raise SystemTrouble and DiskTrouble."""

    def look(self) -> Standing:
        """How it stands, without changing anything."""

    def plan(self) -> Plan:
        """What `install` would write and run."""

    def install(self) -> Change:
        """Writes it and starts the service. Where it fails nothing is left behind."""

    def uninstall(self) -> Change:
        """Ends the service and takes everything away that `install` made."""


def told(machine: Machine, arguments: Sequence[str]) -> str:
    """Runs a command that has to work; what was run, as a line. Raises SystemTrouble with what it answered."""
    answer = machine.ask(arguments)
    if not answer.ok:
        raise refused(arguments, answer)
    return f"Ran {shown(arguments)}"


def refused(arguments: Sequence[str], answer: Answer) -> SystemTrouble:
    """What is told where a command did not do what it was asked."""
    return SystemTrouble(
        f"`{shown(arguments)}` did not do it: {answer.words.rstrip('.')}.",
        "Mend that, then try again; `aftercare remind run` reminds for as long as its terminal is open.",
    )


def shown(arguments: Sequence[str]) -> str:
    """A command as it would be typed."""
    return shlex.join(arguments)


def read(path: Path) -> bytes | None:
    """The file's content, None where there is none. Raises DiskTrouble."""
    with disk_trouble("read", path):
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None


def write(path: Path, content: bytes) -> str:
    """Puts the file there, with the folders that it needs; the line that says so. Raises DiskTrouble."""
    with disk_trouble("write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    return f"Wrote {path}"


def take_away(path: Path, up_to: Path) -> list[str]:
    """Removes the file, and the folders above it that are then empty, below `up_to`. Raises DiskTrouble."""
    with disk_trouble("take away", path):
        try:
            path.unlink()
            done = [f"Took away {path}"]
        except (FileNotFoundError, NotADirectoryError):
            done = []
    drop_empty(path.parent, up_to)
    return done


def drop_empty(folder: Path, up_to: Path) -> None:
    """Removes `folder` and what is above it, as long as it is empty and lies below `up_to`."""
    # one that is not empty is somebody else's too: it stays
    with contextlib.suppress(OSError):
        while up_to in folder.parents:
            if folder.exists():
                folder.rmdir()
            folder = folder.parent
