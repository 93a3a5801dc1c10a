"""What is told of starting by itself: how it stands, what would be written, and what was done."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """By what the service is started."""

    SYSTEMD = "systemd"
    XDG = "xdg-autostart"
    LAUNCHD = "launchd"
    TASK = "task-scheduler"


NOTHING = "Nothing starts the reminders by itself."
WRITES_ANEW = "`aftercare remind install` writes it anew."
SWITCHES_ON = "`aftercare remind install` switches it on."


class State(StrEnum):
    """How it stands for a home."""

    READY = "ready"
    #: Something is written, but not what this program would write: it has moved, or is a newer one.
    OUTDATED = "outdated"
    #: It is written, and the person or the desktop has switched it off.
    SWITCHED_OFF = "switched-off"
    ABSENT = "absent"


class Piece(Struct, frozen=True):
    """One thing that is written: a file, or a task by its name."""

    place: str
    content: str


class Standing(Struct, frozen=True):
    """How it stands: by what it is started (None where by nothing), where that is written, and both in words."""

    state: State
    kind: Kind | None
    places: tuple[str, ...]
    words: str
    next_step: str = ""

    @property
    def installed(self) -> bool:
        """Whether anything is written for this home."""
        return self.state is not State.ABSENT


class Plan(Struct, frozen=True):
    """What `install` would write and run. `remark` says why it is not the best way, "" where it is."""

    kind: Kind
    pieces: tuple[Piece, ...]
    commands: tuple[str, ...]
    remark: str = ""


class Change(Struct, frozen=True):
    """What was done, each thing a sentence; nothing where all was so already.

    `remarks` are what is worth knowing besides, `undo` how to take it back.
    """

    kind: Kind | None
    done: tuple[str, ...]
    words: str
    remarks: tuple[str, ...] = ()
    undo: str = ""
