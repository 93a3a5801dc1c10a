"""Searching the journal. An index makes it quick; what fits is the model's to say, and is the same without an index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from aftercare.care.journaling import Journaling, entries_of_month
from aftercare.model import tables
from aftercare.model.tables import month_of, period_of
from aftercare.store.digest import blake2b
from aftercare.store.log import list_logs, period_in
from aftercare.store.record import PROFILE, Record

if TYPE_CHECKING:
    from aftercare.model.journal import Entry
    from aftercare.model.journal_search import Search
    from aftercare.store.search_index import Hits, Indexed, SearchIndex

#: The file of the index in this machine's state.
INDEX = "search.sqlite3"


class Found(Iterator["Entry"]):
    """What a search found. Each entry is read when it is asked for; `number` says how many there are, where that is
    known without reading them all.
    """

    def __init__(self, number: int | None, entries: Iterator[Entry]) -> None:
        self.number = number
        self._entries = entries

    def __next__(self) -> Entry:
        return next(self._entries)


class Searching(Journaling):
    """The journal searched for words."""

    #: A locked record must leave no words outside it: it is searched by reading it.
    searches_by_index = True

    @cached_property
    def _search_index(self) -> SearchIndex | None:
        from aftercare.store.search_index import SearchIndex

        if not self.searches_by_index:
            return None
        return SearchIndex(self.folder.state / INDEX)

    def search(
        self,
        search: Search,
        first: date = date.min,
        last: date = date.max,
        told: Callable[[int, int], object] = lambda done, of: None,
    ) -> Found:
        """The entries that fit, the best first; of those that fit as well, the latest.

        The first search of a record reads all of it: `told` learns how many months are through, and of how many.
        Blocks on the disk, as reading what was found does. Both raise DiskTrouble and Busy.
        """
        index = self._search_index
        if index is None:
            return Found(None, self._found_by_reading(search, first, last, told))

        def find() -> Hits:
            self._bring_up(index, told)
            return index.find(search, first, last)

        hits = _or_anew(index, find)
        return Found(len(hits), _entries_of(hits, lambda: _or_anew(index, find)))

    def index_from_the_oldest(self) -> None:
        """Indexes what is not yet, from the oldest month on, beside a search that does so from the newest.

        Blocks on the disk. Raises DiskTrouble and Busy.
        """
        if (index := self._search_index) is not None:
            record = self._read_anew()
            index.bring_up_to(_month_marks(record), lambda month: _indexed(record, month), oldest_first=True)

    def _bring_up(self, index: SearchIndex, told: Callable[[int, int], object]) -> None:
        record = self._read_anew()
        marks = _month_marks(record)
        if stale := index.stale(marks):
            from aftercare.care.index_companion import index_companion

            with index_companion(self.folder, _size(record, stale)):
                index.bring_up_to(marks, lambda month: _indexed(record, month), told)

    def _read_anew(self) -> Record:
        record = self._another_reading()
        record.need(PROFILE)
        return record

    def _found_by_reading(
        self, search: Search, first: date, last: date, told: Callable[[int, int], object]
    ) -> Iterator[Entry]:
        from aftercare.model.journal_search import fits, searched_words

        record = self._read_anew()
        of_period = (each for each in _month_marks(record) if month_of(first) <= each <= month_of(last))
        months = sorted(of_period, reverse=True)
        for number, month in enumerate(months):
            told(number, len(months))
            for _, entry in reversed(entries_of_month(record, month)):
                if first <= entry.day <= last and fits(search, searched_words(entry)):
                    yield entry
        told(len(months), len(months))

    def bruise_zones(self) -> dict[str, str]:
        """The zone of each bruise of the journal, by its id. Blocks on the disk."""
        documents = self._entry_documents(date.min, date.max)
        return {each["id"]: each["zone"] for each in documents if each.get("kind") == "bruise"}

    def forget_search(self) -> None:
        """Throws the index away: as where something was erased. It is made again by the next search."""
        from aftercare.store.search_index import SearchIndex

        SearchIndex(self.folder.state / INDEX).throw_away()


def _or_anew(index: SearchIndex, find: Callable[[], Hits]) -> Hits:
    """What `find` finds, where need be with an index that is made anew."""
    from aftercare.store.search_index import Unusable

    try:
        return find()
    except Unusable:
        index.throw_away()
        return find()


def _entries_of(hits: Hits, find_anew: Callable[[], Hits]) -> Iterator[Entry]:
    from aftercare.model.journal import entry_told
    from aftercare.store.search_index import Unusable

    given = 0
    try:
        for document in hits:
            yield entry_told(document)
            given += 1
    except Unusable:
        # where it is made anew while somebody looks at what it found, they go on where they were
        yield from map(entry_told, islice(find_anew(), given, None))


def _month_marks(record: Record) -> dict[str, str]:
    """What each month is known by: its files, and what actions that span months did to its entries."""
    marks: dict[str, list[str]] = {month: [] for month in record.months()}
    for name, stat in sorted(list_logs(record.folder.records).items()):
        if (month := period_in(name)) in marks:
            marks[month].append(f"{name} {stat.st_size} {stat.st_mtime_ns}")
    for entry_id in record.versions.touched(tables.ENTRIES):
        month = period_of(tables.ENTRIES, entry_id)
        names = sorted(each.name for each in record.versions.current(tables.ENTRIES, entry_id))
        marks.setdefault(month, []).append(f"{entry_id} {names}")
    return {
        month: blake2b("\n".join(sorted(each)).encode(), digest_size=16).hexdigest() for month, each in marks.items()
    }


def _size(record: Record, months: Collection[str]) -> int:
    """How many bytes the files of `months` have."""
    return sum(stat.st_size for name, stat in list_logs(record.folder.records).items() if period_in(name) in months)


def _indexed(record: Record, month: str) -> list[Indexed]:
    from aftercare.model.journal_search import searched_words
    from aftercare.store.search_index import Indexed

    return [
        Indexed(searched_words(entry), entry.day.isoformat(), told) for told, entry in entries_of_month(record, month)
    ]
