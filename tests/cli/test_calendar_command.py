"""`calendar`."""

from __future__ import annotations

import pytest
from icalendar import Calendar


@pytest.fixture(autouse=True)
def record(care):
    return care


def events(data):
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_file_is_written_and_written_again(run, stands, tmp_path):
    file = tmp_path / "care.ics"
    said = run("calendar", "--out", str(file))
    assert said.out == (
        f"{file} is written: Evening on 731 days, Morning on 731 days, 1 session, up to Tuesday 21 November 2028.\n"
    )
    before = {str(each["UID"]): each["SEQUENCE"] for each in events(file.read_bytes())}
    assert len(before) == 3
    stands.at(21, 5)
    assert run("calendar", "--out", str(file), "--days", "90").code == 0
    after = {str(each["UID"]): each["SEQUENCE"] for each in events(file.read_bytes())}
    assert before.keys() == after.keys()
    assert all(after[uid] > before[uid] for uid in before)


@pytest.mark.parametrize("words", [(), ("--out", "-")])
def test_without_a_file_it_goes_to_standard_output(run, words):
    said = run("calendar", *words)
    assert said.code == 0
    assert {str(each["SUMMARY"]) for each in events(said.out)} == {"Morning care", "Evening care", "Appointment"}


def test_named_and_without_alarms(run):
    named = run("calendar", "--named", "--no-alarms").out
    assert "Calming gel" in named
    assert "VALARM" not in named
    neutral = run("calendar").out
    assert "VALARM" in neutral
    for private in ("gel", "Crème", "cleanser", "needles", "Anna", "Ines", "calm"):
        assert private not in neutral


def test_json(run, tmp_path):
    told = run("calendar", "--days", "14", "--json").json
    assert told == {
        "client": "me",
        "file": None,
        "first": "2026-11-22",
        "last": "2026-12-05",
        "named": False,
        "alarms": True,
        "slots": [
            {"id": "evening", "name": "Evening", "days": 14},
            {"id": "morning", "name": "Morning", "days": 14},
        ],
        "sessions": 1,
        "cancelled": 0,
    }
    assert list(tmp_path.glob("*.ics")) == []
    file = tmp_path / "care.ics"
    assert run("calendar", "--out", str(file), "--json").json["file"] == str(file)
    assert events(file.read_bytes())


def test_another_programs_file_is_kept_unless_forced(run, tmp_path):
    file = tmp_path / "diary.ics"
    file.write_text("BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n")
    kept = file.read_bytes()
    refused = run("calendar", "--out", str(file))
    assert (refused.code, refused.out) == (2, "")
    assert "--force" in refused.err
    assert file.read_bytes() == kept
    assert run("calendar", "--out", str(file), "--force").code == 0
    assert events(file.read_bytes())


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--days", "0"), 2, "cannot have 0 days"),
        (("--out", ""), 2, "names no file"),
        (("--out", "/nowhere/at/all/care.ics"), 3, "There is no folder"),
        (("--date", "yesterday"), 2, "has no --date"),
    ],
)
def test_what_cannot_be_done(run, words, code, says):
    said = run("calendar", *words)
    assert (said.out, said.code, said.err.count("\n")) == ("", code, 1)
    assert says in said.err


def test_json_and_the_file_cannot_share_standard_output(run):
    said = run("calendar", "--out", "-", "--json")
    assert (said.out, said.code) == ("", 2)
    assert "cannot have both" in said.error["message"]
