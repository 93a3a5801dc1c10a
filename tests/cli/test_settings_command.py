"""`settings`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.day_start import DatedStart
from aftercare.model.deed import Deed
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import ByMinutes
from aftercare.model.slot_instant import DatedZone


def kept(own_home: Path) -> Care:
    return Care.open(Home.at(own_home), "me")


@pytest.mark.usefixtures("care")
def test_the_list(run):
    assert run("settings").out == (
        "Anna B., in the record\n"
        "  name               Anna B.\n"
        "  zone               UTC\n"
        "  day-start          04:00\n"
        "\n"
        "This machine, for everybody\n"
        "  theme              evening\n"
        "  face               photo\n"
        "  reminder-line      shown\n"
        "  second-folder      –\n"
        "\n"
        "How Anna B. is reminded, in the record\n"
        "  quiet-hours        22:00 to 07:00\n"
        "  remind-again       after 20 min, at most 2 times\n"
        "  remind-slot        at its time\n"
        "  words-slot         neutral\n"
        "  late-slot          4 h\n"
        "  remind-session     24 h and 2 h before\n"
        "  words-session      neutral\n"
        "  late-session       24 h\n"
        "  remind-took-place  30 min after\n"
        "  words-took-place   neutral\n"
        "  late-took-place    24 h\n"
        "  remind-check-in    1, 3 and 7 days after, 18:00\n"
        "  words-check-in     neutral\n"
        "  late-check-in      5 h\n"
        "  remind-watch       10:00\n"
        "  words-watch        neutral\n"
        "  late-watch         3 days\n"
        "  remind-magnets     at its time\n"
        "  words-magnets      neutral\n"
        "  late-magnets       12 h\n"
        "  remind-run-out     7 days before, 10:00\n"
        "  words-run-out      neutral\n"
        "  late-run-out       3 days\n"
        "  remind-use-by      14 days before, 10:00\n"
        "  words-use-by       neutral\n"
        "  late-use-by        3 days\n"
    )


@pytest.mark.usefixtures("care")
def test_how_the_client_is_reminded(run, own_home):
    assert run("settings", "set", "remind-session", "3", "h,", "30", "min").out == "Sessions: 3 h and 30 min before.\n"
    assert run("settings", "set", "words-slot", "Time", "for", "me").out == (
        "Routine: words: Time for me (your own words).\n"
    )
    assert run("settings", "set", "remind-watch", "off").out == "Late signs: off.\n"
    assert run("settings", "set", "quiet-hours", "22:00-07:00").out == (
        "Quiet hours: 22:00 to 07:00 already; nothing was changed.\n"
    )
    assert (said := run("settings", "set", "remind-again", "often")).code == 2
    assert "after 20 min, at most 2 times" in said.err
    reminders = kept(own_home).present().reminders
    assert reminders.of(ReminderKind.SESSION).timing == ByMinutes((180, 30))
    assert reminders.of(ReminderKind.SLOT).wording == "Time for me"
    assert not reminders.of(ReminderKind.WATCH).on
    assert run("undo").out == "Taken back: the change of how you are reminded.\n"
    assert kept(own_home).present().reminders.of(ReminderKind.WATCH).on


def test_each_is_set_and_what_is_in_the_record_is_undone(run, care, own_home):
    assert run("settings", "set", "name", "Anna", "Berg").out == "Name: Anna Berg.\n"
    assert run("settings", "set", "zone", "europe/paris").out == (
        "Time zone: Europe/Paris (this machine is set to UTC).\n"
    )
    assert run("settings", "set", "day-start", "5:30").out == (
        "Start of the day: 05:30 (from Mon 23 Nov on, 04:00 until then).\n"
    )
    present = kept(own_home).present()
    assert present.client.name == "Anna Berg"
    assert (present.zones[-1].since, present.zones[-1].zone) == (date(2026, 11, 22), "Europe/Paris")
    assert present.starts.changes == (DatedStart(date(2026, 11, 23), time(5, 30)),)
    for told in (
        "the change of the day's start",
        "the change of the time zone (“Europe/Paris”)",
        "the client's new name",
    ):
        assert run("undo").out == f"Taken back: {told}.\n"
    assert kept(own_home).present() == care.present()


@pytest.mark.parametrize("words", [("name", "Anna B."), ("zone", "utc"), ("day-start", "4:00")])
def test_what_is_so_already_changes_nothing(run, unasked, words):
    said = run("settings", "set", *words, "--json").json
    assert (said["changed"], said["client"]) == (False, "me")
    assert "already; nothing was changed" in run("settings", "set", *words).out
    assert [each.action.what for each in unasked._record.actions("profile")] == ["start", "import plan"]


def test_the_theme_needs_no_record(run, own_home):
    assert run("settings", "--json").json["client"] is None
    assert run("settings", "set", "theme", "Morning").out == "Theme: morning.\n"
    assert run("settings", "set", "theme", "morning").out == "Theme: morning already; nothing was changed.\n"
    assert run("settings").out == (
        "This machine, for everybody\n"
        "  theme          morning\n"
        "  face           photo\n"
        "  reminder-line  shown\n"
        "  second-folder  –\n"
    )
    assert (own_home / "state" / "settings.toml").read_text() == 'theme = "morning"\n'
    assert run("settings", "set", "zone", "UTC").code == 3


@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("zone", "Europe/Berln"), 2, "Did you mean Europe/Berlin?"),
        (("day-start", "13:00"), 2, "A day cannot start at “13:00”"),
        (("name", " "), 2, "The name is missing"),
        (("theme", "midnight"), 2, "There are evening and morning."),
        (("face", "profile"), 2, "There are photo and mirror."),
        (("day-star", "5:00"), 3, "Did you mean “day-start”?"),
        (("theme", "morning", "--date", "yesterday"), 2, "has no --date"),
        (("remind-session", "soon"), 2, "“soon” does not say when."),
        (("quiet-hours", "22:00 to 22:00"), 2, "another end"),
        (("words-slot", "x" * 61), 2, "too long"),
        (("theme",), 2, ""),
    ],
)
def test_what_cannot_be_set(run, words, code, says):
    before = run("settings").out
    said = run("settings", "set", *words)
    assert (said.out, said.code) == ("", code)
    assert says in said.err
    assert run("settings").out == before


def test_a_zone_unknown_here_is_told_by_the_commands(run, care):
    zone = DatedZone(date(2026, 11, 20), "Mars/\x1b[31mBase")
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    care._do(Deed.SET_ZONE, now, lambda: care._put(tables.TIME_ZONES, "2026-11-20", zone))
    told = run("today")
    assert (told.code, "Evening 21:00, now" in told.out) == (0, True)
    assert "which this machine does not know: times are told in that of UTC." in told.err
    assert "`aftercare settings set zone NAME`" in told.err
    assert "not known here: told in UTC" in run("settings").out
    assert "does not know" in run("client", "zone").err
    assert "\x1b" not in told.err + run("settings").out + run("client", "zone").out
    assert run("settings", "set", "zone", "UTC").out == "Time zone: UTC.\n"
    assert run("today").err == ""


@pytest.mark.usefixtures("care")
def test_completion(run, monkeypatch):
    monkeypatch.setenv("_AFTERCARE_COMPLETE", "bash_complete")
    for words, at, found in (
        ("aftercare settings set zo", 3, "zone"),
        ("aftercare settings set zone europe/ber", 4, "Europe/Berlin"),
        ("aftercare settings set theme m", 4, "morning"),
        ("aftercare settings set face m", 4, "mirror"),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(at))
        assert found in run().out
