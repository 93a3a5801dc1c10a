"""`remind`: what is due is sent once, and what became of it is told as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aftercare.care import Home
from aftercare.reminders.channel import Key, NotSent, Sent
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import Beat, keep_beat, the_only_service


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch, tmp_path):
    """Nothing that these tests send can reach anybody: there is no bus, and no notifier."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))


@pytest.fixture
def ledger(care, stands):
    """Anna's ledger, which began at noon."""
    ledger = Ledger(care.folder.state.parents[1] / FILE_NAME)
    stands.at(12)
    ledger.settle(stands.now)
    return ledger


def sent(ledger, now, outcome=Sent()):  # noqa: B008  # it is frozen
    key = Key("slot", "slot:evening:2026-11-22")
    claim = ledger.claim("me", key, "desktop", now, now + timedelta(hours=2), now)
    ledger.begin(claim, now)
    ledger.finish(claim, outcome, now)


def test_the_first_time_nothing_old_is_sent(run, care):
    answer = run("remind", "once")
    assert (answer.code, answer.out.splitlines()[0]) == (0, "Nothing was due.")


def test_what_is_due_is_tried_and_told_as_it_was(run, ledger, stands):
    stands.at(21)
    answer = run("remind", "once", "--json")
    (row,) = answer.json["deliveries"]
    assert (row["client"], row["kind"], row["id"]) == ("me", "slot", "slot:evening:2026-11-22")
    assert (row["state"], row["reason"]) == ("not_sent", "notify-send could not be started: No such file or directory.")
    assert answer.json["troubles"] == []


def test_a_record_that_cannot_be_read_ends_with_its_exit_code(run, care, ledger):
    care.folder.records.rename(care.folder.records.with_name("away"))
    answer = run("remind", "once")
    assert answer.code == 5
    assert "me: " in answer.err
    (trouble,) = run("remind", "once", "--json").json["troubles"]
    assert trouble["client"] == "me"


def test_a_test_says_what_became_of_it(run, care):
    answer = run("remind", "test")
    assert answer.out == ("The test notification: not sent: there is no notify-send.\n")
    assert answer.code == 1
    assert run("remind", "test", "--json").json["delivery"]["state"] == "not_sent"


def test_a_test_needs_no_record(run, own_home):
    assert run("remind", "test", "--json").json["delivery"]["client"] is None


def test_the_log_tells_every_row_in_words(run, ledger, stands):
    stands.at(21)
    sent(ledger, stands.now)
    assert run("remind", "log").out == "Sun 22 Nov 21:00  me  routine: evening 2026-11-22  sent 21:00\n"


def test_the_log_says_why_something_was_not_sent(run, ledger, stands):
    stands.at(21)
    sent(ledger, stands.now, NotSent("no bus \x1b[31m"))
    line = run("remind", "log", "--client", "me").out
    assert line.endswith("not sent: no bus <U+001B>[31m; it is tried again\n")
    assert run("remind", "log", "--client", "nobody").code == 3


def test_the_log_goes_back_as_far_as_is_asked(run, ledger, stands):
    stands.at(21)
    sent(ledger, stands.now)
    stands.at(22, day=30)
    assert run("remind", "log", "--json", "--days", "1").json["deliveries"] == []
    assert len(run("remind", "log", "--json").json["deliveries"]) == 1


def test_the_status_without_a_service(run, ledger, stands):
    told = run("remind").out.splitlines()
    assert told[0] == "No reminder service runs: only an open app reminds, and `aftercare remind once`."
    assert told[1] == "Nothing starts the reminders by itself. `aftercare remind install` changes that."
    assert told[2] == "Next: Sun 22 Nov 21:00, me."
    assert told[3] == "Nothing was sent on this machine yet."


def test_the_status_with_a_service(run, care, ledger, stands):
    home = Home.at(care.folder.records.parents[2])
    stands.at(21)
    sent(ledger, stands.now)
    with the_only_service(home):
        keep_beat(home, Beat(4711, stands.now - timedelta(hours=1), stands.now, 15.0))
        told = run("remind", "status", "--json").json
        assert run("remind", "status").out.startswith("A reminder service runs since Sun 22 Nov 20:00 (process 4711)")
    assert (told["running"], told["pid"], told["last"]["state"]) == (True, 4711, "sent")
    assert run("remind", "status", "--json").json["running"] is False


def test_times_are_those_of_the_record_wherever_this_machine_is(run, care, ledger, stands):
    """This machine shows noon when it is nine in the evening there: the inbox tells it so, and so does the rest."""
    care.set_zone("Asia/Tokyo", stands.now)
    said = "The times of me are those of Asia/Tokyo, where the record is kept."
    assert run("remind", "once").out.splitlines() == ["Nothing was due.", "Next: Sun 22 Nov 21:20, me.", said]
    assert run("remind", "status").out.splitlines()[2:] == [
        "Next: Sun 22 Nov 21:20, me.",
        "Nothing was sent on this machine yet.",
        said,
    ]
    stands.at(13)
    sent(ledger, stands.now)
    row, zone = run("remind", "log").out.splitlines()
    assert (row.split("  ")[0], row.split("  ")[-1], zone) == ("Sun 22 Nov 22:00", "sent 22:00", said)
    assert run("remind", "inbox").out.splitlines()[-1] == said
    home = Home.at(care.folder.records.parents[2])
    with the_only_service(home):
        keep_beat(home, Beat(4711, stands.now, stands.now, 15.0))
        assert run("remind").out.startswith(
            "A reminder service runs since Sun 22 Nov 13:00 (process 4711); it last looked at 13:00:00, "
            "by the clock of this machine.\n"
        )


def test_looking_begins_no_ledger(run, care):
    run("remind", "status")
    run("remind", "log")
    assert not (care.folder.state.parents[1] / FILE_NAME).exists()


@pytest.mark.parametrize("command", ["once", "status", "test"])
def test_what_is_for_the_whole_home_takes_no_client_and_no_day(run, care, command):
    assert run("remind", command, "--client", "me").code == 2
    assert run("remind", command, "--date", "yesterday").code == 2


def test_a_home_without_a_record_is_in_order(run, own_home):
    assert run("remind", "once").code == 0
    assert run("remind", "log").code == 0
    assert run("remind").code == 0
