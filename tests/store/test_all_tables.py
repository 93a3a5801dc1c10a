"""What is so of every reference table, whoever added it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from aftercare.care.facts import all_facts, fact_tables
from aftercare.model.fact import found_by
from aftercare.model.product_kind import Grade
from aftercare.model.reference_row import ReferenceRow, references_in
from aftercare.store.reference import sources
from aftercare.store.reference_tables import TABLES

DATA = Path(__file__).parents[2] / "data"
FACTS = all_facts()


def test_every_file_is_a_table_that_can_be_looked_up():
    assert set(TABLES) == {file.stem for file in DATA.glob("*.toml")}
    assert all(table.count for table in fact_tables())


@pytest.mark.parametrize("fact", FACTS, ids=[f"{fact.table}:{fact.id}" for fact in FACTS])
def test_every_row_has_a_label_a_grade_and_a_source_that_exists(fact):
    assert fact.label
    if fact.table == "sources":
        return
    assert isinstance(fact.grade, Grade)
    assert fact.source
    named = references_in(fact.source)
    assert set(named) <= set(sources())
    assert set(references_in(fact.note)) <= set(sources())


def test_what_is_said_to_be_studied_or_official_names_where():
    for fact in FACTS:
        if fact.grade in (Grade.OFFICIAL, Grade.SINGLE):
            assert references_in(fact.source), f"{fact.table}: {fact.id}"


def test_every_source_is_known_to_the_rows_by_a_number_that_can_be_told():
    for fact in FACTS:
        assert {each.id for each in fact.sources} >= set(references_in(fact.source)) - {fact.id}, fact.id


def test_a_name_is_given_once_in_a_table():
    for name in TABLES:
        rows = [fact for fact in FACTS if fact.table == name]
        assert len({fact.id for fact in rows}) == len(rows)
        assert len({fact.label for fact in rows}) == len(rows), name


def test_every_row_is_found_by_its_own_id():
    for fact in FACTS:
        assert fact.id.casefold().replace("-", " ").replace("_", " ") in found_by(fact)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "label": "X", "grade": "D", "source": "none"},
        {"id": "x", "label": "X", "grade": "A", "source": "somebody"},
        {"id": "x", "label": "X", "grade": "A"},
        {"id": "x", "label": "", "grade": "A", "source": "S1"},
        {"id": "X Y", "label": "X", "grade": "A", "source": "S1"},
        {"id": "x", "label": "X", "grade": "A", "source": "S1", "hours": 4},
    ],
)
def test_a_row_that_is_not_as_it_should_be_is_refused(row):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(row, type=ReferenceRow)


def test_importing_the_loader_reads_no_table():
    code = "import sys, aftercare.store.reference_tables; sys.exit('tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
