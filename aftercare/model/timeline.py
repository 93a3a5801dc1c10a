"""The part of the journal that is looked at: some months in a row, of all that there are."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from aftercare.model.journal import Entry
from aftercare.model.tables import month_of

#: More entries than that are not held: those farthest from where somebody goes are let go of.
MOST_HELD = 5000


class MonthRead(Struct, frozen=True):
    """A month, as "2026-11", with the entries of it that are wanted, the newest first."""

    month: str
    entries: tuple[Entry, ...]


class Stretch(Struct, frozen=True):
    """Months of `all` (the newest first) that follow each other, as they were read.

    With none read, it begins below `below`: the next older month is the first that is not after it.
    """

    all: tuple[str, ...]
    below: date
    read: tuple[MonthRead, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that were read, the newest first."""
        return tuple(entry for each in self.read for entry in each.entries)

    def days_of(self, month: str) -> list[date]:
        """The days of the entries of that month, as far as it was read; one that has several stands as often."""
        return [entry.day for each in self.read if each.month == month for entry in each.entries]

    @property
    def older(self) -> str | None:
        """The next month to read towards the past; None where there is none."""
        last = self.read[-1].month if self.read else None
        return next((m for m in self.all if (m < last if last is not None else m <= month_of(self.below))), None)

    @property
    def newer(self) -> str | None:
        """The next month to read towards the present; None where there is none."""
        first = self.read[0].month if self.read else month_of(self.below)
        return next((m for m in reversed(self.all) if m > first), None)

    def has(self, month: str) -> bool:
        """Whether that month lies within what was read, with or without entries."""
        return bool(self.read) and self.read[-1].month <= month <= self.read[0].month

    def with_older(self, month: MonthRead) -> Stretch:
        """With one month more at the older end."""
        read = [*self.read, month]
        while len(read) > 2 and _count(read) > MOST_HELD:
            del read[0]
        return Stretch(self.all, self.below, tuple(read))

    def with_newer(self, month: MonthRead) -> Stretch:
        """With one month more at the newer end."""
        read = [month, *self.read]
        while len(read) > 2 and _count(read) > MOST_HELD:
            del read[-1]
        return Stretch(self.all, self.below, tuple(read))

    def with_months(self, changed: dict[str, tuple[Entry, ...]], all_months: tuple[str, ...]) -> Stretch:
        """With those months that were read before as they are now."""
        read = tuple(MonthRead(each.month, changed.get(each.month, each.entries)) for each in self.read)
        return Stretch(all_months, self.below, read)


def _count(read: list[MonthRead]) -> int:
    return sum(len(each.entries) for each in read)
