"""What can be done with the chosen entry of the journal, and what opens from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.deed import JOURNAL_DEEDS
from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry
from aftercare.model.photo import Photo
from aftercare.model.words import day_in_full
from aftercare.screens.confirm import Confirm
from aftercare.screens.journal_help import HELP
from aftercare.screens.read_journal import ReadJournal
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from aftercare.screens.day_doors import DayDoors


class JournalDeeds(ReadJournal, SubjectScreen[None]):
    """`day` is the screen from which notes and check-ins are written, and which heeds alarming words."""

    EXPLAINED = HELP
    DEEDS = JOURNAL_DEEDS
    DONE_HERE = "in the journal"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note", "note", id="journal.note"),
        Binding("c", "check_in", "check-in", id="journal.check_in"),
        Binding("e", "edit", "edit", id="journal.edit"),
        Binding("E", "edit_outside", "edit in your editor", id="journal.edit_outside"),
        Binding("x,delete", "delete", "delete", id="journal.delete"),
        Binding("P", "photos", "photos", id="journal.photos"),
        Binding("u", "undo", "undo", id="journal.undo"),
        Binding("question_mark", "help", "help", id="journal.help"),
    ]

    def __init__(self, care: Care, clock: Callable[[], datetime], day: DayDoors) -> None:
        super().__init__(care, clock)
        self._doors = day

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor. For the deriving screen."""
        return None

    @on(EntryList.Opened)
    def action_open(self) -> None:
        """Shows all of the chosen entry; a photo among the photos."""
        entry = self.chosen
        if entry is None or self.named is None:
            return
        if isinstance(entry, Photo):
            from aftercare.screens.photos import PhotosScreen

            self.app.push_screen(PhotosScreen(self._care, self._clock, show=entry.id))
            return
        from aftercare.screens.entry_sheet import EntrySheet

        self.app.push_screen(EntrySheet(entry, self.named, self._care.wall(self._clock()), self.search))

    def action_note(self) -> None:
        """Writes a note of the day that was open."""
        self._doors.action_note()

    def action_check_in(self) -> None:
        """Opens a check-in of the day that was open."""
        self._doors.action_check_in()

    def action_photos(self) -> None:
        """Opens the photos."""
        self._doors.action_photos()

    def action_edit(self) -> None:
        """Asks for other words of the chosen entry."""
        if entry := self.chosen:
            from aftercare.screens.rewrite_entry import ask_for_words

            ask_for_words(self.app, self._care, self._clock, entry, self._doors.entry_drafts, self._doors.heed_entry)

    def action_edit_outside(self) -> None:
        """Has the words of the chosen entry written in the person's own editor."""
        from aftercare.screens.rewrite_entry import write_outside

        if entry := self.chosen:
            try:
                after = write_outside(self.app, self._care, entry, self._care.wall(self._clock()))
            except AftercareError as error:
                self._tell(error)
            else:
                if after is not None:
                    self._doors.heed_entry(after)

    def action_delete(self) -> None:
        """Deletes the chosen entry after a yes."""
        entry = self.chosen
        if entry is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda: self._care.delete_entry(entry, self._care.wall(self._clock())))

        what = kind_words(entry)
        called = "entry" if what.startswith("after") else what
        self.app.push_screen(
            Confirm(f"Delete the {called} of {day_in_full(entry.day)}?", "delete it", "keep it"), answered
        )

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], object]) -> None:
        try:
            write()
        except AftercareError as error:
            self._tell(error)
        else:
            self._say("deleted · u brings it back")
