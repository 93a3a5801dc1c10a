"""`magnets`: putting on, counting in, a missing one, the skin, and the words for each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home, read_plan
from aftercare.model.safety import Said
from aftercare.model.safety_questions import Group

SAMPLE = Path(__file__).parents[2] / "data" / "plans" / "magnets_at_home.toml"
THEN = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def asked(own_home) -> Care:
    care = Care.start(Home.at(own_home), THEN, name="Anna")
    care.import_plan(read_plan(SAMPLE), THEN, date(2026, 11, 16))
    return care


@pytest.fixture
def answered(asked, stands) -> Care:
    stands.at(9, day=17)
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        asked.answer_open(group, THEN)
    return asked


def test_what_is_where(run, answered):
    assert run("magnets").out == (
        "0 counted out, 0 counted in, 0 on\n"
        "\n"
        "  ▸  jaw-right    ST6 Jiache, right  next, not used yet\n"
        "  ◇  jaw-left     ST6 Jiache, left   not used yet\n"
        "  ◇  temple-left  Left temple        not used yet\n"
    )


def test_on_and_counted_in_with_one_missing(run, answered, stands):
    assert run("magnets", "place", "jaw").out.startswith(
        "● 2 magnets on, counted out.\n\n2 counted out, 0 counted in, 2 on"
    )
    assert "on since 09:00, off in 24 h" in run("magnets").out
    stands.at(9, day=18)
    short = run("magnets", "remove", "--count", "1")
    assert short.code == 2
    assert "You counted 1 in, and 2 should come off. Nothing was kept." in short.err
    said = run("magnets", "remove", "--count", "1", "--missing", "jaw-left")
    assert said.out.startswith("1 magnet off, counted in. Now look at the skin.")
    assert "! 1 magnet is missing: ST6 Jiache, left. Ask everybody in the household." in said.err
    assert "Keep children and pets away" in said.err
    assert "112" in said.err
    assert run("undo").code == 0
    assert run("magnets", "--json").json["counts"] == {"out": 2, "back": 0, "on": 2, "missing": 0}
    run("magnets", "remove", "jaw-right", "--missing", "jaw-left")
    assert run("magnets", "found").out.startswith("Found, and counted in.")
    assert run("magnets", "found").code == 2


def test_a_bed_partners_implant_and_open_questions_keep_every_magnet_off(run, asked, stands):
    stands.at(9, day=17)
    assert "not answered yet" in run("magnets", "place", "jaw").err
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        asked.answer_open(group, THEN)
    asked.answer_safety("pacemaker-nearby", Said.YES, THEN)
    for words in (["jaw"], ["--next", "1"]):
        refused = run("magnets", "place", *words)
        assert refused.code == 2
        assert "pacemaker, of somebody close" in refused.err
    assert run("magnets", "--json").json["counts"]["out"] == 0


def test_the_skin_and_what_comes_next(run, answered):
    said = run("magnets", "check", "jaw-right", "--skin", "blister")
    assert "It rests until the skin is clear." in said.out
    assert "help-me rash-under-patch" in said.err
    found = {each["spot"]: each for each in run("magnets", "--json").json["spots"]}
    assert found["jaw-right"]["why_not"] == "rests until the skin is clear: a blister"
    assert (found["jaw-left"]["turn"], found["jaw-right"]["turn"]) == (1, None)
    assert "on since" not in run("magnets", "place", "--next", "3").out
    assert run("magnets", "place", "--next", "2").code == 0
    told = run("magnets", "history", "jaw-right", "--json").json
    assert [(each["what"], each["skin"]) for each in told["events"]] == [("skin-checked", "blister")]
    assert run("magnets", "history", "jaw").code == 2
    assert run("magnets", "adhesive").out.startswith("The new adhesive is kept.")


def test_what_is_named_wrongly(run, answered):
    assert "“nose” is no point here. Known here: jaw-right, jaw-left" in run("magnets", "place", "nose").err
    assert "No magnet is on." in run("magnets", "remove").err
    assert "Name the points, or say how many" in run("magnets", "place").err


def test_without_points(run, care):
    assert run("magnets").out == "Your plan has no point for a magnet. Points come with your therapist's plan.\n"
