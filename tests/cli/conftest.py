"""A client with a small routine, a clock that stands at Sunday evening, and a runner of commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from written_once import written_once

from aftercare.care import Care, Home, read_plan
from aftercare.cli import clock
from aftercare.cli.root import aftercare
from aftercare.model.plan import Plan
from aftercare.model.safety import Said

PLAN = """\
format = 1

[plan]
id = "calm-and-firm"
version = 1
title = "Calm and firm"
client = "Anna B."

[practitioner]
name = "Ines Moreau"
phone = "+44 20 7946 0143"

[[products]]
id = "gel"
name = "Calming gel"
kind = "gel"

[[products]]
id = "creme"
name = "Crème légère"
kind = "moisturiser"

[[products]]
id = "cleanser"
name = "Mild cleanser"
kind = "cleanser"

[[steps]]
id = "cleanse"
product = "cleanser"
slots = ["morning", "evening"]
rule = "daily"
amount = "1–2 pumps"

[[steps]]
id = "calm"
product = "gel"
slot = "evening"
rule = "daily"
amount = "1 fingertip unit"
wait = "90 s"
instruction = "Thinly."

[[steps]]
id = "cream"
product = "creme"
slots = ["morning", "evening"]
rule = { weekdays = ["sun"] }

[[sessions]]
id = "session-6"
at = 2026-11-26T17:30:00
kind = "facial needles"
"""


class Clock:
    """Stands until it is put elsewhere."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)

    def at(self, hour: int, minute: int = 0, day: int = 22) -> None:
        self.now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@dataclass
class Answer:
    """What a command said, and how it ended."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


Run = Callable[..., Answer]


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the commands read: Sunday 22 November 2026, 21:04."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", lambda: standing.now)
    return standing


@pytest.fixture
def run(stands: Clock) -> Run:
    """Runs a command within this process, without a terminal."""

    def run(*words: str, given: str | None = None) -> Answer:
        result: Result = CliRunner().invoke(aftercare, list(words), input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.stdout, result.stderr, result.exit_code)

    return run


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """A plan as the therapist sends it."""
    file = tmp_path / "plan.toml"
    file.write_text(PLAN, "utf-8")
    return file


#: The Monday before.
BEGUN = datetime(2026, 11, 16, 9, tzinfo=UTC)


@written_once
def annas_unasked(home: Home) -> None:
    """Anna's record, begun with the plan on the Monday before; no safety question is answered."""
    Care.start(home, BEGUN, name="Anna B.").import_plan(_plan_beside(home), BEGUN)


@written_once
def annas(home: Home) -> None:
    """The same with the question about a pregnancy answered with no: what is due is due."""
    record = Care.start(home, BEGUN, name="Anna B.")
    record.answer_safety("pregnancy", Said.NO, BEGUN)
    record.import_plan(_plan_beside(home), BEGUN)


def _plan_beside(home: Home) -> Plan:
    file = home.state.parent.with_name("plan.toml")
    file.write_text(PLAN, "utf-8")
    return read_plan(file)


@pytest.fixture
def unasked(own_home: Path, records_written_once: None) -> Care:
    """That record."""
    annas_unasked(Home.at(own_home))
    return Care.open(Home.at(own_home))


@pytest.fixture
def care(own_home: Path, records_written_once: None) -> Care:
    """That record, answered."""
    annas(Home.at(own_home))
    return Care.open(Home.at(own_home))
