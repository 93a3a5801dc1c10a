"""`check-in` and `measures`."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aftercare.care import sample_plans
from aftercare.model.check_in import CheckInDraft
from aftercare.model.rating import Points, Rating


@pytest.fixture(autouse=True)
def record(care):
    return care


def test_without_options_it_shows_what_is_asked_and_how_it_was(run):
    run("check-in", "--date", "yesterday", "--set", "glow=6", "--context", "sleep=7.5")
    lines = run("check-in").out.splitlines()
    assert lines[0] == "Check-in, Sunday 22 November 2026"
    assert lines[2:7] == [
        "  cheek-up-r.redness  Redness, upper cheek, right  0 to 10",
        "  cheek-up-l.redness  Redness, upper cheek, left   0 to 10",
        "  dryness             Dryness, flaking             0 to 10",
        "  glow                Glow                         0 to 10    yesterday 6",
        "  sleep-hours         Hours of sleep               0 to 24 h  last 7.5 h",
    ]


def test_ratings_answers_words_and_tags_are_kept(run, care, stands):
    rated = ("--set", "glow=x", "--set", "cheek-up.redness=3")
    told = run("check-in", *rated, "--context", "sleep=7,5", "--tag", "@Sun", "--text", "Calm @walk")
    assert told.out.splitlines() == [
        "The check-in of Sunday 22 November 2026 is written.",
        "  glow 10; redness 3 (upper cheek, both sides)",
        "  hours of sleep: 7.5 h",
        "  Calm @walk",
        "  @sun",
    ]
    (entry,) = care.check_ins(stands.now.date(), stands.now.date())
    assert len(entry.ratings) == 3


def test_same_takes_what_is_known_and_only_that(run):
    run("check-in", "--date", "yesterday", "--set", "glow=6", "--set", "dryness=2")
    told = run("check-in", "--same", "--set", "glow=7", "--json").json
    assert [(each["measure"], each["value"], each["how"]) for each in told["entry"]["ratings"]] == [
        ("glow", 7, "touched"),
        ("dryness", 2, "same"),
    ]
    again = run("check-in", "--set", "glow==", "--json").json["entry"]["ratings"]
    assert [(each["value"], each["how"]) for each in again] == [(7, "same")]


def test_nothing_to_be_the_same_as_is_told(run):
    told = run("check-in", "--same")
    assert told.code == 2
    assert "Nothing was rated in the week before." in told.err
    assert run("check-in", "--set", "glow==").code == 2


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--set", "glow=11"), 2, "Write a whole number from 0 to 10, or x for 10."),
        (("--set", "glow"), 2, "Write it like glow=7"),
        (("--set", "Glow=3", "--set", "glow=4"), 2, "“glow” is rated twice."),
        (("--set", "shine=3"), 3, "There is no measure “shine”."),
        (("--set", "elbow.redness=3"), 3, "There is no zone “elbow”."),
        (("--set", "nose.glow=3"), 2, "is not rated in the zone"),
        (("--set", "dlqi=3"), 2, "cannot be rated here"),
        (("--context", "sleep=30"), 2, "Write 0 to 24 h."),
        (("--context", "weather=fine"), 3, "is nothing that a check-in notes"),
        (("--tag", "two words", "--text", "x"), 2, "cannot be a tag"),
        (("--draft",), 2, "There is no half-finished check-in of this day."),
        (("--drop-draft", "--same"), 2, "--drop-draft goes alone."),
        (("--date", "+1", "--set", "glow=3"), 2, "is still to come"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_and_not_kept(run, words, code, sentence):
    told = run("check-in", *words)
    assert (told.code, told.out) == (code, "")
    assert sentence in told.err
    assert run("journal", "--json").json["entries"] == []


def test_a_fourth_rating_of_a_day_is_gently_declined(run):
    for glow in "567":
        assert run("check-in", "--set", f"glow={glow}").code == 0
    told = run("check-in", "--set", "glow=8")
    assert told.code == 2
    assert "and that is plenty" in told.err
    assert run("check-in", "--text", "Still calm").code == 0


def test_severe_pain_and_alarming_words_lead_to_help_me(run):
    told = run("check-in", "--set", "pain=9")
    assert told.code == 0
    assert "◆ Severe pain?" in told.err
    assert "`aftercare help-me severe-pain`" in told.err
    words = run("check-in", "--text", "My tongue is swelling", "--json")
    assert words.json["signs"][0]["id"] == "throat-swelling"
    assert "999" in words.err or "112" in words.err


def test_a_followed_bruise_is_asked_after_until_today_tells_of_it(run):
    run("log", "bruise", "temple-l", "blue", "--mm", "8", "--date", "-3")
    told = run("check-in", "--set", "glow=7").out
    assert "How is the bruise, temple, left, 19 Nov: blue, 8 mm? `aftercare log bruise temple-l STAGE`" in told
    run("log", "bruise", "temple-l", "yellow")
    assert "bruise" not in run("check-in", "--set", "glow=8").out


def test_a_draft_of_the_app_is_shown_kept_or_thrown_away(run, care, stands):
    draft = CheckInDraft(stands.now.date(), (Rating("glow", Points(7)),), text="half a sent")
    care.keep_check_in_draft(draft)
    assert "Half-finished in the app: 1 answer, with words" in run("check-in").out
    assert "is still there" in run("check-in", "--set", "dryness=1").out
    kept = run("check-in", "--draft", "--set", "dryness=2", "--json").json["entry"]
    assert (kept["text"], [each["value"] for each in kept["ratings"]]) == ("half a sent", [7, 2])
    assert run("check-in", "--json").json["draft"] is None
    care.keep_check_in_draft(draft)
    assert "Half-finished on another day: 2026-11-22; --date names it." in run("check-in", "--date", "-1").out
    run("check-in", "--drop-draft")
    assert care.check_in_draft(stands.now.date()) is None


def test_text_is_shown_literally(run):
    told = run("check-in", "--text", "[red]x[/oops] {0} %s")
    assert "[red]x[/oops] {0} %s" in told.out
    assert run("check-in", "--text", "a\x1b[31m").code == 2


def test_what_is_asked_is_said_to_be_by_the_plan_only_where_that_names_concerns(run, care, stands):
    sample = next(each for each in sample_plans().values() if each.concerns)
    care.import_plan(replace(sample, client=""), stands.now)
    assert run("measures").out.splitlines()[0] == "A check-in asks, by the concerns of your plan"
    assert "Your plan says what is asked; `aftercare measures` changes it." in run("check-in").out
    run("start", "--client", "ben", "--name", "Ben")
    assert run("measures", "--client", "ben").out.splitlines()[0] == "A check-in asks what is usual"
    assert "What is usual is asked; `aftercare measures` changes it." in run("check-in", "--client", "ben").out


def test_the_measures_are_chosen_and_taken_back(run):
    assert run("measures").out.splitlines()[0] == "A check-in asks what is usual", "its plan names no concerns"
    told = run(
        "measures", "--add", "jaw", "--add", "nose.oil", "--add", "sleep-quality", "--remove", "glow", "--json"
    ).json
    assert told["chosen"]
    assert told["changed"]
    assert told["subjects"] == ["cheek-up-r.redness", "cheek-up-l.redness", "dryness", "jaw-tension", "nose.oil"]
    assert told["context"] == ["sleep-hours", "stress", "sleep-quality"]
    assert run("measures", "--remove", "glow").code == 3
    assert run("measures", "--add", "nothing-like-it").code == 3
    assert run("undo").out == "Taken back: the choice of what a check-in asks.\n"
    assert run("measures", "--json").json["chosen"] is False


def test_all_that_can_be_rated_is_listed(run):
    told = run("measures", "--all", "--json").json
    redness = next(each for each in told["measures"] if each["measure"] == "redness")
    assert redness["zones"] == ["nose", "cheek-up-r", "cheek-up-l", "cheek-low-r", "cheek-low-l", "neck-front"]
    rows = [line.split(maxsplit=1) for line in run("measures", "--all").out.splitlines() if line]
    assert ["nose", "oil, pores, redness, blemishes, itch, pain, stinging"] in rows
