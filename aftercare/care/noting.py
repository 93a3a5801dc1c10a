"""Notes: writing, changing and deleting them. Every version stays in the history."""

from __future__ import annotations

import os
from datetime import date, datetime

import msgspec

from aftercare.care.kept import Kept
from aftercare.errors import NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.journal import Note
from aftercare.model.tables import month_of
from aftercare.model.text import typed_text


class Noting(Kept):
    """The journal's notes."""

    def note(self, text: str, now: datetime, day: date | None = None, step: str | None = None) -> Note:
        """Writes a note, of today by default, about a step if one is given. Raises BadInput and NotFound."""
        on = day or self.today(now)
        if step is not None and step not in self.present().routine.steps:
            raise NotFound(f"There is no step “{step}”.")
        note = Note(f"{month_of(on)}-{os.urandom(6).hex()}", on, now, typed_text(text, "note"), step)
        self._do(Deed.NOTE, now, lambda: self._put(tables.ENTRIES, note.id, note))
        return note

    def edit_note(self, seen: Note, text: str, now: datetime) -> Note:
        """Gives a note a new text. Raises NoLongerCurrent where it is not as it was `seen`, and BadInput."""
        after = msgspec.structs.replace(seen, text=typed_text(text, "note"))
        with self._looking_closely():
            self._check_current(seen)
            self._do(Deed.EDIT_NOTE, now, lambda: self._put(tables.ENTRIES, seen.id, after))
        return after

    def delete_note(self, seen: Note, now: datetime) -> None:
        """Deletes a note; it stays in the history. Raises NoLongerCurrent where it is not as it was `seen`."""
        with self._looking_closely():
            self._check_current(seen)
            self._do(Deed.DELETE_NOTE, now, lambda: self._database.delete(tables.ENTRIES, seen.id))

    def _check_current(self, seen: Note) -> None:
        self._record.need(seen.id[:7])
        kept = self._database.fetch(tables.ENTRIES, seen.id)
        if kept is None or msgspec.convert(kept, Note) != seen:
            raise NoLongerCurrent("This note has been changed since you opened it.", "Look at it, then write again.")
