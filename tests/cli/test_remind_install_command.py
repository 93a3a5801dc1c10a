"""`remind install` and `uninstall` in words; what they write is tested with the reminders."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftercare.reminders import autostart
from aftercare.reminders.autostart import Change, Kind, Piece, Plan

DONE = Change(
    Kind.SYSTEMD,
    ("Wrote /u \x1b[31m", "Ran systemctl --user daemon-reload"),
    "systemd starts the reminders at login, and again whenever they end.",
    ("A service that was started by hand runs (process 7).",),
    "aftercare remind uninstall",
)


@pytest.fixture(autouse=True)
def no_system(monkeypatch):
    """Nothing of the operating system is found by name."""
    monkeypatch.setenv("PATH", "/nowhere")


def test_what_was_done_is_told_line_by_line_with_how_to_undo_it(run, own_home, monkeypatch):
    monkeypatch.setattr(autostart, "install", lambda home: DONE)
    answer = run("remind", "install")
    assert answer.out.splitlines() == [
        "systemd starts the reminders at login, and again whenever they end.",
        "  Wrote /u <U+001B>[31m",
        "  Ran systemctl --user daemon-reload",
        "`aftercare remind uninstall` takes it back.",
    ]
    assert answer.err == "A service that was started by hand runs (process 7).\n"
    told = run("remind", "install", "--json").json
    assert (told["by"], len(told["done"]), told["undo"]) == ("systemd", 2, "aftercare remind uninstall")


def test_where_all_was_so_that_is_said(run, own_home, monkeypatch):
    monkeypatch.setattr(autostart, "install", lambda home: Change(Kind.XDG, (), "Your desktop starts the reminders."))
    assert run("remind", "install").out == "All was so already. Your desktop starts the reminders.\n"


def test_what_would_be_written_is_shown_and_nothing_is_changed(run, own_home):
    before = sorted(own_home.parent.rglob("*"))
    answer = run("remind", "install", "--show")
    assert answer.code == 0
    assert "    [Desktop Entry]" in answer.out.splitlines()
    assert "No user manager of systemd answers" in answer.err
    (piece,) = run("remind", "install", "--show", "--json").json["writes"]
    assert piece["content"].startswith("# Written by `aftercare remind install`")
    assert Path(piece["place"]).is_relative_to(own_home.parent)
    assert sorted(own_home.parent.rglob("*")) == before


def test_a_plan_in_words_names_the_commands(run, own_home, monkeypatch):
    plan = Plan(Kind.LAUNCHD, (Piece("/a.plist", "<plist>\n\t<dict/>\n"),), ("launchctl bootstrap gui/501 /a.plist",))
    monkeypatch.setattr(autostart, "plan", lambda home: plan)
    lines = run("remind", "install", "--show").out.splitlines()
    assert lines[2:5] == ["/a.plist", "    <plist>", "        <dict/>"]
    assert lines[-1] == "    launchctl bootstrap gui/501 /a.plist"


def test_uninstalling_where_nothing_is_installed_says_so(run, own_home):
    answer = run("remind", "uninstall")
    assert (answer.code, answer.out) == (0, "Nothing was installed for this home.\n")


def test_a_refusal_ends_with_its_exit_code(run, own_home, monkeypatch):
    from aftercare.errors import SystemTrouble

    def refuses(home):
        raise SystemTrouble("`systemctl --user enable` did not do it: no.", "Mend that.")

    monkeypatch.setattr(autostart, "install", refuses)
    answer = run("remind", "install", "--json")
    assert (answer.code, answer.error["kind"]) == (10, "system_trouble")


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_they_are_for_the_whole_home(run, own_home, command):
    assert run("remind", command, "--client", "me").code == 2
    assert run("remind", command, "--date", "yesterday").code == 2
