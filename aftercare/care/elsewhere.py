"""What was done to the client's skin elsewhere, and what follows from it for the sessions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from aftercare.care.kept import Kept
from aftercare.care.resting import rests_of
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.procedure import Procedure, ProcedureKind
from aftercare.model.text import typed_text

if TYPE_CHECKING:
    from aftercare.model.after_procedure import AfterProcedure


class HadElsewhere(Kept):
    """Injectables, peels, lasers and the like. Nothing here moves or cancels a session."""

    def procedures(self) -> list[Procedure]:
        """All of them, the last one first."""
        return sorted(self.present().procedures.values(), key=lambda each: (each.day, each.at, each.id), reverse=True)

    def add_procedure(self, what: ProcedureKind, day: date, now: datetime, note: str = "") -> Procedure:
        """Enters what was done on `day`. Raises BadInput for a day to come, and where nobody says what else it was."""
        if day > self.today(now):
            raise BadInput(
                f"{day} is still to come.", "Enter it once it is done, and tell your therapist of it before."
            )
        told = typed_text(note, "note") if note.strip() else ""
        if what is ProcedureKind.OTHER and not told:
            raise BadInput("The note is missing: it says what was done.", "Write a few words.")
        procedure = Procedure(os.urandom(6).hex(), what, day, now, told)
        with self._looking_closely():
            if any((each.what, each.day, each.note) == (what, day, told) for each in self.procedures()):
                raise BadInput("This is in the list already.", "Nothing was added.")
            self._do(Deed.ADD_PROCEDURE, now, lambda: self._put(tables.PROCEDURES, procedure.id, procedure))
        return procedure

    def remove_procedure(self, procedure: str, now: datetime) -> Procedure:
        """Takes one off the list, and with it what it asks for; it stays in the history. Raises NotFound."""
        with self._looking_closely():
            found = self.present().procedures.get(procedure)
            if found is None:
                raise NotFound("It is not in the list any more.")
            self._do(Deed.REMOVE_PROCEDURE, now, lambda: self._database.delete(tables.PROCEDURES, procedure))
        return found

    def after_procedures(self, now: datetime, day: date | None = None) -> tuple[AfterProcedure, ...]:
        """What they ask for on `day` (today by default): until when needles wait, or what to ask the therapist."""
        present = self.present()
        if not present.procedures:
            return ()
        from aftercare.model.after_procedure import after_procedures
        from aftercare.model.session_kind import may_pierce

        kinds = rests_of(present, present.routine, self.folder.snapshots).kinds
        return after_procedures(
            present.procedures.values(),
            present.intervals,
            [each for each in present.sessions.values() if may_pierce(each.kind, kinds)],
            present.questions,
            day or self.today(now),
        )


def procedure_typed(text: str) -> ProcedureKind:
    """The kind of procedure that somebody's words name. Raises BadInput."""
    from aftercare.model.procedure_row import kind_typed
    from aftercare.store.reference import procedures

    return kind_typed(text, procedures().values())


def intervals_quoted() -> Mapping[ProcedureKind, str]:
    """What clinics quote for each kind of procedure, as a sentence with its source and grade. Never counted with."""
    from aftercare.model.procedure_row import quoted_words
    from aftercare.store.reference import procedures, sources

    return {each.id: quoted_words(each, sources()) for each in procedures().values()}
