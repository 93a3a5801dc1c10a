"""All of one entry, to read: its words, what it is about, and when it was written."""

from __future__ import annotations

from datetime import date, datetime

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.model.entry_words import Named, entry_lines, kind_words
from aftercare.model.journal import Entry
from aftercare.model.journal_search import Search
from aftercare.model.words import day_in_full
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.entry_text import with_marks


def _written(at: datetime, day: date) -> str:
    """When it was written: the hour, and the day where that is another one."""
    return f"at {at:%H:%M}" if at.date() == day else f"on {day_in_full(at.date())} at {at:%H:%M}"


class EntrySheet(ReadingSheet):
    """Tells of an entry; of a hit the words are marked that were searched for."""

    CSS_PATH = "entry_sheet.tcss"

    def __init__(self, entry: Entry, named: Named, now: datetime, search: Search | None) -> None:
        super().__init__()
        self._entry = entry
        self._named = named
        self._now = now
        self._search = search

    def compose(self) -> ComposeResult:
        entry = self._entry
        at = entry.at.astimezone(self._now.tzinfo)
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(f"{day_in_full(entry.day)}, {kind_words(entry)}")
            with VerticalScroll():
                for each in entry_lines(entry, self._named, apart=True):
                    yield Static(with_marks(each, self._search))
                yield Static(f"written {_written(at, entry.day)}", classes="quiet", markup=False)
            yield self.keys()
