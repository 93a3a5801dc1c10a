"""`report`: what is in it is told before it is written, and nothing is written unasked or over anything."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("care")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_somebody_who_agrees_it_tells_what_would_be_in_it_and_writes_nothing(run, here: Path) -> None:
    answer = run("report", "--days", "28", "--without", "shelf")
    assert answer.code != 0
    assert "A report for Ines Moreau, 16 to 22 November 2026, 7 days:" in answer.out
    assert "✓ The plan, line by line 3 steps" in answer.out
    assert "· Shelf                  not in it" in answer.out
    assert "· Photos                 not in it (--photos)" in answer.out
    assert "Never in a report: the notes of your journal" in answer.out
    assert "Nothing was written, because nobody agreed to it." in answer.err
    assert not list(here.glob("*.html"))


def test_it_writes_one_file_and_never_over_another(run, here: Path) -> None:
    answer = run("report", "--yes")
    assert answer.code == 0
    file = here / "aftercare-report-2026-11-22.html"
    assert "is written. It is not encrypted" in answer.out
    assert file.read_text("utf-8").startswith("<!doctype html>")
    again = run("report", "--yes")
    assert again.code != 0
    assert "is an earlier report" in again.err
    assert run("report", "--yes", "--force", "--out", str(file)).code == 0


def test_as_text_it_is_printed(run) -> None:
    run("done", "calm")
    run("ask", "May I steam?")
    answer = run("report", "--as", "text", "--from", "-6")
    assert answer.code == 0
    headings = ("What was used", "What was left out", "What hurt", "What is asked")
    for wanted in (*headings, "Calming gel: 1 of ", "May I steam?", "self-reported"):
        assert wanted in answer.out
    assert max(map(len, answer.out.splitlines())) <= 78
    brief = run("report", "--as", "text", "--brief").out
    assert "What is asked" in brief
    assert "The plan, line by line\n====" not in brief


def test_json_is_the_report_or_where_it_was_written(run, here: Path) -> None:
    told = run("report", "--json", "--from", "2026-11-16", "--without", "context").json
    assert (told["file"], told["first"], told["last"]) == (None, "2026-11-16", "2026-11-22")
    assert [each["part"] for each in told["parts"] if not each["is_in"]] == ["context", "photos"]
    assert [each["id"] for each in told["report"]["details"]["steps"]] == ["cleanse", "calm", "cream"]
    assert told["report"]["self_reported"] is True
    written = run("report", "--json", "--yes", "--as", "json", "--out", "r.json", "--brief").json
    assert (written["file"], written["report"]) == ("r.json", None)
    assert (here / "r.json").read_bytes().startswith(b'{"aftercare":"report"')
    refused = run("report", "--json", "--out", "other.html")
    assert refused.error["message"].startswith("Nothing was written")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--without", "face", "--without", "nonsense"), "A report has no part “nonsense”."),
        (("--from", "2027-01-01"), "is still to come"),
        (("--days", "0"), "0 is no number of days"),
        (("--days", "3", "--all"), "each say when it begins"),
        (("--out", " "), "--out names no file"),
        (("--json", "--out", "-"), "cannot have both"),
        (("--yes", "--out", "no/where.html"), "There is no folder"),
        (("--date", "yesterday"), "has no --date"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(run, words: tuple[str, ...], said: str, here: Path) -> None:
    answer = run("report", *words)
    assert answer.code != 0
    assert said in answer.err
    assert not list(here.glob("*.html"))


def test_however_many_days_are_asked_for_it_begins_with_the_record(run) -> None:
    assert run("report", "--days", "9999999", "--json").json["first"] == "2026-11-16"
