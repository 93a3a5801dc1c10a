"""What is to be started: the reminder service of one home, with a name that no other home has."""

from __future__ import annotations

import os

from msgspec import Struct

from aftercare.care import Home
from aftercare.errors import BadInput
from aftercare.model.safe_text import printable
from aftercare.reminders.autostart.machine import Machine
from aftercare.store.digest import blake2b

#: Where the folders of a home come from when none is named.
_FOLDERS = ("XDG_DATA_HOME", "XDG_STATE_HOME")


class Wanted(Struct, frozen=True):
    """A program with its arguments and what of the environment it needs, named after the home.

    `title` is for people. All are text without control characters.
    """

    name: str
    title: str
    program: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]


def is_default(home: Home) -> bool:
    """Whether these are the user's own folders, and not both under one that was chosen."""
    return Home.at(home.data) != home


def wanted(home: Home, machine: Machine) -> Wanted:
    """The service of `home`. Raises BadInput where a folder's name cannot be written down."""
    data, state = home.data.absolute(), home.state.absolute()
    key = f"{os.path.realpath(data)}\0{os.path.realpath(state)}"
    digest = blake2b(key.encode("utf-8", "surrogateescape"), digest_size=6, person=b"aftercare").hexdigest()
    chosen = not is_default(home)
    environment: list[tuple[str, str]] = []
    if not chosen:
        # whatever the session names, these are the folders that were meant
        environment = [("AFTERCARE_HOME", "")]
        environment += [(each, machine.environment[each]) for each in _FOLDERS if machine.environment.get(each)]
    found = Wanted(
        name=f"aftercare-reminders-{digest}",
        title=f"aftercare reminders of {data}" if chosen else "aftercare reminders",
        # -P: what lies in the folder in which it is started is never imported
        program=(
            machine.interpreter,
            "-P",
            "-m",
            "aftercare",
            *(("--home", str(data)) if chosen else ()),
            "remind",
            "run",
            "--at-login",
        ),
        environment=tuple(environment),
    )
    for text in (*found.program, *(value for _, value in environment)):
        _check(text)
    return found


def _check(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _unwritable(text, "is not UTF-8") from None
    if any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in text):
        raise _unwritable(text, "has a control character")


def _unwritable(text: str, why: str) -> BadInput:
    shown = printable(text.encode("utf-8", "replace").decode(), 200)
    return BadInput(
        f"“{shown}” {why}: what starts programs at login cannot hold such a name.", "Rename the folder, then try again."
    )
