"""What can be done with the chosen entry of the journal, and what opens from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.bruise import BruiseSeen
from aftercare.model.check_in import CheckIn
from aftercare.model.deed import JOURNAL_DEEDS
from aftercare.model.entry_template import said_in
from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry, EntryKind, kind_of
from aftercare.model.photo import Photo
from aftercare.model.words import day_in_full
from aftercare.screens.confirm import Confirm
from aftercare.screens.entry_fields import EntryAsked, Known, changed_entry, give_words, new_entry, read_known
from aftercare.screens.journal_help import HELP
from aftercare.screens.read_journal import ReadJournal
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from aftercare.model.check_in_form import CheckInForm
    from aftercare.model.entry_words import JournalTables
    from aftercare.screens.day_doors import DayDoors


class JournalDeeds(ReadJournal, SubjectScreen[None]):
    """`day` is the screen from which notes and check-ins are written, and which heeds alarming words."""

    EXPLAINED = HELP
    DEEDS = JOURNAL_DEEDS
    DONE_HERE = "in the journal"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note", "note", id="journal.note"),
        Binding("c", "check_in", "check-in", id="journal.check_in"),
        Binding("a", "write", "write down", id="journal.write"),
        Binding("r", "new('reaction')", "a reaction", id="journal.reaction"),
        Binding("b", "new('bruise')", "a bruise", id="journal.bruise"),
        Binding("s", "new('session')", "after a session", id="journal.session"),
        Binding("e", "edit", "edit", id="journal.edit"),
        Binding("E", "edit_outside", "edit in your editor", id="journal.edit_outside"),
        Binding("x,delete", "delete", "delete", id="journal.delete"),
        Binding("X", "erase", "erase for good", id="journal.erase"),
        Binding("P", "photos", "photos", id="journal.photos"),
        Binding("u", "undo", "undo", id="journal.undo"),
        Binding("question_mark", "help", "help", id="journal.help"),
    ]

    def __init__(self, care: Care, clock: Callable[[], datetime], day: DayDoors) -> None:
        super().__init__(care, clock)
        self._doors = day
        #: Stands for the form that is being read and is not open yet; None while there is none.
        self._opening: object | None = None

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

        sheet = EntrySheet(self._care, entry, self.named, self._care.wall(self._clock()), self.search)

        def left(_: None) -> None:
            if sheet.wants_edit:
                self.action_edit()

        self.app.push_screen(sheet, left)

    def action_note(self) -> None:
        """Writes a note of the day that was open."""
        self._doors.action_note()

    def action_check_in(self) -> None:
        """Opens a check-in of the day that was open."""
        self._doors.action_check_in()

    def action_photos(self) -> None:
        """Opens the photos."""
        self._doors.action_photos()

    def action_write(self) -> None:
        """Offers the kinds of entries, and opens what the chosen one is written in."""
        from aftercare.screens.choose_prompt import ChoosePrompt

        kinds: dict[str, Callable[[], object]] = {
            "a note": self.action_note,
            "a check-in": self.action_check_in,
            "after a session": lambda: self.action_new("session"),
            "a reaction of your skin": lambda: self.action_new("reaction"),
            "a bruise, until it is gone": lambda: self.action_new("bruise"),
            "a photo": self._add_photos,
        }
        chosen: list[str] = []

        def opened(taken: bool | None) -> None:
            if taken:
                kinds.get(chosen[-1], self.action_note)()

        about = f"Of {day_in_full(self._doors.state.view.day)}; the forms let you name another day."
        self.app.push_screen(ChoosePrompt("Write down", about, list(kinds), None, chosen.append), opened)

    def _add_photos(self) -> None:
        from aftercare.screens.photo_form import ask_for_photos

        ask_for_photos(self, self._care, self._clock)

    def action_new(self, kind: str) -> None:
        """Opens a form for an entry of that kind; that of a bruise begins with the chosen one."""
        chosen = self.chosen
        bruise = chosen.bruise if isinstance(chosen, BruiseSeen) else chosen.id if chosen is not None else ""
        view = self._doors.state.view
        day = min(view.day, view.today)
        self._read_form(lambda known: new_entry(self._care, EntryKind(kind), known, day, bruise))

    def action_edit(self) -> None:
        """Opens what the chosen entry was written in, with all of it that can be changed."""
        entry = self.chosen
        if isinstance(entry, CheckIn):
            self._read_check_in(entry)
        elif isinstance(entry, Photo):
            from aftercare.screens.photo_form import ask_what_it_shows

            ask_what_it_shows(self, self._care, self._clock, entry)
        elif entry is not None:
            self._read_form(lambda known: changed_entry(self._care, entry, known))

    def give_up_form(self) -> bool:
        """Has the form that is being read not open any more; False where none is."""
        is_read, self._opening = self._opening is not None, None
        return is_read

    def _may_open(self, opening: object) -> bool:
        """Whether what was read as `opening` is still wanted; it is no longer read then."""
        if self._opening is not opening:
            return False
        self._opening = None
        return self.is_current

    def _not_read(self, error: AftercareError, opening: object) -> None:
        if self._opening is opening:
            self._opening = None
        self._tell(error)

    def _read_check_in(self, seen: CheckIn) -> None:
        self._opening = object()
        self._check_in_read(seen, self._opening)

    @work(thread=True, group="read-form", exclusive=True)
    def _check_in_read(self, seen: CheckIn, opening: object) -> None:
        from aftercare.care.face import face
        from aftercare.care.journal_tables import journal_tables

        try:
            form = self._care.changed_check_in_form(seen, self._care.wall(self._clock()))
        except AftercareError as error:
            self.app.call_from_thread(self._not_read, error, opening)
            return
        # read here: the interface does not wait for the disk
        face()
        self.app.call_from_thread(self._open_check_in, seen, form, journal_tables(), opening)

    def _open_check_in(self, seen: CheckIn, form: CheckInForm, tables: JournalTables, opening: object) -> None:
        from aftercare.screens.check_in import CheckInScreen
        from aftercare.screens.check_in_keeping import ChangedCheckIn

        def changed(entry: CheckIn | None) -> None:
            if entry is not None and entry != seen:
                self._written(entry)

        if self._may_open(opening):
            keeping = ChangedCheckIn(self._care, self._clock, seen)
            self.app.push_screen(CheckInScreen(self._care, self._clock, form, tables, keeping), changed)

    def _read_form(self, asked_of: Callable[[Known], EntryAsked]) -> None:
        self._opening = object()
        self._form_read(asked_of, self._opening)

    @work(thread=True, group="read-form", exclusive=True)
    def _form_read(self, asked_of: Callable[[Known], EntryAsked], opening: object) -> None:
        try:
            asked = asked_of(read_known(self._care, self._care.wall(self._clock())))
            begun = self._care.form_draft(asked.draft)
        except AftercareError as error:
            self.app.call_from_thread(self._not_read, error, opening)
        else:
            self.app.call_from_thread(self._open_form, asked, begun, opening)

    def _open_form(self, asked: EntryAsked, begun: dict[str, str], opening: object) -> None:
        from aftercare.screens.entry_form import EntryForm

        if self._may_open(opening):
            self.app.push_screen(EntryForm(self._care, self._clock, asked, begun, self._written))

    def _written(self, entry: Entry) -> None:
        self._say("kept · u takes it back")
        self._doors.heed_entry(entry)

    def action_edit_outside(self) -> None:
        """Has the words of the chosen entry written in the person's own editor."""
        from aftercare.screens.outside_editor import written_outside

        entry = self.chosen
        if entry is None:
            return
        before = (entry.text.strip(), said_in(entry).strip())
        try:
            with written_outside(self.app, self._care, kind_of(entry), *before) as written:
                if written != before:
                    self._written(give_words(self._care, entry, *written, self._care.wall(self._clock())))
        except AftercareError as error:
            self._tell(error)

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

    def action_erase(self) -> None:
        """Erases the chosen entry for good, once it is shown what goes with it."""
        from aftercare.screens.erase_entry import ask_to_erase

        if entry := self.chosen:
            ask_to_erase(self, self._care, self._clock, entry.id, self._tell)

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], object]) -> None:
        try:
            write()
        except AftercareError as error:
            self._tell(error)
        else:
            self._say("deleted · u brings it back")
