"""A plan cannot name a path, run anything, get past a floor, or change another client; one for another is noticed."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home, read_plan, somebody_elses
from aftercare.errors import BadPlan
from aftercare.model.rulings import Verdict
from aftercare.model.safety import PREGNANCY, Said

NOW = datetime(2026, 11, 16, 7, tzinfo=UTC)
#: What would be a path, a command, a format, markup or a query somewhere else.
TEXTS = (
    "../../ben/records",
    "/etc/passwd",
    "~/.ssh/id_rsa",
    "file:///etc/passwd",
    "$(touch owned); `touch owned`",
    "{0.__class__} {}",
    "[@click=app.quit]quit[/]",
    "<script>alert(1)</script>",
    "'; drop table records; --",
    "@file:/etc/passwd",
)
PLAN = """\
format = 1
[plan]
id = "calm"
version = 1
title = "{text}"
client = "{text}"
advice = ["{text}"]
[practitioner]
name = "{text}"
[[products]]
id = "thing"
name = "{text}"
kind = "gel"
ingredients = ["{text}"]
[[steps]]
id = "thing"
product = "thing"
slot = "evening"
rule = "daily"
instruction = "{text}"
amount = "{text}"
"""


def files_of(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def written(folder: Path, text: str, name: str = "plan.toml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize("named", ["../ben", "/tmp/x", "..", "a/b", "~", "c:\\\\x", "calm@1"])
@pytest.mark.parametrize("of", ['id = "calm"', 'id = "thing"\nname', 'id = "thing"\nproduct'])
def test_no_id_of_it_is_a_path(tmp_path, of, named):
    text = PLAN.replace("{text}", "Gel").replace(of, of.replace("calm", named).replace("thing", named), 1)
    with pytest.raises(BadPlan):
        read_plan(written(tmp_path, text))


def test_whatever_its_words_are_it_runs_nothing_and_touches_no_file_but_this_clients(tmp_path, monkeypatch):
    home = Home.at(tmp_path / "home")
    care = Care.start(home, NOW, name="Anna")
    Care.start(home, NOW, client="ben", name="Ben")
    folder = tmp_path / "plans"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("system", "popen", "execve", "posix_spawn", "fork"):
        monkeypatch.setattr(os, name, None)
    monkeypatch.setattr(subprocess, "Popen", None)
    others = files_of(home.client("ben").records), files_of(home.client("ben").state)
    head, products = PLAN.split("[[products]]")
    parts = [head.replace("{text}", TEXTS[0])]
    for at, text in enumerate(TEXTS):
        parts.append("[[products]]" + products.replace('"thing"', f'"thing-{at}"').replace("{text}", text))
    file = written(folder, "".join(parts))
    care.import_plan(read_plan(file), NOW)
    kept = care.present().routine.steps.values()
    assert [(each.name, each.instruction, each.amount) for each in kept] == [(each,) * 3 for each in TEXTS], (
        "it is text"
    )
    assert care.present().client.name == "Anna"
    assert list(folder.iterdir()) == [file]
    assert (files_of(home.client("ben").records), files_of(home.client("ben").state)) == others


def test_one_that_names_another_client_is_noticed_and_changes_only_the_record_it_is_taken_into(tmp_path):
    home = Home.at(tmp_path / "home")
    care = Care.start(home, NOW, name="Anna")
    Care.start(home, NOW, client="ben", name="Ben")
    plan = read_plan(written(tmp_path, PLAN.replace("{text}", "Ben")))
    doubt = somebody_elses(home, plan, "me", "Anna")
    assert "this plan is written for “Ben”, and this is the record of “Anna”" in doubt
    assert "“Ben” has a record of their own here (--client ben)" in doubt
    assert not somebody_elses(home, plan, "ben", "Ben")
    before = files_of(home.client("ben").records)
    care.import_plan(plan, NOW)
    assert files_of(home.client("ben").records) == before


def test_no_line_of_it_gets_past_a_floor_not_even_for_a_thing_of_the_clients_own(tmp_path):
    care = Care.start(Home.at(tmp_path / "home"), NOW, name="Anna")
    care.answer_safety(PREGNANCY, Said.YES, NOW)
    text = PLAN.replace("{text}", "Retinol").replace('kind = "gel"', 'kind = "retinoid"')
    care.import_plan(read_plan(written(tmp_path, text)), NOW)
    newer = text.replace("version = 1", "version = 2").replace('"daily"', "{ every_days = 2, from = 2026-11-16 }")
    care.import_plan(read_plan(written(tmp_path, newer)), NOW, accepted=frozenset({"step:thing"}))
    (row,) = care.preview(NOW).rows
    assert {each.verdict for each in row.days} <= {Verdict.BARRED, Verdict.NOT_DUE}
