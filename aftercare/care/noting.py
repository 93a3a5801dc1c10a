"""Notes: writing, changing and deleting them. Every version stays in the history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec.structs import replace

from aftercare.care.journaling import FORM, Journaling, new_entry_id
from aftercare.errors import NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.note import Note
from aftercare.model.tables import month_of
from aftercare.model.tags import tags_typed
from aftercare.model.text import typed_text

#: What the draft of a day's note is called among those of forms.
NOTE_DRAFT = "note-{day}"


class Noting(Journaling):
    """The journal's notes."""

    def note(
        self, text: str, now: datetime, day: date | None = None, step: str | None = None, tags: Iterable[str] = ()
    ) -> Note:
        """Writes a note, of today by default, about a step if one is given. Raises BadInput and NotFound."""
        on = day or self.today(now)
        if step is not None and step not in self.present().routine.steps:
            raise NotFound(f"There is no step “{step}”.")
        note = Note(new_entry_id(on), on, now, typed_text(text, "note"), step, tags_typed(tags))
        self._record.need(month_of(on))
        self._do(Deed.NOTE, now, lambda: self._put(tables.ENTRIES, note.id, note))
        return note

    def edit_note(self, seen: Note, text: str, now: datetime) -> Note:
        """Gives a note a new text. Raises NoLongerCurrent where it is not as it was `seen`, and BadInput."""
        after = replace(seen, text=typed_text(text, "note"))
        with self._looking_closely():
            self._check_as_seen(seen)
            self._do(Deed.EDIT_NOTE, now, lambda: self._put(tables.ENTRIES, seen.id, after))
        return after

    def delete_note(self, seen: Note, now: datetime) -> None:
        """Deletes a note; it stays in the history. Raises NoLongerCurrent where it is not as it was `seen`."""
        with self._looking_closely():
            self._check_as_seen(seen)
            self._do(Deed.DELETE_NOTE, now, lambda: self._database.delete(tables.ENTRIES, seen.id))

    def days_with_note_draft(self) -> tuple[date, ...]:
        """The days of which a note was begun on this machine and not kept, oldest first. Raises DiskTrouble."""
        return tuple(self._days_drafted(FORM.format(name=NOTE_DRAFT)))
