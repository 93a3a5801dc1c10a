"""`session`."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def record(care):
    return care


def test_the_list(run, stands):
    run("session", "add", "2026-11-20", "9:00", "check", "of", "magnets")
    assert [line.split("  own-")[0] for line in run("session").out.splitlines()] == [
        "To come",
        "  Thu 2026-11-26 17:30  planned  facial needles  session-6",
        "",
        "Past",
        "  Fri 2026-11-20 09:00  did it take place?  check of magnets",
    ]


def test_moved_cancelled_held_and_undone(run, stands):
    assert run("session", "move", "facial", "to", "2026-11-27", "10:00").out == (
        "“facial needles” is moved: Friday 27 November 2026, 10:00 (in 5 days); first planned for Thu 26 Nov 17:30.\n"
    )
    told = run("session", "--json").json["sessions"][0]
    assert (told["at"], told["planned_at"]) == ("2026-11-27T10:00:00", "2026-11-26T17:30:00")
    assert run("session", "cancel", "2026-11-27").out.startswith("“facial needles” is cancelled: Friday 27 November")
    assert run("session", "cancel", "session-6", "--json").json["changed"] is False
    assert run("today", "--json").json["next_session"] is None
    assert run("undo").out == "Taken back: cancelling the session “facial needles”.\n"
    stands.at(12, day=27)
    assert run("session", "took-place", "facial needles").out.startswith("“facial needles” took place: Friday")
    assert run("session", "--json").json["sessions"][0]["attendance"] == "took place"


def test_add_json(run):
    told = run("session", "add", "2026-12-24T08:15", "review", "--minutes", "30", "--json").json
    assert told["changed"] is True
    assert (told["session"]["at"], told["session"]["minutes"], told["session"]["own"]) == (
        "2026-12-24T08:15:00",
        30,
        True,
    )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", "tomorrow", "review"), 2, "says no day and time"),
        (("add", "2026-11-31 17:30", "review"), 2, "“2026-11-31” is not a day"),
        (("add", "2026-11-30 25:30", "review"), 2, "“25:30” is not on the clock"),
        (("add", "0001-11-30 05:30", "review"), 2, "too far away"),
        (("add", "2026-11-30 17:30"), 2, "The kind of session is missing"),
        (("add", "2026-11-26 17:30", "x", "--minutes", "0"), 2, "cannot last 0 minutes"),
        (("move", "session-6"), 2, "missing at the end"),
        (("move", "session-9", "2026-11-30 17:30"), 3, "There is no session “session-9”"),
        (("took-place", "session-6"), 2, "still to come"),
        (("cancel", "session-9"), 3, "There is no session"),
        (("cancel", "session-6", "--date", "yesterday"), 2, "has no --date"),
    ],
)
def test_what_cannot_be_done(run, words, code, says):
    before = run("session", "--json").out
    said = run("session", *words)
    assert (said.out, said.code, said.err.count("\n")) == ("", code, 1)
    assert says in said.err
    assert run("session", "--json").out == before


@pytest.mark.parametrize(
    ("words", "at", "kind"),
    [
        (("thu", "17:31", "review"), "2026-11-26T17:31:00", "review"),
        (("review", "tomorrow 9:00"), "2026-11-23T09:00:00", "review"),
        (("+3", "9:00", "check", "of", "today"), "2026-11-25T09:00:00", "check of today"),
        (("2026-11-30T9:00", "Sunday rest"), "2026-11-30T09:00:00", "Sunday rest"),
    ],
)
def test_the_day_of_a_session_is_typed_as_every_day(run, words, at, kind):
    told = run("session", "add", *words, "--json").json["session"]
    assert (told["at"], told["kind"]) == (at, kind)


def test_moving_to_a_weekday(run):
    assert run("session", "move", "facial", "needles", "to", "fri", "10:00", "--json").json["session"]["at"] == (
        "2026-11-27T10:00:00"
    )


def test_a_second_session_on_one_day_is_said(run):
    said = run("session", "add", "2026-11-26 10:00 MRI")
    assert (said.code, said.err.startswith("On that day there is also “facial needles”, 17:30.")) == (0, True)
    assert "`aftercare session move session-6 …`" in said.err
    assert "MRI\n" in run("today").out


def test_a_name_that_fits_several(run):
    run("session", "add", "2026-12-03 17:30 facial needles")
    said = run("session", "cancel", "facial")
    assert said.code == 3
    assert "fits 2 sessions" in said.err


@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    ("words", "at"),
    [
        (("-1", "17:30", "review"), "2026-11-21T17:30:00"),
        (("+1", "17:30", "review"), "2026-11-23T17:30:00"),
        (("review", "-7", "09:00"), "2026-11-15T09:00:00"),
        (("-1 17:30", "review"), "2026-11-21T17:30:00"),
        (("--minutes", "30", "-1", "17:30", "review"), "2026-11-21T17:30:00"),
        (("-1", "17:30", "review", "--minutes", "30"), "2026-11-21T17:30:00"),
    ],
)
def test_a_day_with_a_sign_is_a_day_and_no_option(run, words, at):
    said = run("session", "add", *words, "--json")
    assert said.code == 0, said.err
    assert (said.json["session"]["at"], said.json["session"]["kind"]) == (at, "review")


@pytest.mark.usefixtures("care")
def test_moving_and_what_was_had_elsewhere_take_days_with_a_sign(run):
    assert run("session", "move", "session-6", "+3", "10:00", "--json").json["session"]["at"] == "2026-11-25T10:00:00"
    assert run("session", "move", "session-6", "-2", "10:00", "--json").json["session"]["at"] == "2026-11-20T10:00:00"
    assert "Filler of 20 Nov" in run("session", "elsewhere", "add", "filler", "-2").out
    assert run("session", "elsewhere", "add", "peel", "-2", "--note", "-1 layer").code == 0


@pytest.mark.usefixtures("care")
@pytest.mark.parametrize("words", [("-x", "17:30", "review"), ("-1", "17:30", "review", "--minuts", "30")])
def test_a_misspelt_option_is_still_told(run, words):
    said = run("session", "add", *words)
    assert said.code == 2
    assert "option" in said.err.casefold()


@pytest.mark.usefixtures("care")
def test_of_several_the_one_whose_time_has_come_took_place(run):
    run("session", "add", "today", "10:00", "facial needles")
    said = run("session", "took-place", "facial", "--json")
    assert (said.code, said.json["session"]["at"]) == (0, "2026-11-22T10:00:00")
    assert run("session", "move", "facial", "to", "fri", "10:00").code != 0


def test_what_was_done_and_said_the_next_date_and_what_is_to_be_asked(run, stands):
    assert run("session", "told", "session-6", "--points", "LI4").code == 2
    stands.at(20, day=26)
    run("ask", "May I swim?")
    words = ("--points", "LI4, ST36", "--products", "ampoule", "--said", "No acids.", "--next", "2026-12-03 17:30")
    told = run("session", "told", "session-6", *words, "--json").json
    assert (told["changed"], told["session"]["points"], told["session"]["products"]) == (
        True,
        ["LI4", "ST36"],
        ["ampoule"],
    )
    assert told["session"]["attendance"] == "took place"
    listed = run("session").out
    assert "      points: LI4, ST36\n      in the room: ampoule\n" in listed
    assert "To ask at the next session on Thu 3 Dec (1 since the last session)\n  May I swim?\n" in listed
    assert run("session", "--json").json["questions"] == ["May I swim?"]
    assert "No acids." in run("journal").out
    assert run("session", "told", "session-6", "--points", "", "--json").json["session"]["points"] == []
    assert run("session", "told", "session-6", "--products", "ampoule").code == 0
    run("undo")
    assert run("session", "--json").json["sessions"][0]["points"] == ["LI4", "ST36"]


def test_a_point_that_is_not_known_is_told_and_kept_with_all_that_was_typed(run, stands):
    stands.at(20, day=26)
    kept = run("session", "told", "session-6", "--points", "LI4, LI44, GB34", "--said", "Rest.")
    assert kept.code == 0
    assert kept.err == (
        "“LI44” is no point that is known here. Did you mean LI4? "
        "It is kept as you wrote it; --points again writes all of them anew.\n"
    )
    assert "  points: LI4, LI44, GB34\n  said, now in the journal: Rest.\n" in kept.out
    assert run("session", "told", "session-6", "--points", "LI44, ST36").err == "", "it was told once"


COURSE = """
[course]
sessions = 12
reviews = [6]
from = 2026-11-16
had = 5

