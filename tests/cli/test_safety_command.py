"""`safety`, and what the other commands say of floors."""

from __future__ import annotations

import pytest

from aftercare.care import Care, Home
from aftercare.model.safety import Said

RETINAL = ("--kind", "retinoid", "--slot", "evening")


def kept(own_home) -> Care:
    return Care.open(Home.at(own_home))


@pytest.mark.usefixtures("unasked")
def test_the_list_has_every_question_in_plain_words(run):
    said = run("safety").out
    assert "About you" in said
    assert "  pregnancy" in said
    assert "Are you pregnant, or could you be?" in said
    assert "Before any magnet: whoever shares your bed or cares for you closely" in said
    assert said.count("not answered") == len(run("safety", "--json").json["questions"])


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [("yes", Said.YES, "yes"), ("no", Said.NO, "no"), ("rather-not-say", Said.RATHER_NOT_SAY, "rather not say")],
)
def test_an_answer_is_kept_and_taken_back(run, own_home, stands, typed, stored, words):
    assert run("safety", "set", "pregnancy", typed).out.startswith(f"Pregnancy: {words}.\n")
    today = stands.now.date()
    assert kept(own_home).present().safety.said("pregnancy", today) is stored
    assert run("safety", "set", "pregnancy", typed, "--json").json["changed"] is False
    assert run("undo").out == "Taken back: what you said about your safety.\n"
    assert kept(own_home).present().safety.said("pregnancy", today) is None


@pytest.mark.usefixtures("care")
def test_rather_not_say_is_told_what_it_means(run):
    assert "ask them before you use one" in run("safety", "set", "pregnancy", "rather-not-say").out
    assert "parent or guardian" in run("safety", "set", "under-18", "yes").out


def test_all_of_a_part_at_once_and_names(run, own_home, care, stands):
    assert run("safety", "set", "magnets", "no").out.startswith("12 questions answered with no.")
    assert run("safety", "set", "magnets", "yes").code == 2
    run("safety", "set", "other-allergens", "balsam of Peru, nickel")
    found = kept(own_home).present().safety
    assert found.words("other-allergens", stands.now.date()) == ("balsam of Peru", "nickel")
    assert "balsam of Peru, nickel" in run("safety").out


@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("pregnant", "no"), 3, "Did you mean “pregnancy”?"),
        (("pregnancy", "maybe"), 2, "Write yes, no or rather-not-say."),
        (("under-18", "17"), 2, "Write yes, no or rather-not-say."),
    ],
)
def test_what_cannot_be_used_is_said(run, words, code, said):
    answer = run("safety", "set", *words)
    assert (answer.code, said in answer.err) == (code, True)


@pytest.mark.usefixtures("unasked")
def test_a_retinoid_asks_when_it_comes_in_and_waits_for_the_doctors_word(run, own_home):
    added = run("routine", "add", "Night serum", *RETINAL)
    assert added.err.count("are you pregnant, or could you be?") == 1
    run("safety", "set", "pregnancy", "yes")
    step = night_serum(run)
    assert step["state"] == "barred"
    assert "your doctor" in step["because"]
    assert "not offered" in run("today").out
    refused = run("done", "night")
    assert (refused.code, "is not offered" in refused.err) == (2, True)
    assert run("skip", "night", "--why", "no").code == 2
    assert "not offered" in run("why", "night").out
    assert "⊘ not offered" in run("routine", "preview").out
    assert "barred" in run("routine", "preview", "--json").json["rows"][-1]["days"]
    assert run("safety", "agreed", "cleanser").code == 2
    assert run("safety", "agreed", "night").out.startswith("Kept, with today's date.")
    assert run("done", "night").code == 0
    said = run("safety", "--json").json
    assert [(each["name"], each["who"]) for each in said["agreed"]] == [("Night serum", "doctor")]
    assert said["not_offered"] == []
    assert run("safety", "agreed", "night", "--no-longer", "--json").json["changed"] is True
    assert run("safety").out.count("Not offered") == 1


def night_serum(run):
    (step,) = [each for each in run("today", "--json").json["slots"][-1]["steps"] if each["name"] == "Night serum"]
    return step


@pytest.mark.usefixtures("unasked")
def test_before_anybody_has_answered_a_retinoid_waits_and_the_commands_say_for_what(run):
    run("routine", "add", "Night serum", *RETINAL)
    step = night_serum(run)
    assert step["state"] == "barred"
    assert "are you pregnant, or could you be?" in step["because"]
    assert "one question is open: `aftercare safety`" in run("today").out
    refused = run("done", "night")
    assert (refused.code, "are you pregnant, or could you be?" in refused.err) == (2, True)
    (found,) = run("safety", "--json").json["not_offered"]
    assert (found["name"], found["floor"], found["unanswered"]) == ("Night serum", "pregnancy", ["A pregnancy"])
    # no doctor's word takes the place of the answer
    run("safety", "agreed", "night")
    assert run("done", "night").code == 2
    run("safety", "set", "pregnancy", "rather-not-say")
    assert run("done", "night").code == 0


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize(
    "words",
    [
        ("plan", "import", "data/plans/retinoid_cycling.toml", "--yes"),
        ("shelf", "substitute", "gel", "night-oil"),
        ("routine", "change", "calm", "--kind", "retinoid"),
        ("routine", "titrate", "night", "retinoid-start"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_whatever_brings_a_retinoid_in_asks_once_and_no_more_once_it_is_answered(run, words):
    run("routine", "add", "Night serum", *RETINAL)
    run("shelf", "add", "Night oil", "--kind", "oil", "--ingredients", "retinol")
    question = "are you pregnant, or could you be?"
    asked = run(*words)
    assert ((asked.out + asked.err).count(question), asked.code) == (1, 0)
    run("undo", "--yes")
    run("safety", "set", "pregnancy", "no")
    again = run(*words)
    assert (question in again.out + again.err, again.code) == (False, 0)


def test_a_plan_with_magnets_says_what_waits_before_it_is_taken_over(run, own_home):
    answer = run("plan", "import", "data/plans/magnets_at_home.toml", "--json")
    assert answer.code == 9
    said, asked = answer.json["remarks"]
    assert said.startswith("Magnets: Not offered. 24 safety questions are not answered yet")
    assert asked.startswith("Before “Magnets”: ")
    assert "Are you under 18? With a yes, ask your therapist first." in asked
    run("plan", "import", "data/plans/magnets_at_home.toml", "--yes")
    for group in ("magnets", "magnets-nearby"):
        run("safety", "set", group, "no")
    assert run("safety", "--json").json["not_offered"] == []
    run("safety", "set", "pacemaker-nearby", "yes")
    (found,) = run("safety", "--json").json["not_offered"]
    assert (found["floor"], found["because"]) == ("magnets", ["Pacemaker, of somebody close"])
    assert found["product"] is None


@pytest.mark.usefixtures("care")
def test_a_known_allergen_is_told_when_a_product_comes_in_and_on_the_shelf(run):
    run("safety", "set", "allergen-lanolin", "yes")
    added = run("shelf", "add", "Balm", "--kind", "balm", "--ingredients", "Lanolin")
    assert "Balm holds what you are allergic to: lanolin (Lanolin)." in added.err
    assert "Balm holds what you are allergic to" in run("shelf").out
