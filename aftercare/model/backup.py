"""Backups as a person sees them: when each was made and why, and what bringing one back would change."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    BY_HAND = "by hand"
    BEFORE_IMPORT = "before an import"
    BEFORE_PLAN = "before a plan"
    BEFORE_RESTORE = "before a restore"


class Backup(Struct, frozen=True):
    """One backup. `name` is what commands take, `place` where it lies, `size` in bytes.

    `documents` counts what is in it, None where it cannot be read; `client` and `whose` say of whom it is.
    """

    name: str
    place: str
    made: datetime
    size: int
    reason: str = ""
    client: str = ""
    whose: str = ""
    documents: int | None = None
    photos: int = 0


class BackedUp(Struct, frozen=True):
    """What came of a backup: the newest one, whether it was made now, and where else it lies.

    `remark` is a sentence on the second folder where that was not reached; `gone` counts the older ones that made room.
    """

    backup: Backup
    is_new: bool
    second: str | None = None
    remark: str = ""
    gone: int = 0


class TableDifference(Struct, frozen=True):
    """One kind of things in a record and in a backup: how many there are now and then, and what would change."""

    table: str
    title: str
    now: int
    then: int
    added: int
    changed: int
    removed: int


class Restoration(Struct, frozen=True):
    """What bringing a backup back would do. `newest_now` and `newest_then` are the last entries of each, in words."""

    backup: Backup
    differences: tuple[TableDifference, ...]
    newest_now: tuple[str, ...]
    newest_then: tuple[str, ...]
    photos: int
    keeps_newer: bool

    @property
    def changes(self) -> int:
        """How many documents would not be as they are."""
        return sum(each.added + each.changed + each.removed for each in self.differences)


class Problem(Struct, frozen=True):
    """Something that is not whole: what and where, and what to do about it."""

    what: str
    where: str
    next_step: str


class Verified(Struct, frozen=True):
    """What was looked through, and what is wrong. `remarks` need nobody to do anything."""

    files: int
    lines: int
    photos: int
    backups: int
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]
