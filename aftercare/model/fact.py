"""A row of any reference table as a person reads it: what it says, how sure that is, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from aftercare.model.grade import Grade
from aftercare.model.grade_words import grade_words
from aftercare.model.ingredient_row import Limit
from aftercare.model.reference_row import references_in
from aftercare.model.rules import Weekdays
from aftercare.model.source import Source
from aftercare.model.text import folded
from aftercare.model.titration_plan import CycleFrom, PhasesFrom, schedule_words

#: Fields that a fact has a place of its own for.
_OWN = ("id", "code", "label", "name", "grade", "source", "note", "also")
#: Fields that are for the program alone: with --json they are told too.
_OF_PROGRAM = ("typed",)
#: Fields that are told only where they are so: "no" would be said of nearly every row.
_ONLY_IF_SO = ("ask", "prescription", "observer", "millimetres")
#: Fields of a row that hold further names for it: on labels, and in other languages.
_NAMES = ("also", "inci", "de", "fr", "es")
#: Where the name of a field alone would not say what it is.
_TITLES = {
    "also": "other words",
    "client_may": "for the client's own hands",
    "on": "rests unless the plan says otherwise",
    "hold_hours": "rests after needles, in hours",
    "start_per_week": "times a week at first",
    "irritation": "irritates, from 0 to 4",
    "ask": "ask first",
    "prescription": "usually on prescription",
    "pregnancy_source": "who says so of pregnancy",
    "limits": "limits on strength",
    "seen": "what leaflets say",
    "escalate": "no longer normal",
    "red_flags": "signs to look at then",
    "rank": "place among the layers",
    "watch_weeks": "looked out for, in weeks",
    "inci": "on labels",
    "de": "in German",
    "fr": "in French",
    "es": "in Spanish",
}


class Detail(Struct, frozen=True):
    """One field of a row in words."""

    title: str
    words: str


class Fact(Struct, frozen=True):
    """A row of the table `table`.

    `grade` is None for a source, which is graded by what rests on it. `source` is as the row has it, `sources` are
    those that it names anywhere. `names` are all further names, `also` the English ones among them; `row` is all of it.
    """

    table: str
    id: str
    label: str
    grade: Grade | None
    source: str
    note: str
    also: tuple[str, ...]
    names: tuple[str, ...]
    details: tuple[Detail, ...]
    sources: tuple[Source, ...]
    row: Mapping[str, object]


class FactTable(Struct, frozen=True):
    """A table: its name, what it is about, and how many rows it has."""

    name: str
    about: str
    count: int


def graded(grade: Grade) -> str:
    """Such as "C: a convention of clinics and the trade, without a trial"."""
    return f"{grade.value}: {grade_words(grade)}"


def fact_of(table: str, key: str, row: Struct, sources: Mapping[str, Source]) -> Fact:
    """`row`, which stands in `table` under `key`, as a fact. Any row will do: what it lacks is left empty."""
    plain: dict[str, object] = msgspec.to_builtins(row)
    grade = getattr(row, "grade", None)
    named = [each for text in _texts(plain) for each in references_in(text) if each != key]
    return Fact(
        table=table,
        id=key,
        label=str(plain.get("label") or plain.get("name") or key),
        grade=grade if isinstance(grade, Grade) else None,
        source=str(plain.get("source", "")),
        note=str(plain.get("note", "")),
        also=tuple(getattr(row, "also", ())),
        names=tuple(each for field in _NAMES for each in getattr(row, field, ())),
        details=tuple(_details(row)),
        sources=tuple(sources[each] for each in dict.fromkeys(named) if each in sources),
        row=plain,
    )


def found_by(fact: Fact) -> tuple[str, ...]:
    """What somebody may type for it, as `as_typed` has it."""
    return tuple(dict.fromkeys(map(as_typed, (fact.id, fact.label, *fact.names))))


def as_typed(text: str) -> str:
    """`text` without what does not matter when a name is looked up: case, accents, hyphens and underscores."""
    return " ".join(folded(text).replace("-", " ").replace("_", " ").split())


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


def _details(row: Struct) -> Iterator[Detail]:
    for field in fields(row):
        if field.name in (*_OWN, *_OF_PROGRAM):
            continue
        value = getattr(row, field.name)
        if value is False and field.name in _ONLY_IF_SO:
            continue
        title = _title(field.name)
        if isinstance(value, Struct) and not _is_schedule(value):
            inner = [
                Detail(f"{title}: {_title(each.name)}", _field_words(each.name, getattr(value, each.name)))
                for each in fields(value)
            ]
            yield from (each for each in inner if each.words)
        elif words := _field_words(field.name, value):
            yield Detail(title, words)


def _title(name: str) -> str:
    return _TITLES.get(name, name.replace("_", " "))


def _field_words(name: str, value: object) -> str:
    # of a source "none" means that nobody is known to have written it down; a bruise that is none is one of the stages
    return "no source is known" if value == "none" and name.endswith("source") else _words(value)


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Grade():
            return graded(value)
        case Enum():
            return str(value.value)
        case Limit(percent=percent, use=use, by=by, grade=grade):
            return f"{f'at most {percent:g} %' if percent else 'not allowed'} in {use} ({by}; {graded(grade)})"
        case float():
            return f"{value:g}"
        case PhasesFrom() | CycleFrom() | Weekdays():
            return schedule_words(value)
        case Struct():
            named = ((_title(each.name), _field_words(each.name, getattr(value, each.name))) for each in fields(value))
            return ", ".join(f"{title} {words}" for title, words in named if words)
        case tuple() | frozenset():
            between = "; " if any(isinstance(each, Struct) for each in value) else ", "
            return between.join(_words(each) for each in value)
        case _:
            return str(value)


def _is_schedule(value: Struct) -> bool:
    return isinstance(value, PhasesFrom | CycleFrom | Weekdays)
