"""The journal: its entries, and what all of them have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

from msgspec import Struct, ValidationError, convert
from msgspec.json import Decoder, decode

from aftercare.model.bruise import Bruise, BruiseSeen
from aftercare.model.check_in import CheckIn
from aftercare.model.learned_types import learned
from aftercare.model.note import Note
from aftercare.model.photo import Photo
from aftercare.model.rating import Subject
from aftercare.model.reaction import Reaction
from aftercare.model.routine import Id
from aftercare.model.session_entry import SessionEntry
from aftercare.model.tags import tags_in

#: One piece of the journal. Its id begins with the month of its `day`.
Entry: TypeAlias = Note | CheckIn | SessionEntry | Reaction | Bruise | BruiseSeen | Photo


class EntryVersion(Struct, frozen=True):
    """How an entry was from `at` on; None for one that was deleted then."""

    at: datetime
    entry: Entry | None


_OF_KIND: dict[str, type[Entry]] = {
    str(each.__struct_config__.tag): each for each in (Note, CheckIn, SessionEntry, Reaction, Bruise, BruiseSeen, Photo)
}
_decode_entry = Decoder[Entry](learned(Entry)).decode


class EntryKind(StrEnum):
    """The kinds of entries, as they stand in the record."""

    NOTE = "note"
    CHECK_IN = "check-in"
    SESSION = "session"
    REACTION = "reaction"
    BRUISE = "bruise"
    BRUISE_SEEN = "bruise-seen"
    PHOTO = "photo"


_KINDS = {of_kind: EntryKind(kind) for kind, of_kind in _OF_KIND.items()}


def entry_of(document: dict[str, Any]) -> Entry:
    """The entry that a stored document is; one without a kind is a note. Raises ValueError (msgspec's)."""
    kind = document.get("kind", EntryKind.NOTE.value)
    # of a union msgspec works out the kinds anew each time, which takes as long again as the entry
    of_kind = _OF_KIND.get(kind) if isinstance(kind, str) else None
    if of_kind is None:
        return convert(document, learned(Entry))  # type: ignore[no-any-return]  # mypy takes a union for no type
    return convert(document, learned(of_kind))


def entry_told(document: bytes) -> Entry:
    """The entry that a stored document is, from its JSON. Raises ValueError (msgspec's)."""
    try:
        return _decode_entry(document)  # type: ignore[no-any-return]  # mypy takes a union for no type
    except ValidationError:
        # the first notes were kept without a kind
        return entry_of(decode(document))


def kind_of(entry: Entry) -> EntryKind:
    """What kind of entry it is."""
    return _KINDS[type(entry)]


def tags_of(entry: Entry) -> tuple[str, ...]:
    """Its tags: those that were given, and those in its words."""
    in_words = (tag for text in texts_of(entry) for tag in tags_in(text))
    return tuple(dict.fromkeys((*entry.tags, *in_words)))


def texts_of(entry: Entry) -> tuple[str, ...]:
    """What a person wrote in it."""
    match entry:
        case SessionEntry(text=text, said=said):
            found: Iterator[str] = iter((text, said))
        case CheckIn(text=text, context=context):
            found = iter((text, *(each.value for each in context if isinstance(each.value, str))))
        case _:
            found = iter((entry.text,))
    return tuple(each for each in found if each)


def zones_of(entry: Entry) -> tuple[Id, ...]:
    """The zones that it is about, by themselves: what is seen of a bruise has that of its bruise."""
    match entry:
        case CheckIn(ratings=ratings):
            return tuple(dict.fromkeys(each.zone for each in ratings if each.zone is not None))
        case Reaction(zones=zones):
            return zones
        case Bruise(zone=zone):
            return (zone,)
        case Photo(zone=zone) if zone is not None:
            return (zone,)
    return ()


def subjects_of(entry: Entry) -> tuple[Subject, ...]:
    """What was rated in it."""
    return tuple(each.subject for each in entry.ratings) if isinstance(entry, CheckIn) else ()