[[preparations]]
id = "rest"
when = "day-before"
text = "Come rested."
"""


def test_the_course_what_is_done_before_a_session_and_all_of_one(run, stands, plan_file):
    text = plan_file.read_text("utf-8").replace("version = 1", "version = 2")
    plan_file.write_text(text + COURSE, "utf-8")
    assert run("plan", "import", str(plan_file), "--yes").code == 0
    run("ask", "May I swim?")
    stands.at(20, day=25)
    listed = run("session").out
    assert listed.startswith("The course: session 5 of 12, review at 6\n\nTo come\n")
    assert "facial needles, session 6 of 12" in listed
    assert "      before it: Come rested.\n" in listed
    told = run("session", "--json").json
    assert (told["course"]["words"], told["next"], told["sessions"][0]["number"]) == (
        "session 5 of 12, review at 6",
        "session-6",
        6,
    )
    assert told["preparations"][0] == {
        "when": "day-before",
        "text": "Come rested.",
        "said_by": "your therapist's plan",
    }
    day = run("today").out
    assert "facial needles, session 6 of 12, review, with Ines Moreau\n  Before it: Come rested.\n" in day
    assert run("today", "--json").json["course"]["had"] == 5
    shown = run("session", "show", "session-6").out
    assert "On the day before\n  Come rested. By your therapist's plan.\n" in shown
    assert shown.endswith("To ask at it\n  May I swim?\n")
    assert run("session", "show", "session-6", "--json").json["session"]["number"] == 6
    assert run("session", "show", "session-9").code == 3


def test_what_is_told_is_taken_back_at_once(run, stands):
    stands.at(20, day=26)
    before = run("session", "--json").json["sessions"]
    kept = run("session", "told", "session-6", "--points", "LI4", "--said", "No acids.", "--next", "2026-12-03 17:30")
    assert kept.out.endswith(
        "  points: LI4\n  said, now in the journal: No acids.\n  next: Thursday 3 December 2026, 17:30\n"
    )
    assert kept.err == ""
    assert "What your therapist said\n  Thu 26 Nov: No acids.\n" in run("session", "show", "session-6").out
    assert run("undo").out == "Taken back: what was told of the session “facial needles”.\n"
    assert run("session", "--json").json["sessions"] == before
    assert "No acids." not in run("journal").out
