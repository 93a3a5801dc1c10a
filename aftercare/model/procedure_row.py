"""What a client may have had elsewhere: `data/procedures.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from aftercare.errors import BadInput
from aftercare.model.grade_words import grade_words
from aftercare.model.procedure import ProcedureKind
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.source import Source, source_words
from aftercare.model.text import folded


class ProcedureRow(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of procedure. `seen` is how long clinics say that needles wait after it; nothing where none was found."""

    id: ProcedureKind
    seen: str


def kind_typed(text: str, rows: Iterable[ProcedureRow]) -> ProcedureKind:
    """The kind of procedure that `text` names: "filler", "thread lift", "botox". Raises BadInput."""
    wanted = _plain(text)
    called = {_plain(word): row for row in rows for word in (row.id.value, row.label, *row.also)}
    if wanted in called:
        return called[wanted].id
    if not wanted:
        raise BadInput("It is not said what was done.", f"Known here: {', '.join(ProcedureKind)}.")
    near = get_close_matches(wanted, called, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Known here: {', '.join(ProcedureKind)}."
    raise BadInput(f"“{text.strip()}” is nothing that is known here.", f"{hint} “other” and a note say anything else.")


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("-", " ").split())


def quoted_words(row: ProcedureRow, sources: Mapping[str, Source]) -> str:
    """What clinics quote, as a sentence with how sure it is and who says so."""
    if not row.seen:
        return "No interval that clinics quote was found, and aftercare has no default."
    said = "; ".join(filter(None, (grade_words(row.grade), source_words(row.source, sources))))
    return f"Clinics quote {row.seen} ({said}). aftercare has no default: your therapist decides."
