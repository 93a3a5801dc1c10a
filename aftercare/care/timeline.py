"""The journal month by month, as a screen goes back through it: only what is looked at is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from aftercare.care.journaling import Journaling, entries_of_month
from aftercare.errors import NotFound
from aftercare.model import tables
from aftercare.model.tables import month_of, period_of

if TYPE_CHECKING:
    from aftercare.model.entry_words import Named
    from aftercare.model.journal import Entry

#: The newest months are those of the days, which are in memory anyhow.
_KEPT_MONTHS = 2


class Timeline(Journaling):
    """The entries as they are gone through from the newest back."""

    def journal_months(self) -> tuple[str, ...]:
        """The months that may have entries, as "2026-11", the newest first. Blocks on the disk."""
        with self._record.guard:
            spanning = {period_of(tables.ENTRIES, each) for each in self._record.versions.touched(tables.ENTRIES)}
            return tuple(sorted({*self._record.months(), *spanning}, reverse=True))

    def month_entries(self, month: str, rest: Callable[[], object] | None = None) -> tuple[Entry, ...]:
        """The entries of "2026-11", the newest first. Blocks on the disk. Older months do not stay in memory.

        Of those each entry is some work: `rest` is called between any two.
        """
        from aftercare.model.journal import entry_of

        record = self._record
        with record.guard:
            newest = record.months()[-_KEPT_MONTHS:]
        if month not in newest:
            # with no lock held: the screen asks the record for the day meanwhile
            return tuple(entry for _, entry in reversed(entries_of_month(record, month, rest)))
        with record.guard:
            record.need(month)
            documents = record.versions.live.get(tables.ENTRIES, {})
            found = [entry_of(document) for i, document in documents.items() if period_of(tables.ENTRIES, i) == month]
        return tuple(sorted(found, key=lambda each: (each.day, each.at, each.id), reverse=True))

    def entries_in_turn(self, first: date, last: date) -> Iterator[Entry]:
        """The entries of the days from `first` to `last`, in the order of days and instants.

        They are read as they are asked for, which blocks on the disk.
        """
        for month in reversed(self.journal_months()):
            if month_of(first) <= month <= month_of(last):
                yield from (each for each in reversed(self.month_entries(month)) if first <= each.day <= last)

    def tags(self, first: date, last: date) -> dict[str, int]:
        """The tags of the entries from `first` to `last`, the most used first, and how many entries have each.

        Blocks on the disk.
        """
        from collections import Counter

        from aftercare.model.journal import tags_of

        counts = Counter(tag for each in self.entries_in_turn(first, last) for tag in tags_of(each))
        return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def named(self, entries: Iterable[Entry]) -> Named:
        """What `entries` name: rows of the tables, and what is in the record. May block on the disk."""
        from aftercare.care.journal_tables import journal_tables
        from aftercare.model.bruise import Bruise, BruiseSeen
        from aftercare.model.entry_words import Named

        listed = tuple(entries)
        known = {each.id: each for each in listed if isinstance(each, Bruise)}
        for each in listed:
            if isinstance(each, BruiseSeen) and each.bruise not in known:
                # it was found before the entries that are listed; where it was deleted, its place is not known
                with suppress(NotFound):
                    found = self.entry(each.bruise)
                    known.update({found.id: found} if isinstance(found, Bruise) else {})
        present = self.present()
        return Named(journal_tables(), present.routine, {**present.set_aside, **present.sessions}, known)
