"""The JSON Schema of the plan file agrees with what the reader takes."""

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aftercare.exchange.plan_schema import plan_schema
from aftercare.store.reference import plan_vocabulary, sample_plans

VALIDATOR = jsonschema.Draft202012Validator(plan_schema(plan_vocabulary()))
#: Slips of the pen that a schema can see as well as `plan check` does.
SEEN = (
    "key_unknown_in_step",
    "point_bl1_magnet",
    "hold_of_two",
    "rule_vague",
    "product_pao_zero",
    "step_zone_unknown",
    "interval_for_hours",
)


def as_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: as_json(each) for key, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case datetime() | date() | time():
            return value.isoformat()
    return value


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize(("name", "raw"), sample_plans(), ids=dict(sample_plans()).keys())
def test_the_sample_plans_fit_it(name, raw):
    assert [error.message for error in VALIDATOR.iter_errors(as_json(tomllib.loads(raw.decode())))] == []


@pytest.mark.parametrize("name", SEEN)
def test_what_the_reader_refuses_it_refuses_too(name):
    raw = (Path(__file__).parent / "bad_plans" / f"{name}.toml").read_text("utf-8")
    assert not VALIDATOR.is_valid(as_json(tomllib.loads(raw)))
