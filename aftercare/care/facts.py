"""Looking something up in the reference tables. No record is needed for it."""

from __future__ import annotations

import re

from aftercare.errors import NotFound
from aftercare.model.fact import Fact, FactTable, as_typed, fact_of, found_by
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.source import source_words, sureness
from aftercare.store.reference import sources
from aftercare.store.reference_tables import TABLES

_WORDS = re.compile(r"\w+")


def fact_tables() -> list[FactTable]:
    """The tables with the numbers of their rows."""
    return [FactTable(name, table.about, len(table.rows())) for name, table in TABLES.items()]


def how_sure(row: ReferenceRow) -> str:
    """How well founded a row is and who says so, for people."""
    return sureness(row, sources())


def who_says_so(row: ReferenceRow) -> str:
    """The grade of a row and its sources, such as "B: Nair (2016) and a guide: photos of the face"."""
    return f"{row.grade.value}: {source_words(row.source, sources()) or 'no source is known'}"


def all_facts() -> list[Fact]:
    """Every row of every table."""
    return [fact for name in TABLES for fact in _facts_of(name)]


def facts_called(typed: str) -> list[Fact]:
    """The rows that `typed` names by id, label or another word, in this order, or those of the table that it names.

    Raises NotFound, which names the nearest, where there is none.
    """
    wanted = as_typed(typed)
    for name in TABLES:
        if as_typed(name) == wanted:
            return _facts_of(name)
    facts = all_facts()
    found = [fact for fact in facts if wanted in found_by(fact)]
    if found:
        return sorted(found, key=lambda fact: wanted not in (as_typed(fact.id), as_typed(fact.label)))
    raise NotFound(f"Nothing is known here about “{typed}”.", _nearest(wanted, facts))


def _nearest(wanted: str, facts: list[Fact]) -> str:
    from difflib import get_close_matches

    names = list(dict.fromkeys([*map(as_typed, TABLES), *(each for fact in facts for each in found_by(fact))]))
    # a word of a longer name is meant more surely than a name that only looks like it
    near = [each for each in names if wanted and wanted in _WORDS.findall(each)] or get_close_matches(wanted, names)
    return f"Did you mean “{near[0]}”?" if near else "`aftercare facts` lists the tables."


def _facts_of(name: str) -> list[Fact]:
    return [fact_of(name, key, row, sources(), _label_of) for key, row in TABLES[name].rows().items()]


def _label_of(tables: tuple[str, ...], row: str) -> str | None:
    """What people call the row of the first of `tables` that has it."""
    found = (TABLES[each].rows().get(row) for each in tables)
    return next((str(getattr(each, "label", row)) for each in found if each is not None), None)
