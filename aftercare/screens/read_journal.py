"""Reading the journal beside the screen: month by month from where somebody looks, or by searching it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import cycle, repeat
from time import sleep

from textual import on, work
from textual.worker import Worker, get_current_worker

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model import tables
from aftercare.model.entry_words import Named
from aftercare.model.journal import Entry
from aftercare.model.journal_filter import JournalFilter, passes
from aftercare.model.journal_search import Search
from aftercare.model.tables import month_of, period_of
from aftercare.model.timeline import MonthRead, Stretch
from aftercare.screens.followed_record import FollowedRecord
from aftercare.screens.found_entries import FoundEntries
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn

#: So many entries are read at once: more than any screen shows.
_A_SCREENFUL = 80
#: What Textual calls the work. Without it a work is called by what it was given, here by all that was read so far: to
#: write that down kept each key near an end of the list waiting for tens of milliseconds.
_READING = "reading the journal"
#: So many entries are read in a row before older ones are wanted, and so many seconds are rested then.
_IN_A_ROW, _REST = 40, 0.002
#: The hits that are shown at first, and so many more whenever somebody comes near the end of them.
_FIRST_HITS, MOST_HITS = 40, 500


class ReadJournal(FollowedRecord[None]):
    """Holds what was read of the journal. The deriving screen shows it in `show_stretch` and `show_hits`."""

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self.wanted = JournalFilter()
        self.search: Search | None = None
        self.stretch: Stretch | None = None
        #: What the entries that are shown name, and what those of `stretch` do.
        self.named: Named | None = None
        self._named: Named | None = None
        #: Which reading, and which search, is shown: what an earlier one still finds is not.
        self._asked = self._searched = 0
        #: Whether the parts of the screen stand: what is read before waits for them in `stretch`.
        self.stands = False
        self._going: date | None = None
        self._more: Worker[None] | None = None
        #: What the search found that is shown, and who is reading it.
        self._hits: FoundEntries | None = None
        self._searching: Worker[None] | None = None
        self._stale: frozenset[str] = frozenset()
        #: The entry that was written, or brought back, by this process and is not shown yet.
        self.written_here: str | None = None

    # ---- for the deriving screen

    def show_stretch(self, near: date | None) -> None:
        """Shows `stretch`; with `near` the cursor goes there."""

    def show_hits(self, hits: tuple[Entry, ...], more: bool, number: int | None, further: bool) -> None:
        """Shows what was found so far: `more` says that it is not all, `number` how many there are, where known.

        With `further` those that were shown before are among them, in their places.
        """

    def say_progress(self, words: str) -> None:
        """Says how far a long reading has come; "" once it is done."""

    # ---- month by month

    def go_to(self, day: date) -> None:
        """Reads from the month of `day` back, and shows that."""
        self._asked += 1
        self._going, self._stale = day, frozenset()
        self._read_from(day, self._asked, self.wanted)

    def read_more(self, older: bool) -> None:
        """Reads on at that end, where there is more."""
        if self.search is not None:
            if older and self._hits is not None and self._hits.more and _is_done(self._searching):
                self._searching = self._read_further(self._hits, self._searched)
            return
        stretch = self.stretch
        if stretch is None or not _is_done(self._more):
            return
        if (stretch.older if older else stretch.newer) is not None:
            self._more = self._read_more(stretch, older, self._asked, self.wanted)

    @work(thread=True, group="read-journal", exclusive=True, description=_READING)
    def _read_from(self, day: date, asked: int, wanted: JournalFilter) -> None:
        try:
            months = self._care.journal_months()
            self._read_on(Stretch(months, min(day, wanted.last)), True, asked, wanted, near=day)
        except AftercareError as error:
            self._say_trouble(error)

    @work(thread=True, group="read-journal", exclusive=True, description=_READING)
    def _read_more(self, stretch: Stretch, older: bool, asked: int, wanted: JournalFilter) -> None:
        try:
            # somebody goes on reading: to them each turn at Python's one lock is a key that waits
            self._read_on(stretch, older, asked, wanted, rest=_rests() if wanted.is_open else None)
        except AftercareError as error:
            self._say_trouble(error)

    def _read_on(
        self,
        stretch: Stretch,
        older: bool,
        asked: int,
        wanted: JournalFilter,
        near: date | None = None,
        rest: Callable[[], object] | None = None,
    ) -> None:
        """Reads month after month until a screenful is found, and shows each that holds something at once."""
        worker, found, shown, handed = get_current_worker(), 0, False, False
        while found < _A_SCREENFUL and not worker.is_cancelled:
            month = stretch.older if older else stretch.newer
            if month is None or not _may_hold(month, wanted):
                break
            entries = self._wanted_of(month, wanted, rest)
            read = MonthRead(month, entries)
            stretch = stretch.with_older(read) if older else stretch.with_newer(read)
            found += len(entries)
            if entries or not shown:
                self._hand_over(stretch, asked, near if not shown else None)
                shown = handed = True
            else:
                handed = False
                words = f"looking through {date.fromisoformat(f'{month}-01'):%B %Y} …"
                self.app.call_from_thread(self._say_if_shown, asked, words)
        if not worker.is_cancelled:
            if not handed:
                self._hand_over(stretch, asked, near if not shown else None)
            self.app.call_from_thread(self._say_if_shown, asked, "")

    def _wanted_of(
        self, month: str, wanted: JournalFilter, rest: Callable[[], object] | None = None
    ) -> tuple[Entry, ...]:
        return self._passing(self._care.month_entries(month, rest), wanted)

    def _passing(self, entries: Iterable[Entry], wanted: JournalFilter) -> tuple[Entry, ...]:
        read = tuple(entries)
        if wanted.is_open:
            return read
        routine = self._care.present().routine
        zones: dict[str, str] = {}
        if wanted.zone is not None:
            zones = {each: bruise.zone for each, bruise in self._care.named(read).bruises.items()}
        return tuple(each for each in read if passes(each, wanted, routine, zones))

    def _hand_over(self, stretch: Stretch, asked: int, near: date | None = None) -> None:
        named = self._care.named(stretch.entries)
        self.app.call_from_thread(self._take, stretch, named, asked, near)

    def _take(self, stretch: Stretch, named: Named, asked: int, near: date | None) -> None:
        if still_open(self) and asked == self._asked:
            self.stretch, self._stale, self._named = stretch, frozenset(), named
            if self.search is None:
                self.named = named
                if self.stands:
                    self.show_stretch(near)

    def _say_if_shown(self, asked: int, words: str) -> None:
        if self.stands and still_open(self) and asked == self._asked and self.search is None:
            self.say_progress(words)

    # ---- searching

    def look_for(self, search: Search) -> None:
        """Searches the journal, and shows what is found as it is found."""
        first, most = _FIRST_HITS, MOST_HITS
        if self._hits is not None and search == self.search:
            # who is far down in it stays there, though there may be more before now
            first = most = max(most, len(self._hits.shown) + _FIRST_HITS)
        self.search, self._hits = search, None
        self._searched += 1
        self._searching = self._search(search, self._searched, self.wanted, first, most)

    def leave_search(self) -> None:
        """Shows the journal again."""
        self.search = self._hits = None
        self.named = self._named
        self._searched += 1
        self.workers.cancel_group(self, "search-journal")
        self.say_progress("")

    @work(thread=True, group="search-journal", exclusive=True, description=_READING)
    def _search(self, search: Search, searched: int, wanted: JournalFilter, first: int, most: int) -> None:
        def told(done: int, of: int) -> None:
            if of > 1:
                words = f"reading the journal for the first search: {done} of {of} months" if done < of else ""
                self.app.call_from_thread(self._say_of_search, searched, words)

        try:
            found = self._care.search(search, wanted.first, wanted.last, told)
            number = found.number if wanted.is_open else None
            hits = FoundEntries(found, lambda entries: self._passing(entries, wanted), number)
            # a screenful stands there at once; where the number of all is known, it says enough until the others do
            self._show_up_to(hits, first, searched, says_more=number is None or first == most)
            if hits.more and first < most:
                self._show_up_to(hits, most, searched)
        except AftercareError as error:
            self._say_trouble(error)

    @work(thread=True, group="search-journal", exclusive=True, description=_READING)
    def _read_further(self, hits: FoundEntries, searched: int) -> None:
        try:
            self._show_up_to(hits, len(hits.shown) + MOST_HITS, searched, further=True)
        except AftercareError as error:
            self._say_trouble(error)

    def _show_up_to(
        self, hits: FoundEntries, most: int, searched: int, *, says_more: bool = True, further: bool = False
    ) -> None:
        worker = get_current_worker()
        hits.show(most, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            named, more = self._care.named(hits.shown), hits.more and says_more
            self.app.call_from_thread(self._take_hits, hits, hits.shown, more, named, searched, further)

    def _take_hits(
        self, hits: FoundEntries, shown: tuple[Entry, ...], more: bool, named: Named, searched: int, further: bool
    ) -> None:
        if still_open(self) and searched == self._searched and self.search is not None:
            self.named, self._hits = named, hits
            self.say_progress("")
            self.show_hits(shown, more, hits.number, further)

    def _say_of_search(self, searched: int, words: str) -> None:
        if still_open(self) and searched == self._searched:
            self.say_progress(words)

    # ---- keeping up

    def record_changed(self) -> None:
        """What was changed is told in `_entries_changed`, which knows in which months."""

    @on(FollowedRecord.RecordChanged)
    def _entries_changed(self, event: FollowedRecord.RecordChanged) -> None:
        months = {period_of(table, each) for table, each in event.changed.keys if table == tables.ENTRIES}
        if not months:
            return
        if self.stretch is not None:
            if event.changed.here:
                touched = {each for table, each in event.changed.keys if table == tables.ENTRIES}
                new = touched.difference(each.id for each in self.stretch.entries)
                self.written_here = min(new, default=self.written_here)
            self._asked += 1
            self._stale |= months
            self._read_again(self.stretch, self._stale, self._asked, self.wanted)
        elif self._going is not None:
            self.go_to(self._going)
        if self.search is not None:
            self.look_for(self.search)

    @work(thread=True, group="read-journal", exclusive=True, description=_READING)
    def _read_again(self, stretch: Stretch, months: frozenset[str], asked: int, wanted: JournalFilter) -> None:
        try:
            read = {each.month for each in stretch.read}
            changed = {month: self._wanted_of(month, wanted) for month in months & read}
            at_the_top = stretch.newer is None
            after = stretch.with_months(changed, self._care.journal_months())
            while at_the_top and (month := after.newer) is not None:
                after = after.with_newer(MonthRead(month, self._wanted_of(month, wanted)))
            self._hand_over(after, asked)
        except AftercareError as error:
            self._say_trouble(error)

    def _say_trouble(self, error: AftercareError) -> None:
        self.app.call_from_thread(self.notify, drawn(str(error)), severity="error", timeout=8, markup=False)


def _is_done(reading: Worker[None] | None) -> bool:
    return reading is None or reading.is_finished


def _rests() -> Callable[[], object]:
    """What rests for a moment each time that so many entries were read."""
    turns = cycle((*repeat(0.0, _IN_A_ROW), _REST))

    def rest() -> None:
        if seconds := next(turns):
            sleep(seconds)

    return rest


def _may_hold(month: str, wanted: JournalFilter) -> bool:
    """Whether a month, or one beyond it, may still hold what is wanted."""
    return month_of(wanted.first) <= month
