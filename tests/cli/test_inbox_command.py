"""`remind inbox`, `snooze` and `dismiss`, judged by what the record holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from aftercare.care import Care, Home
from aftercare.cli.root import aftercare
from aftercare.model.deed import Deed
from aftercare.reminders.channel import Key, Unknown
from aftercare.reminders.ledger import FILE_NAME, Ledger

EVENING = "slot:evening:2026-11-22"


@pytest.fixture
def ledger(care, stands):
    """Anna's ledger, which began at noon, and of the evening it is not known whether it was shown."""
    ledger = Ledger(care.folder.state.parents[1] / FILE_NAME)
    stands.at(12)
    ledger.settle(stands.now)
    stands.at(21)
    claim = ledger.claim("me", Key("slot", EVENING), "desktop", stands.now, stands.now + timedelta(hours=4), stands.now)
    ledger.begin(claim, stands.now)
    ledger.finish(claim, Unknown("no answer"), stands.now)
    stands.at(21, 4)
    return ledger


def deeds(own_home):
    return [each.action.what for each in Care.open(Home.at(own_home), "me")._record.actions("2026-11")]


def test_before_anything_there_is_nothing(run, care, stands):
    stands.at(12)
    assert run("remind", "inbox").out == "Nothing waits, and nothing was said in the last seven days.\n"


@pytest.mark.usefixtures("ledger")
def test_what_may_not_have_been_shown_is_told(run):
    assert run("remind", "inbox").out == (
        "To act on\n  21:00  Evening 21:00: 3 steps, first Mild cleanser  may not have been shown: no answer\n"
    )
    (item,) = run("remind", "inbox", "--json").json["items"]
    assert (item["id"], item["standing"], item["open"], item["reason"]) == (
        EVENING,
        "may not have been shown",
        "open",
        "no answer",
    )


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("name", [EVENING, "evening", "Evening 21:00"])
def test_putting_off(run, own_home, name):
    answer = run("remind", "snooze", name, "20", "min")
    assert answer.out == "Put off to 21:24: Evening 21:00: 3 steps, first Mild cleanser.\n"
    assert deeds(own_home)[-1] == Deed.SNOOZE
    assert "Put off\n  21:24  Evening" in run("remind", "inbox").out


@pytest.mark.usefixtures("ledger")
def test_putting_off_in_json(run):
    told = run("remind", "snooze", "evening", "22:30", "--json").json
    assert (told["id"], told["until"]) == (EVENING, "2026-11-22T22:30:00Z")


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("evening", "soon"), 2, "does not say until when"),
        (("evening", "tomorrow", "9:00"), 2, "By then it is too late: it ends Mon 04:00."),
        (("evening", "2026-11-21", "9:00"), 2, "That time is past."),
        (("morning", "20", "min"), 3, "No open reminder is called “morning”."),
    ],
)
def test_what_cannot_be_put_off_writes_nothing(run, own_home, words, code, says):
    before = deeds(own_home)
    answer = run("remind", "snooze", *words)
    assert answer.code == code
    assert says in answer.err
    assert deeds(own_home) == before


@pytest.mark.usefixtures("ledger")
def test_putting_away_and_bringing_back(run, own_home):
    told = "Put away: Evening 21:00: 3 steps, first Mild cleanser. `aftercare undo` brings it back.\n"
    assert run("remind", "dismiss", "evening").out == told
    assert deeds(own_home)[-1] == Deed.DISMISS
    assert run("remind", "inbox", "--json").json["items"][0]["open"] == "put away"
    assert run("remind", "dismiss", "evening").code == 3
    assert "putting a reminder away" in run("undo", "--yes").out
    assert run("remind", "dismiss", "evening", "--json").json["id"] == EVENING


@pytest.mark.usefixtures("ledger")
def test_ids_are_completed(monkeypatch):
    monkeypatch.setenv("_AFTERCARE_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "aftercare remind dismiss sl")
    monkeypatch.setenv("COMP_CWORD", "3")
    shown = CliRunner().invoke(aftercare, [], prog_name="aftercare", complete_var="_AFTERCARE_COMPLETE").output
    assert f"plain,{EVENING}" in shown


@pytest.mark.usefixtures("ledger")
def test_with_several_clients_each_row_says_whose_it_is(run, stands):
    run("start", "--client", "ben", "--name", "Ben")
    assert run("remind", "inbox").code == 0
    assert run("remind", "inbox", "--client", "ben").out.startswith("Nothing waits")
    assert run("remind", "inbox", "--client", "nobody").code == 3


def test_a_day_is_refused(run, care):
    assert run("remind", "inbox", "--date", "yesterday").code == 2
