"""Which entries of the journal are wanted: of a kind, a zone, a measure, a tag, a product, a session or a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from aftercare.model.bruise import BruiseSeen
from aftercare.model.journal import Entry, EntryKind, kind_of, subjects_of, tags_of, zones_of
from aftercare.model.note import Note
from aftercare.model.reaction import Reaction
from aftercare.model.routine import Id, Routine
from aftercare.model.session_entry import SessionEntry


class JournalFilter(Struct, frozen=True):
    """What is wanted, each part for itself; None asks for nothing. A `bruise` stands for what was seen of it too.

    A product is that of a reaction, or what the step that an entry is about applied on its day.
    """

    kind: EntryKind | None = None
    zone: Id | None = None
    measure: Id | None = None
    tag: str | None = None
    product: Id | None = None
    session: str | None = None
    first: date = date.min
    last: date = date.max

    @property
    def is_open(self) -> bool:
        """Whether it lets every entry through."""
        return self == JournalFilter()


def passes(entry: Entry, wanted: JournalFilter, routine: Routine, bruises: Mapping[str, Id]) -> bool:
    """Whether `entry` is `wanted`. `bruises` tells the zone of each bruise, for what was seen of it later."""
    return (
        wanted.first <= entry.day <= wanted.last
        and _is_of_kind(entry, wanted.kind)
        and (wanted.zone is None or wanted.zone in zones_about(entry, bruises))
        and (wanted.measure is None or wanted.measure in {each.measure for each in subjects_of(entry)})
        and (wanted.tag is None or wanted.tag in tags_of(entry))
        and (wanted.product is None or wanted.product == _product(entry, routine))
        and (wanted.session is None or (isinstance(entry, SessionEntry) and entry.session == wanted.session))
    )


def _is_of_kind(entry: Entry, kind: EntryKind | None) -> bool:
    known = kind_of(entry)
    return kind is None or known is kind or (kind is EntryKind.BRUISE and known is EntryKind.BRUISE_SEEN)


def zones_about(entry: Entry, bruises: Mapping[str, Id]) -> tuple[Id, ...]:
    """The zones that an entry is about; `bruises` tells the zone of each bruise, for what was seen of it later."""
    if isinstance(entry, BruiseSeen):
        return (bruises[entry.bruise],) if entry.bruise in bruises else ()
    return zones_of(entry)


def _product(entry: Entry, routine: Routine) -> Id | None:
    if isinstance(entry, Reaction) and entry.product is not None:
        return entry.product
    step = routine.steps.get(entry.step) if isinstance(entry, Note | Reaction) and entry.step is not None else None
    return step.as_on(entry.day).product if step is not None else None
