"""What the journal's entries name, and how what is typed for one is read. No record is needed for it."""

from __future__ import annotations

from aftercare.errors import BadInput
from aftercare.model.check_in import ContextAnswer
from aftercare.model.context_answers import context_typed, item_called
from aftercare.model.entry_words import JournalTables, Named, entry_lines, kind_words
from aftercare.model.journal import entry_of
from aftercare.model.rating import Rating, Subject
from aftercare.model.reaction import SkinSign
from aftercare.model.routine import Routine
from aftercare.model.scale import value_typed
from aftercare.model.subjects import subjects_typed, zone_called
from aftercare.model.text import folded
from aftercare.store.line import Document
from aftercare.store.reference import context, measures, zones


def journal_tables() -> JournalTables:
    """The measures, zones and context items."""
    return JournalTables(measures(), zones(), context())


def entry_title(document: Document | None) -> str:
    """What kind of entry a stored document is, such as "Check-in"; "Entry" where it was deleted."""
    words = kind_words(entry_of(document)) if document is not None else "entry"
    return f"{words[:1].upper()}{words[1:]}"


def entry_summary(document: Document) -> str:
    """What stands in a stored entry, on one line; what it names in the record stands by its id."""
    return "; ".join(entry_lines(entry_of(document), Named(journal_tables(), Routine({}, {}, {}), {})))


def subjects_named(typed: str) -> tuple[Subject, ...]:
    """What "glow" or "cheek-up.redness" names. Raises NotFound and BadInput."""
    return subjects_typed(typed, measures(), zones())


def ratings_typed(typed: str) -> tuple[Rating, ...]:
    """The ratings of "glow=7" or "cheek-up.redness=3", a side each. Raises NotFound and BadInput."""
    name, sign, value = typed.partition("=")
    if not sign or not value.strip():
        raise BadInput(f"“{typed}” has no value.", "Write it like glow=7, or cheek-up-r.redness=3.")
    subjects = subjects_named(name)
    return tuple(Rating(each.measure, value_typed(measures()[each.measure], value), each.zone) for each in subjects)


def context_answer_typed(typed: str) -> ContextAnswer:
    """The answer of "sleep=7". Raises NotFound and BadInput."""
    name, sign, value = typed.partition("=")
    if not sign:
        raise BadInput(f"“{typed}” has no answer.", "Write it like sleep=7, or sweat=yes.")
    return context_typed(item_called(name, context()), value)


def context_item_named(typed: str) -> str:
    """The id of the context item that is named. Raises NotFound."""
    return item_called(typed, context()).id


def zone_named(typed: str) -> str:
    """The id of the one zone that is named. Raises NotFound."""
    return zone_called(typed, zones()).id


def skin_sign_typed(typed: str) -> SkinSign:
    """How a reaction looks or feels. Raises BadInput."""
    wanted = folded(typed).replace(" ", "-")
    exact = [each for each in SkinSign if each.value == wanted]
    found = exact or [each for each in SkinSign if wanted and each.value.startswith(wanted)]
    if len(found) != 1:
        raise BadInput(f"“{typed}” is no sign that a reaction has here.", f"There are: {', '.join(SkinSign)}.")
    return found[0]
