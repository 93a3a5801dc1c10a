"""What can be set, as screens and commands show it: each setting is a row, and whoever adds one adds a row."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Whose(StrEnum):
    """Where a setting is kept, and so whom it concerns."""

    #: In the client's record, on every machine that shares it.
    RECORD = "record"
    #: In this machine's own state, for every client.
    MACHINE = "machine"


class Group(StrEnum):
    """Where a setting is listed."""

    GENERAL = "general"
    #: How the client is reminded: many rows, that would push the others off the screen.
    REMINDERS = "reminders"


class Setting(Struct, frozen=True):
    """One thing that can be set, as it stands.

    `name` is what a command takes, `value` what could be typed to set it so again, None where nothing is set; `note`
    says what else there is to know of it now. `choices` says that there is a list to choose from.
    """

    name: str
    title: str
    about: str
    whose: Whose
    value: str | None
    note: str = ""
    example: str = ""
    choices: bool = False
    group: Group = Group.GENERAL
