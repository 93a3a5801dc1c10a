"""The journal: its entries day by day beside a calendar, filtered and searched, each with all its words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from aftercare.care import Care
from aftercare.errors import BadInput
from aftercare.model.entry_words import entry_lines, kind_words
from aftercare.model.journal import Entry
from aftercare.model.journal_filter import JournalFilter
from aftercare.model.journal_filter_words import filter_words, hits_in_words
from aftercare.model.journal_search import search_typed
from aftercare.model.tables import month_of
from aftercare.model.words import counted, day_in_words
from aftercare.screens.breakpoints import take_form
from aftercare.screens.journal_deeds import JournalDeeds
from aftercare.screens.journal_filter_form import ask_for_filter
from aftercare.screens.journal_help import EMPTY, KEYS, NOTHING_FITS, SEARCH_KEYS
from aftercare.widgets.chosen_entry import ChosenEntry
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.entry_lines import Listed
from aftercare.widgets.entry_list import EntryList
from aftercare.widgets.entry_text import with_marks
from aftercare.widgets.key_line import KeyLine
from aftercare.widgets.month_calendar import MonthCalendar, MonthShown
from aftercare.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from aftercare.screens.day_doors import DayDoors


class JournalScreen(JournalDeeds):
    """Shows the journal from the newest entry back."""

    CSS_PATH = "journal.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = "EntryList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="journal.search"),
        Binding("f", "filter", "filter", id="journal.filter"),
        Binding("F", "clear_filter", "show everything", id="journal.clear_filter"),
        Binding("left_square_bracket", "turn(-1)", "month back", id="journal.month_before"),
        Binding("right_square_bracket", "turn(1)", "month on", id="journal.month_after"),
        Binding("t", "to_today", "to today", id="journal.today"),
        Binding("z", "face", "the face", id="journal.face"),
        Binding("down", "to_hits", "to what is found", show=False),
        Binding("escape", "back", "back", show=False),
        Binding("q", "leave", "back", show=False),
    ]

    list = query_one(EntryList)
    calendar = query_one(MonthCalendar)
    typed = query_one("#typed", Input)

    def __init__(self, care: Care, clock: Callable[[], datetime], day: DayDoors) -> None:
        super().__init__(care, clock, day)
        self._day = care.today(clock())

    def compose(self) -> ComposeResult:
        take_form(self)
        # it is read while the parts come in: most often the first frame has it
        self.go_to(self._day)
        yield TitleLine("Journal", self._care.present().client.name or self._care.folder.name)
        yield Input(id="typed", placeholder='words, or "a phrase"; -without this', compact=True, max_length=200)
        yield Static("", id="progress", markup=False)
        yield Static("", id="only", markup=False)
        # those that take a side of the screen each come before what shares the rest
        yield KeyLine(KEYS)
        yield MonthCalendar()
        yield EntryList()
        yield Static("", id="empty", markup=False)
        yield ChosenEntry()

    def on_mount(self) -> None:
        self.stands = True
        self._show_calendar()
        self.show_stretch(self._day)

    # ---- what is shown

    @property
    def chosen(self) -> Entry | None:
        return self.list.chosen

    @property
    def _today(self) -> date:
        return self._care.today(self._clock())

    def show_stretch(self, near: date | None) -> None:
        """Shows what was read; with `near` the cursor goes to that day, or to the next one before it.

        It goes to what was just written here in any case.
        """
        if self.stretch is None:
            return
        chosen = self.list.chosen
        keep = chosen.id if chosen is not None and near is None else None
        written = next((each for each in self.stretch.entries if each.id == self.written_here), None)
        if written is not None:
            # who wrote it sees it
            self.written_here, keep, self._day = None, written.id, written.day
        self._show(self.stretch.entries, keep, near or self._day)

    def show_hits(self, hits: tuple[Entry, ...], more: bool, number: int | None, further: bool) -> None:
        """Shows what the search found."""
        chosen = self.list.chosen
        self._show(hits, chosen.id if chosen is not None and (further or self.list.has_focus) else None, None)
        self.say_progress(hits_in_words(len(hits), more, number) if hits else NOTHING_FITS)

    def _show(self, entries: tuple[Entry, ...], keep: str | None, near: date | None) -> None:
        now = self._care.wall(self._clock())
        self.list.show(Listed(entries, self.named, now, self._today, self.search), keep, near)
        if not entries and self.list.has_focus:
            # otherwise the calendar would get the focus, or not, by whether the list stood before it was found empty
            self.set_focus(None)
        self.set_class(not entries, "-empty")
        if entries and self.focused is None and self.is_current:
            self.list.focus()
        if not entries:
            nothing = "" if self.search is not None else EMPTY if self.wanted.is_open else NOTHING_FITS
            self.query_one("#empty", Static).update(nothing)
        self._show_chosen(self.list.chosen)
        self._show_calendar()

    def _show_calendar(self) -> None:
        there = self.stretch.days_of(month_of(self._day)) if self.stretch is not None else ()
        told = (counted(len(there), "entry", "entries"), f"in {self._day:%B}") if self.stretch is not None else ()
        self.calendar.shown = MonthShown(self._day, self._today, frozenset(there), told)

    def _show_chosen(self, entry: Entry | None) -> None:
        chosen = self.query_one(ChosenEntry)
        if entry is None or self.named is None:
            chosen.show("", Content(""))
            return
        # beside the list there is room for a rating a line, below it hardly for all of them in a row
        lines = entry_lines(entry, self.named, apart=not self.has_class("-narrow"))
        words = with_marks("\n".join(lines), self.search)
        chosen.show(f"{day_in_words(entry.day, self._today)}, {kind_words(entry)}", words)

    def say_progress(self, words: str) -> None:
        """Says above the list how far a reading has come, or what it found."""
        line = self.query_one("#progress", Static)
        if words or line.display:
            line.update(words)
            line.display = bool(words)

    @on(EntryList.Rested)
    def _rested(self, event: EntryList.Rested) -> None:
        self._show_chosen(event.entry)
        if self._day != event.entry.day and self.search is None and self.list.has_focus:
            self._day = event.entry.day
            self._show_calendar()

    @on(EntryList.NearEnd)
    def _near_end(self, event: EntryList.NearEnd) -> None:
        self.read_more(event.older)

    # ---- where somebody goes

    @on(MonthCalendar.Wanted)
    def _day_wanted(self, event: MonthCalendar.Wanted) -> None:
        self._go(event.day)

    def _go(self, day: date) -> None:
        self._close_search()
        self._day = day
        if self.stretch is not None and self.stretch.has(day.isoformat()[:7]):
            self.show_stretch(day)
        else:
            self.go_to(day)
        self._show_calendar()

    @on(EntryList.EdgeWanted)
    def _edge_wanted(self, event: EntryList.EdgeWanted) -> None:
        if self.search is not None or self.stretch is None:
            shown = len(self.list.listed.entries) if self.list.listed is not None else 0
            self.list.action_move(-shown if event.newest else shown)
        elif event.newest:
            self.action_to_today()
        elif self.stretch.all:
            self._go(date.fromisoformat(f"{self.stretch.all[-1]}-01"))

    def action_turn(self, months: int) -> None:
        """Turns the calendar, and goes to the last day of that month."""
        self.calendar.want_month(months)

    def action_to_today(self) -> None:
        """Goes to today."""
        self._go(self._today)

    def action_face(self) -> None:
        """Opens the face, zone by zone; from there it may be the entries of one that are wanted."""
        from aftercare.screens.journal_face import JournalFaceScreen

        def chosen(zone: str | None) -> None:
            if zone is not None:
                self._close_search()
                self._filter(JournalFilter(zone=zone))
                self.list.focus()

        self.app.push_screen(JournalFaceScreen(self._care, self._clock), chosen)

    # ---- searching

    def action_search(self) -> None:
        """Opens the line to search with."""
        self.add_class("-searching")
        self.query_one(KeyLine).keys = SEARCH_KEYS
        self.typed.focus()

    @on(Input.Changed, "#typed")
    def _look(self) -> None:
        if not self.typed.value.strip():
            self._end_search()
            return
        try:
            search = search_typed(self.typed.value)
        except BadInput as error:
            # what is half typed, such as "-", finds nothing yet
            self._end_search()
            self.say_progress(drawn(error.message))
        else:
            self.look_for(search)

    @on(Input.Submitted, "#typed")
    def action_to_hits(self) -> None:
        """Goes from the search line to what is found."""
        if self.focused is not self.typed:
            raise SkipAction
        if self.list.chosen is not None:
            self.list.focus()

    def _end_search(self) -> None:
        if self.search is not None:
            self.leave_search()
            self.show_stretch(self._day)

    def _close_search(self) -> None:
        self.remove_class("-searching")
        self.query_one(KeyLine).keys = KEYS
        self._end_search()
        self.say_progress("")
        with self.prevent(Input.Changed):
            self.typed.value = ""

    def on_descendant_focus(self) -> None:
        """The line of keys says what the keys do where the focus is."""
        self.query_one(KeyLine).keys = SEARCH_KEYS if self.focused is self.typed else KEYS

    # ---- filtering

    def action_filter(self) -> None:
        """Asks which entries are shown."""
        if self.named is not None:
            ask_for_filter(self.app, self._care, self.wanted, self.named, self._today, self._filter)

    def on_click(self, event: events.Click) -> None:
        """A click on what is shown only shows everything again."""
        clicked, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if clicked.id == "only":
            self.action_clear_filter()

    def action_clear_filter(self) -> None:
        """Shows every entry again."""
        self._filter(JournalFilter())

    def _filter(self, wanted: JournalFilter) -> None:
        self.wanted = wanted
        words = filter_words(wanted, self.named, self._today) if self.named is not None else ""
        line = self.query_one("#only", Static)
        line.update(f"only {clipped(words, self.size.width - 30)}   F shows everything" if words else "")
        line.display = bool(words)
        if self.search is not None:
            self.look_for(self.search)
        self.go_to(self._day)

    # ---- leaving

    def action_back(self) -> None:
        """Leaves the form that is being read, the search, or the journal."""
        if self.give_up_form():
            return
        if self.has_class("-searching"):
            self._close_search()
            self.list.focus()
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
