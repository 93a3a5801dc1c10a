"""`note`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from aftercare.cli import editor
from aftercare.cli.streams import words_given
from aftercare.errors import BadInput


@pytest.fixture(autouse=True)
def record(care):
    return care


def notes(run, *words):
    return [(each["text"], each["step"]) for each in run("today", "--json", *words).json["notes"]]


def test_a_note_of_today_and_of_another_day(run):
    assert run("note", "Cheeks a little red").out == "The note of Sunday 22 November 2026 is written.\n"
    run("note", "Slept", "well", "--date", "yesterday")
    assert notes(run) == [("Cheeks a little red", None)]
    assert notes(run, "--date", "yesterday") == [("Slept well", None)]


def test_a_note_about_a_step(run):
    run("note", "--step", "gel", "Stings for a minute")
    assert notes(run) == [("Stings for a minute", "calm")]
    assert run("note", "--step", "nothing", "x").code == 3


def test_a_note_from_standard_input(run):
    assert run("note", "-", given="first line\nsecond line\n").code == 0
    assert notes(run) == [("first line\nsecond line", None)]


def test_what_is_piped_in_needs_no_dash(run):
    assert run("note", given="Cheeks red\nuntil noon\n").code == 0
    assert run("note", "--edit", "1", given="Cheeks red until one\n").code == 0
    assert notes(run) == [("Cheeks red until one", None)]


def test_what_is_piped_in_and_is_no_text_is_told_so(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9"), "utf-8"))
    with pytest.raises(BadInput, match="UTF-8"):
        words_given(())


def test_a_note_opens_the_editor_at_a_terminal(run, monkeypatch):
    def write(filename):
        begun = Path(filename).read_text("utf-8")
        words = begun.replace("well", "badly", 1) if begun.startswith("Slept") else f"Slept well{begun}"
        Path(filename).write_text(words, "utf-8")

    monkeypatch.setattr(editor, "can_edit", lambda: True)
    monkeypatch.setattr("click.edit", write)
    run("note")
    run("note", "--edit", "1")
    assert notes(run) == [("Slept badly", None)]


def test_a_note_that_looks_like_something_else(run):
    text = "[red]{0} %s ../../x $(true)"
    run("note", "--", text)
    run("note", "--", "--json")
    assert notes(run) == [(text, None), ("--json", None)]
    assert text in run("today").out


def test_a_note_is_changed_and_deleted_by_its_number(run):
    run("note", "one")
    run("note", "two")
    assert run("note", "--edit", "2", "two, really").out == "The note of Sunday 22 November 2026 is changed.\n"
    assert run("note", "--delete", "1").out == "The note of Sunday 22 November 2026 is deleted.\n"
    assert notes(run) == [("two, really", None)]
    assert run("undo").out == "Taken back: deleting a note.\n"
    assert notes(run) == [("one", None), ("two, really", None)]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("  ",),
        ("a\x1bb",),
        ("--delete", "1", "text"),
        ("--edit", "1", "--delete", "1"),
        ("--edit", "1", "--step", "gel"),
    ],
)
def test_what_cannot_be_done(run, words):
    run("note", "one")
    said = run("note", *words)
    assert (said.out, said.code) == ("", 2)
    assert said.err.count("\n") == 1
    assert notes(run) == [("one", None)]


def test_a_number_that_no_note_has(run):
    said = run("note", "--delete", "1")
    assert said.err == (
        "There is no note 1 on Sunday 22 November 2026, which has 0 notes. "
        "`aftercare today` shows them with their numbers.\n"
    )
    assert said.code == 3


def test_json(run):
    told = run("note", "--json", "one").json
    assert (told["what"], told["day"], told["note"]["text"]) == ("written", "2026-11-22", "one")
