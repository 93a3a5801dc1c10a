"""What is so of every reference table, whoever added it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import fields

from aftercare.care.facts import all_facts, fact_tables
from aftercare.model.fact import found_by
from aftercare.model.fact_titles import OF_PROGRAM, TITLES
from aftercare.model.ingredient_row import Limit
from aftercare.model.product_kind import Grade
from aftercare.model.reference_row import ReferenceRow, references_in
from aftercare.model.rules import Weekdays
from aftercare.model.titration_plan import CycleFrom, PhasesFrom
from aftercare.store.reference import decoded, sources
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
    code = "import sys, aftercare.store.reference_tables; sys.exit('rtoml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("file", sorted(DATA.glob("*.toml")), ids=lambda file: file.stem)
def test_the_tables_are_what_the_standard_library_reads_in_them(file):
    text = file.read_text(encoding="utf-8")
    assert decoded(text) == tomllib.loads(text)


def test_every_field_that_people_read_has_words_of_its_own():
    said = {path for table in TABLES.values() for row in table.rows().values() for path in _paths(row)}
    assert said - set(TITLES) == set()


def test_what_refers_to_another_row_is_told_by_its_label():
    told = {(fact.table, fact.id): {each.title: each.words for each in fact.details} for fact in FACTS}
    assert told["holds", "acids"]["classes of ingredients"] == "AHA, BHA, PHA, Enzyme peel, Physical exfoliant"
    assert told["after_effects", "redness"]["signs to look at then"].startswith("Redness that spreads; ")
    assert told["ingredients", "retinol"]["in pregnancy"] == "left out"
    assert told["measures", "redness"]["which end is better"] == "the lower one"
    assert "ambulance" in told["emergency_numbers", "united-kingdom"]["numbers"]
    for details in told.values():
        for title, words in details.items():
            assert not re.search(r"\b(higher-worse|other-half-day|face-needles|cheek-up)\b", words), title


def test_only_of_a_source_none_means_that_nobody_wrote_it_down():
    told = {fact.id: {each.title: each.words for each in fact.details} for fact in FACTS if fact.table == "denials"}
    assert all("source" not in words for details in told.values() for words in details.values())


def _paths(row, path=""):
    """The fields of a row that are told, each by its whole path."""
    for field in fields(row):
        inner, value = f"{path}{field.name}", getattr(row, field.name)
        within = [each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, Struct)]
        if value is None or inner in OF_PROGRAM or (not path and inner in ("id", "code", "label", "name", "note")):
            continue
        if within and not isinstance(within[0], PhasesFrom | CycleFrom | Weekdays | Limit):
            for each in within:
                yield from _paths(each, f"{inner}.")
        else:
            yield inner
