"""What `facts` answers with --json."""

from __future__ import annotations

from aftercare.cli.json_shape import Shape
from aftercare.model.fact import Fact, FactTable, graded


class FactTableShape(Shape, frozen=True):
    """A table and the number of its rows."""

    table: str
    about: str
    count: int


class FactTablesShape(Shape, frozen=True):
    """`facts`."""

    tables: tuple[FactTableShape, ...]


class SourceShape(Shape, frozen=True):
    """A source in words, and where it was read."""

    id: str
    label: str
    where: str


class FactShape(Shape, frozen=True):
    """A row. `grade` is null for a source itself; `row` is all of it, with the keys of its table."""

    table: str
    id: str
    label: str
    grade: str | None
    grade_words: str | None
    source: str
    sources: tuple[SourceShape, ...]
    row: dict[str, object]


class FactsShape(Shape, frozen=True):
    """`facts NAME`."""

    name: str
    facts: tuple[FactShape, ...]


def tables_shape(tables: list[FactTable]) -> FactTablesShape:
    """All tables."""
    return FactTablesShape(
        tables=tuple(FactTableShape(table=each.name, about=each.about, count=each.count) for each in tables)
    )


def facts_shape(name: str, facts: list[Fact]) -> FactsShape:
    """The rows that go by `name`."""
    return FactsShape(name=name, facts=tuple(map(_fact_shape, facts)))


def _fact_shape(fact: Fact) -> FactShape:
    return FactShape(
        table=fact.table,
        id=fact.id,
        label=fact.label,
        grade=fact.grade.value if fact.grade else None,
        grade_words=graded(fact.grade) if fact.grade else None,
        source=fact.source,
        sources=tuple(SourceShape(id=each.id, label=each.label, where=each.where) for each in fact.sources),
        row=dict(fact.row),
    )
