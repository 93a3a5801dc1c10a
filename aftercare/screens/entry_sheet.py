"""All of one entry, to read: its words, what it is about, when it was written, and how it was before it was changed."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.entry_words import Named, entry_lines, kind_words
from aftercare.model.journal import Entry, EntryVersion
from aftercare.model.journal_search import Search
from aftercare.model.words import day_in_full
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.entry_text import with_marks
from aftercare.widgets.key_line import Key


class EntrySheet(ReadingSheet):
    """Tells of an entry; of a hit the words are marked that were searched for."""

    CSS_PATH = "entry_sheet.tcss"
    MORE: ClassVar[tuple[Key, ...]] = (Key("e", "edit", "edit"), Key("h", "earlier versions", "history"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", id="entry_sheet.edit"),
        Binding("h", "history", "earlier versions", id="entry_sheet.history"),
    ]

    def __init__(self, care: Care, entry: Entry, named: Named, now: datetime, search: Search | None) -> None:
        super().__init__()
        self._care = care
        self._entry = entry
        self._named = named
        self._now = now
        self._search = search
        #: Whether it was left to change the entry.
        self.wants_edit = False

    def compose(self) -> ComposeResult:
        entry = self._entry
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(f"{day_in_full(entry.day)}, {kind_words(entry)}")
            with VerticalScroll():
                for each in entry_lines(entry, self._named, apart=True):
                    yield Static(with_marks(each, self._search))
                yield Static(f"written {self._when(entry.at, entry.day)}", classes="quiet", markup=False)
                yield Static("", id="before", classes="quiet", markup=False)
            yield self.keys()

    def _when(self, at: datetime, day: date) -> str:
        """Such as "at 20:10", with the day where that is another one than `day`."""
        at = at.astimezone(self._now.tzinfo)
        return f"at {at:%H:%M}" if at.date() == day else f"on {day_in_full(at.date())} at {at:%H:%M}"

    def action_edit(self) -> None:
        """Leaves for what changes the entry."""
        self.wants_edit = True
        self.dismiss(None)

    @work(thread=True, group="read-history", exclusive=True)
    def action_history(self) -> None:
        """Tells below how the entry was before, the last change first."""
        try:
            versions = self._care.entry_versions(self._entry.id)
            named = self._care.named([each.entry for each in versions if each.entry is not None])
        except AftercareError as error:
            self.app.call_from_thread(self._tell_before, drawn(str(error)))
        else:
            self.app.call_from_thread(self._tell_before, self._before(versions, named))

    def _before(self, versions: tuple[EntryVersion, ...], named: Named) -> str:
        told = []
        for before, after in reversed(list(pairwise(versions))):
            what = "deleted" if after.entry is None else "brought back" if before.entry is None else "changed"
            lines = entry_lines(before.entry, named, apart=True) if before.entry is not None else []
            was = [f"  {drawn(line)}" for part in lines for line in part.splitlines()]
            when = f"{what} {self._when(after.at, self._entry.day)}"
            told.append("\n".join([f"{when}; before:" if was else when, *was]))
        return "\n\n".join(told) or "It was never changed."

    def _tell_before(self, words: str) -> None:
        if still_open(self):
            self.query_one("#before", Static).update(words)
            self.query_one(VerticalScroll).scroll_end(animate=False)
