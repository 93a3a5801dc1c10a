"""An entry of the journal in words: what it is, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import assert_never

from msgspec import Struct

from aftercare.model.bruise import Bruise, BruiseCourse, BruiseSeen, Stage
from aftercare.model.check_in import CheckIn, ContextAnswer
from aftercare.model.context_answers import context_words
from aftercare.model.context_answers import value_words as answer_words
from aftercare.model.context_item import ContextItem
from aftercare.model.journal import Entry, EntryKind, kind_of, tags_of
from aftercare.model.measure import Measure
from aftercare.model.note import Note
from aftercare.model.photo import Photo
from aftercare.model.photo_words import view_words
from aftercare.model.rating import How, Rating
from aftercare.model.reaction import Reaction
from aftercare.model.routine import Id, Routine
from aftercare.model.scale import value_words
from aftercare.model.session import Session
from aftercare.model.session_entry import SessionEntry
from aftercare.model.words import counted, short_day
from aftercare.model.zone import Zone, zone_words

_KINDS = {
    EntryKind.NOTE: "note",
    EntryKind.CHECK_IN: "check-in",
    EntryKind.SESSION: "after a session",
    EntryKind.REACTION: "reaction",
    EntryKind.BRUISE: "bruise",
    EntryKind.BRUISE_SEEN: "bruise",
    EntryKind.PHOTO: "photo",
}


class JournalTables(Struct, frozen=True):
    """The tables that entries name rows of."""

    measures: Mapping[str, Measure]
    zones: Mapping[str, Zone]
    items: Mapping[str, ContextItem]


class Named(Struct, frozen=True):
    """All that entries name: rows of the tables, and what is in the record. What is gone stands by its id."""

    tables: JournalTables
    routine: Routine
    sessions: Mapping[str, Session]
    bruises: Mapping[str, Bruise] = {}


def kind_words(entry: Entry) -> str:
    """What kind of entry it is, such as "after a session"."""
    return _KINDS[kind_of(entry)]


def kind_name(kind: EntryKind) -> str:
    """What entries of that kind are called, such as "after a session"."""
    return _KINDS[kind]


def entry_lines(entry: Entry, named: Named, *, apart: bool = False) -> list[str]:
    """What stands in it, a thing a line; the words of a person may have several lines of their own.

    With `apart` each rating and each answer of a check-in stands on a line of its own, for where there is room.
    """
    return [each for each in _parts(entry, named, apart) if each]


def ratings_words(ratings: Iterable[Rating], tables: JournalTables) -> str:
    """Such as "glow 7; redness 3 (upper cheek, both sides)"; "=" stands behind what was said to be the same."""
    return "; ".join(_ratings(ratings, tables))


def _ratings(ratings: Iterable[Rating], tables: JournalTables) -> list[str]:
    together: dict[tuple[str, str], list[Id]] = {}
    for each in ratings:
        measure = tables.measures.get(each.measure)
        name = measure.label if measure else each.measure
        same = " =" if each.how is How.SAME else ""
        zones = together.setdefault((name, f"{value_words(each.value)}{same}"), [])
        zones += [each.zone] if each.zone is not None else []
    parts = []
    for (name, value), zones in together.items():
        # some zones have a comma in their names
        where = f" ({'; '.join(zone_words(zones, tables.zones))})" if zones else ""
        parts.append(f"{name[:1].lower()}{name[1:]} {value}{where}")
    return parts


def answer_in_words(answer: ContextAnswer, tables: JournalTables) -> str:
    """Such as "hours of sleep 7 h"."""
    item = tables.items.get(answer.item)
    if item is None:
        return f"{answer.item} {answer_words(answer)}"
    return f"{item.label[:1].lower()}{item.label[1:]}: {context_words(item, answer)}"


def seen_words(seen: Bruise | BruiseSeen) -> str:
    """Such as "blue, 8 mm", or "gone"."""
    if seen.stage is Stage.NONE:
        return "gone"
    return f"{seen.stage.value}, {seen.millimetres} mm" if seen.millimetres is not None else seen.stage.value


def course_words(course: BruiseCourse, tables: JournalTables, today: date) -> str:
    """Such as "temple, left: blue, 8 mm; found Thu 19 Nov, 3 days ago"."""
    (where,) = zone_words([course.bruise.zone], tables.zones)
    days = counted(course.days(today), "day")
    how_long = f"gone after {days}" if course.is_gone else f"{days} so far"
    return f"{where}: {seen_words(course.last)}; found {short_day(course.bruise.day, today)}, {how_long}"


def followed_words(course: BruiseCourse, tables: JournalTables, today: date) -> str:
    """Such as "temple, left, 19 Nov: blue, 8 mm": short, and first what tells it from others."""
    (where,) = zone_words([course.bruise.zone], tables.zones)
    found = short_day(course.bruise.day, today).partition(" ")[2]
    return f"{where}, {found}: {seen_words(course.last)}"


def _parts(entry: Entry, named: Named, apart: bool) -> Iterator[str]:
    tables = named.tables
    match entry:
        case Note(text=text, step=step):
            yield text
            yield _about(step, named)
        case CheckIn(ratings=ratings, context=context, text=text):
            rated, answered = _ratings(ratings, tables), [answer_in_words(each, tables) for each in context]
            between = "\n" if apart else "; "
            yield between.join(rated)
            yield between.join(answered)
            yield text
        case SessionEntry(session=session, text=text, said=said):
            known = named.sessions.get(session)
            yield f"{known.kind}, {short_day(known.at.date(), entry.day)}" if known else session
            yield text
            yield f"Said: {said}" if said else ""
        case Reaction(signs=signs, zones=zones, step=step, product=product, text=text):
            yield ", ".join(each.value.replace("-", " ") for each in signs)
            yield "; ".join(zone_words(zones, tables.zones))
            yield _about(step, named, "after")
            of = named.routine.products.get(product) if product else None
            yield f"to {of.name if of else product}" if product else ""
            yield text
        case Bruise(zone=zone, text=text):
            (where,) = zone_words([zone], tables.zones)
            yield f"found, {where}: {seen_words(entry)}"
            yield text
        case BruiseSeen(text=text, bruise=bruise):
            known_bruise = named.bruises.get(bruise)
            place = f"{zone_words([known_bruise.zone], tables.zones)[0]}: " if known_bruise else ""
            yield f"{place}{seen_words(entry)}"
            yield text
        case Photo(view=view, zone=zone_id, text=text):
            where = f" of {zone_words([zone_id], tables.zones)[0]}" if zone_id else ""
            yield f"{view_words(view)}{where}"
            yield text
        case _:
            assert_never(entry)
    given = [tag for tag in tags_of(entry) if tag in entry.tags]
    yield " ".join(f"@{tag}" for tag in given)


def _about(step: str | None, named: Named, how: str = "about") -> str:
    known = named.routine.steps.get(step) if step else None
    return f"{how} {known.name if known else step}" if step else ""
