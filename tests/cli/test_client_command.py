"""`client`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest


@pytest.fixture(autouse=True)
def record(care):
    return care


def test_the_list_adds_renames_archives_and_restores(run):
    assert run("client").out == "me  Anna B.\n"
    said = run("client", "add", "Ben", "K.").out
    assert said == "The record of “Ben K.” has begun. Commands know them as --client ben-k.\n"
    assert run("client", "rename", "ben", "Ben Kovač").out == (
        "“Ben Kovač” is the name shown from now on; the folder and --client stay “ben-k”.\n"
    )
    assert run("client", "archive", "kovac").out.startswith("“Ben Kovač” is archived")
    assert run("client").out == "me  Anna B.\n"
    assert run("today").code == 0
    assert run("client", "--archived").out == "me     Anna B.\nben-k  Ben Kovač (archived)\n"
    assert run("client", "restore", "ben-k").out == "“Ben Kovač” is back in the lists.\n"
    said = run("today")
    assert (said.out, said.code) == ("", 3)
    assert said.err == "Several clients have a record here. Say which with --client: ben-k, me.\n"
    assert run("--client", "ben-k", "undo").out == "Taken back: bringing the client back.\n"


def test_what_is_so_already_changes_nothing(run):
    for words in (("restore", "me"), ("rename", "me", "Anna B."), ("day-start", "04:00"), ("zone", "UTC")):
        assert run("client", *words, "--json").json["changed"] is False


def test_json(run):
    assert run("client", "--json").json == {"clients": [{"client": "me", "name": "Anna B.", "archived": False}]}
    told = run("client", "day-start", "05:30", "--json").json
    assert (told["day_start"], told["changed"], told["zone"]) == ("05:30:00", True, "UTC")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("rename", "bob", "x"), 3, "There is no client “bob”"),
        (("rename", "me", " "), 2, "The name is missing"),
        (("add", "a\x1bb"), 2, "cannot be seen"),
        (("add", "Anna", "--client", "me"), 2, "has a record already"),
        (("zone", "Europe/Berln"), 2, "Did you mean Europe/Berlin?"),
        (("day-start", "13:00"), 2, "A day cannot start at “13:00”"),
        (("archive", "me", "--date", "yesterday"), 2, "has no --date"),
    ],
)
def test_what_cannot_be_done(run, words, code, says):
    said = run("client", *words)
    assert (said.out, said.code, said.err.count("\n")) == ("", code, 1)
    assert says in said.err
    assert run("client", "--archived").out == "me  Anna B.\n"


def test_a_machine_elsewhere_is_told_and_taken_over(run, stands):
    stands.now = datetime(2026, 11, 22, 21, 4, tzinfo=UTC).astimezone(timezone(timedelta(hours=2)))
    assert "`aftercare client zone Etc/GMT-2` takes it over" in run("today").err
    run("done", "cleanser")
    assert "done 21:04" in run("today").out
    assert run("client", "zone", "etc/gmt-2").out == (
        "From 2026-11-22 on the record is kept in the time of Etc/GMT-2; the days before keep theirs.\n"
    )
    assert run("today").err == ""
    assert run("client", "zone").out == "The record is kept in the time of Etc/GMT-2.\n"


def test_completion(run, monkeypatch):
    monkeypatch.setenv("_AFTERCARE_COMPLETE", "bash_complete")
    for words, found in (("aftercare client zone Europe/Ber", "Europe/Berlin"), ("aftercare client rename m", "me")):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", "3")
        assert found in run().out
