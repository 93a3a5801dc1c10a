"""A row of any reference table as a person reads it: what it says, how sure that is, and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum

import msgspec
from msgspec import Struct

from aftercare.model.fact_titles import IDS, OF_PROGRAM, ONLY_IF_SO, REFERS, SOURCES, TITLES, VALUES
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
#: Fields of a row that hold further names for it: on labels, and in other languages.
_NAMES = ("also", "inci", "de", "fr", "es")
#: The label of a row: the tables that it may stand in, and its id. None where none has it.
LabelOf = Callable[[tuple[str, ...], str], str | None]


def _no_label(tables: tuple[str, ...], row: str) -> str | None:
    return None


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


def fact_of(table: str, key: str, row: Struct, sources: Mapping[str, Source], label_of: LabelOf = _no_label) -> Fact:
    """`row`, which stands in `table` under `key`, as a fact. Any row will do: what it lacks is left empty.

    What refers to other rows is told by the labels that `label_of` gives.
    """
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
        details=tuple(_details(row, label_of)),
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


def _details(row: Struct, label_of: LabelOf) -> Iterator[Detail]:
    for name, value in _fields(row, ""):
        if name in _OWN:
            continue
        if isinstance(value, Struct) and not _is_schedule(value):
            for path, inner in _fields(value, name):
                if words := _words(inner, path, label_of):
                    yield Detail(TITLES.get(path, f"{_title(name)}: {_title(path)}"), words)
        elif words := _words(value, name, label_of):
            yield Detail(_title(name), words)


def _fields(row: Struct, path: str) -> Iterator[tuple[str, object]]:
    """What people are told of `row`, which is the field `path` of another, each with its path."""
    for name in row.__struct_fields__:
        inner = f"{path}.{name}" if path else name
        value = getattr(row, name)
        if inner not in OF_PROGRAM and not (value is False and inner in ONLY_IF_SO):
            yield inner, value


def _title(path: str) -> str:
    name = path.rpartition(".")[2]
    return TITLES.get(path, TITLES.get(name, name.replace("_", " ")))


def _words(value: object, path: str, label_of: LabelOf) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Grade():
            return graded(value)
        case Enum():
            return VALUES.get((type(value), value), str(value.value).replace("-", " "))
        case Limit(percent=percent, use=use, by=by, grade=grade):
            return f"{f'at most {percent:g} %' if percent else 'not allowed'} in {use} ({by}; {graded(grade)})"
        case float():
            return f"{value:g}"
        case PhasesFrom() | CycleFrom() | Weekdays():
            return schedule_words(value)
        case Struct():
            return _in_one(value, path, label_of)
        case tuple() | frozenset():
            told = [_words(each, path, label_of) for each in value]
            several = any(isinstance(each, Struct) for each in value) or any(", " in each for each in told)
            return ("; " if several else ", ").join(told)
        case "none" if path in SOURCES:
            return "no source is known"
        case str() if path in IDS:
            return label_of(REFERS.get(path, ()), value) or value.replace("-", " ")
        case _:
            return str(value)


def _in_one(value: Struct, path: str, label_of: LabelOf) -> str:
    """The fields of `value`, one of several, in a row: as a sentence where one of them needs no title."""
    told = [(_title(inner), words) for inner, each in _fields(value, path) if (words := _words(each, inner, label_of))]
    between = ", " if all(title for title, _ in told) else " "
    return between.join(f"{title} {words}" if title else words for title, words in told)


def _is_schedule(value: Struct) -> bool:
    return isinstance(value, PhasesFrom | CycleFrom | Weekdays)
