"""`session elsewhere`."""

from __future__ import annotations

import pytest

from aftercare.care import Care, Home, read_plan

INTERVAL = """
[[intervals]]
after = "filler"
for = "4 weeks"
reason = "Let it settle."
"""


@pytest.fixture(autouse=True)
def with_an_interval(care, plan_file, stands):
    """Anna's record, whose plan says how long needles wait after a filler, and nothing of a laser."""
    text = plan_file.read_text("utf-8").replace("version = 1", "version = 2")
    plan_file.write_text(text + INTERVAL, "utf-8")
    care.import_plan(read_plan(plan_file), stands.now)
    return care


def kept(own_home):
    return [(each.what.value, str(each.day), each.note) for each in Care.open(Home.at(own_home)).procedures()]


def test_by_the_therapists_interval_needles_wait_and_the_session_within_is_asked_about(run, own_home):
    assert run("session", "elsewhere", "add", "filler", "2026-11-12", "--note", "lips").out.splitlines() == [
        "Filler of 12 Nov is in the list.",
        "Needles wait until Thu 10 Dec after the filler of 12 Nov.",
        "Who says so: your therapist's plan (28 days).",
        "“Let it settle.”",
        "Thu 26 Nov 17:30, facial needles, lies before that: ask your therapist. Nothing is moved for you.",
    ]
    assert kept(own_home) == [("filler", "2026-11-12", "lips")]
    assert run("questions").out == "There is nothing to ask.\n"
    assert run("session", "--json").json["sessions"][0]["attendance"] == "planned"


def test_without_one_it_becomes_a_question_with_what_clinics_quote(run):
    run("session", "elsewhere", "add", "laser", "2026-11-12")
    question = "How long should we wait with needles after the laser treatment of 12 Nov?"
    assert [each["text"] for each in run("questions", "--json").json["questions"]] == [question]
    for command in (("session", "elsewhere"), ("session",), ("after",)):
        said = run(*command).out
        assert f"Ask your therapist: {question}" in said
        assert "Clinics quote 3 weeks to 30 days (a convention of clinics and the trade, without a trial; " in said
    run("questions", "--settle", "1")
    assert run("questions").out == "There is nothing to ask.\n"
    assert question not in run("session", "elsewhere").out
    assert "Had elsewhere" not in run("after").out


def test_the_list_and_its_json(run):
    assert run("session", "elsewhere").out.startswith("Nothing is in the list.")
    run("session", "elsewhere", "add", "other", "yesterday", "--note", "radiofrequency")
    run("session", "elsewhere", "add", "filler", "2026-11-12")
    assert run("session", "elsewhere").out.splitlines()[:2] == [
        "Saturday 21 November 2026: radiofrequency",
        "  Ask your therapist: How long should we wait with needles after the “radiofrequency” of 21 Nov?",
    ]
    told = run("session", "elsewhere", "--json").json["procedures"]
    assert [(each["what"], each["until"], each["days"], each["within"]) for each in told] == [
        ("other", None, None, []),
        ("filler", "2026-12-10", 28, ["session-6"]),
    ]
    assert run("session", "--json").json["elsewhere"] == told
    assert {each["id"] for each in run("after", "--json").json["elsewhere"]} == {each["id"] for each in told}


def test_removed_and_undone(run, own_home):
    run("session", "elsewhere", "add", "thread", "lift", "2026-11-12")
    run("session", "elsewhere", "add", "peel", "2026-11-01")
    assert run("session", "elsewhere", "remove", "thread-lift").out == "Thread lift of 12 Nov is taken off the list.\n"
    assert kept(own_home) == [("peel", "2026-11-01", "")]
    assert run("undo").out == "Taken back: taking “thread lift of 12 Nov 2026” off the list.\n"
    assert run("session", "elsewhere", "remove", "peel", "--json").json["what"] == "is taken off the list"
    assert kept(own_home) == [("thread-lift", "2026-11-12", "")]


def test_one_of_two_of_a_kind_is_named_by_its_day(run, own_home):
    for day in ("2026-11-12", "2026-10-01"):
        run("session", "elsewhere", "add", "peel", day)
    said = run("session", "elsewhere", "remove", "peel")
    assert (said.code, "fits 2 entries" in said.err) == (3, True)
    run("session", "elsewhere", "remove", "peel", "2026-10-01")
    assert kept(own_home) == [("peel", "2026-11-12", "")]


def test_its_day_is_typed_as_anywhere(run, own_home):
    for day in ("2026-11-12", "yesterday"):
        run("session", "elsewhere", "add", "peel", day)
    for day in ("tomorrow", "-2"):
        assert "There is no “peel " in run("session", "elsewhere", "remove", "peel", day).err
    run("session", "elsewhere", "remove", "peel", "-1")
    assert kept(own_home) == [("peel", "2026-11-12", "")]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("add", "fillr", "yesterday"), 2, "Did you mean “filler”"),
        (("add", "filler"), 2, "says not both what was done and when"),
        (("add", "filler", "someday"), 2, "“someday” is not a day"),
        (("add", "filler", "tomorrow"), 2, "still to come"),
        (("add", "other", "yesterday"), 2, "The note is missing"),
        (("remove", "laser"), 3, "There is no “laser” in the list"),
    ],
)
def test_what_cannot_be_done(run, own_home, words, code, says):
    said = run("session", "elsewhere", *words)
    assert (said.out, said.code, said.err.count("\n")) == ("", code, 1)
    assert says in said.err
    assert kept(own_home) == []


def test_an_alarming_word_in_the_note_is_heeded(run):
    assert "help-me" in run("session", "elsewhere", "add", "filler", "yesterday", "--note", "there is pus").err


def test_a_note_is_data(run):
    said = run("session", "elsewhere", "add", "other", "yesterday", "--note", "[b]x[/b] {0}")
    assert "“[b]x[/b] {0}” of 21 Nov is in the list." in said.out


def test_the_plan_shows_its_intervals_and_lists_them_before_they_are_taken_over(run, plan_file):
    shown = run("plan", "show", str(plan_file)).out
    assert "How long needles wait after what was had elsewhere\n  after: filler; for: 28 days" in shown
    text = plan_file.read_text("utf-8").replace("version = 2", "version = 3").replace("4 weeks", "90 days")
    plan_file.write_text(text, "utf-8")
    listed = run("plan", "import", str(plan_file), "--yes").out
    assert "filler, 90 days before needles" in listed
    assert "for: 28 days → 90 days" in listed
