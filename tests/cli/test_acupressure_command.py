"""`acupressure`: which points are offered, the time that runs down, what is kept, and its history."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from aftercare.care import Care, Home, read_plan
from aftercare.model.check_in import CheckInDraft
from aftercare.model.rating import Points, Rating

THEN = datetime(2026, 11, 16, 9, tzinfo=UTC)
_PLAN = """\
format = 1

[plan]
id = "press"
version = 1
title = "Press"

[practitioner]
name = "Ines Moreau"
phone = "+44 20 7946 0143"

[[steps]]
id = "press"
activity = "acupressure"
name = "Press the brow"
slot = "evening"
order = 5
rule = "daily"

[[sessions]]
id = "session-1"
at = 2026-11-19T17:30:00
kind = "facial needles"

[[points]]
id = "jaw"
code = "ST6"
with = "acupressure"
press = "2 min"

[[points]]
id = "hand"
code = "LI4"
side = "left"
with = "acupressure"
"""


@pytest.fixture
def pressed(own_home, tmp_path, stands) -> Care:
    file = tmp_path / "press.toml"
    file.write_text(_PLAN, "utf-8")
    care = Care.start(Home.at(own_home), THEN, name="Anna")
    care.import_plan(read_plan(file), THEN, date(2026, 11, 16))
    stands.at(9, day=17)
    return care


@pytest.fixture
def passing(monkeypatch, stands) -> list[float]:
    """Sleeping sets the clock on; what was slept."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        stands.now += timedelta(seconds=seconds)

    monkeypatch.setattr(time, "sleep", sleep)
    return slept


def test_which_points_each_with_its_side_and_what_to_tell_the_practitioner(run, pressed):
    assert run("acupressure").out == (
        "Points to press\n"
        "  ○  jaw-right  ST6 Jiache, right  2:00 by your plan\n"
        "  ○  jaw-left   ST6 Jiache, left   2:00 by your plan\n"
        "  ○  hand-left  LI4 Hegu, left     1:00, no time in your plan\n"
        "  LI4 Hegu, left: Tradition avoids LI4 and SP6 in pregnancy. A review of 15 trials with 823 women found no "
        "objective harm. Tell your practitioner if you may be pregnant.\n"
    )


def test_the_time_runs_down_and_is_kept(run, pressed, passing):
    said = run("acupressure", "press", "jaw-left")
    assert said.out.startswith("ST6 Jiache, left: 2:00. Ctrl+C stops")
    assert said.out.endswith("ST6 Jiache, left: pressed 2:00.\n")
    assert sum(passing) == pytest.approx(120)
    told = run("acupressure", "press", "hand", "--for", "90 s", "--json").json
    assert (told["spot"], told["seconds"], told["set_to"], told["steps_done"]) == ("hand-left", 90, 90, [])
    assert run("acupressure", "press", "jaw-right", "--done").out.endswith("“Press the brow” is done.\n")
    assert [each["pressed_today"] for each in run("acupressure", "--json").json["spots"]] == [1, 1, 1]
    assert "pressing “ST6 Jiache, right”, and marking “Press the brow” as done" in run("undo").out


def test_what_was_stopped_is_kept_as_far_as_it_went(run, pressed, monkeypatch, stands):
    def interrupted(seconds: float) -> None:
        stands.now += timedelta(seconds=45)
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    assert "pressed 0:45 of 2:00" in run("acupressure", "press", "jaw-left").out


def test_what_is_not_offered_says_why(run, pressed, stands):
    stands.at(20, day=19)
    told = run("acupressure").out
    assert told.startswith("Points to press\n  None.\n\nNot offered now\n")
    refused = run("acupressure", "press", "jaw-left", "--done")
    assert refused.code == 2
    assert "ST6 Jiache, left is not offered: rests after the session until" in refused.err
    assert {each["why_not"][:11] for each in run("acupressure", "--json").json["spots"]} == {"not offered"}


def test_what_is_named_wrongly(run, pressed):
    assert "Known here: jaw-right, jaw-left, hand-left." in run("acupressure", "press", "nose").err
    assert "Name one: jaw-right, jaw-left." in run("acupressure", "press", "jaw").err
    assert "up to 15 minutes" in run("acupressure", "press", "hand", "--for", "2 h").err
    assert run("acupressure", "press", "hand", "--for", "a while").code == 2


def test_the_history_beside_the_ratings(run, pressed):
    zone = pressed.pressing.view(THEN).rows[1].place.zone
    for day, value in ((16, 2), (17, 3)):
        at = THEN.replace(day=day)
        rating = Rating("redness", Points(value), zone)
        pressed.check_in(CheckInDraft(at.date(), ratings=(rating,)), at)
    run("acupressure", "press", "jaw-left", "--done")
    assert run("acupressure", "history", "jaw-left").out == (
        "ST6 Jiache, left\n"
        "Ratings of the zone stand beside it as they were given. They say nothing of what came of what.\n"
        "\n"
        "Tue 17 Nov\n"
        "  09:00  pressed 2:00\n"
        "         redness: 2 the day before, 3 that day\n"
    )
    told = run("acupressure", "history", "jaw-left", "--json").json
    assert [(each["what"], each["seconds"]) for each in told["events"]] == [("pressed", 120)]
    rated = {"measure": "redness", "name": "Redness", "before": 2, "on": 3, "after": None}
    assert told["days"] == [{"day": "2026-11-17", "ratings": [rated]}]
    assert "lies in no zone" in run("acupressure", "history", "hand").out


def test_without_points(run, care):
    assert run("acupressure").out == "Your plan has no point to be pressed. Points come with your therapist's plan.\n"
