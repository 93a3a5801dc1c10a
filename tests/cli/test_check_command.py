"""`check`, `patch-test`, `routine titrate`, and sun care in `today`."""

from __future__ import annotations

import pytest

from aftercare.model.finding import Status


@pytest.fixture(autouse=True)
def record(care):
    return care


@pytest.fixture
def burning(run):
    """Retinol and an acid every evening, and a sunscreen."""
    for name, kind, slot, holds in (
        ("Night serum", "serum", "evening", "retinol"),
        ("Peel", "exfoliant", "evening", "glycolic acid"),
        ("Day shield", "sunscreen", "morning", "zinc oxide"),
    ):
        assert run("shelf", "add", name, "--kind", kind, "--ingredients", holds).code == 0
        assert run("routine", "add", name, "--product", name, "--slot", slot).code == 0


def remarks(run):
    return run("check", "--json").json["findings"]


def number_of(run, key):
    return str(next(each["number"] for each in remarks(run) if each["key"].startswith(key)))


@pytest.mark.usefixtures("burning")
def test_a_remark_says_what_where_why_how_sure_and_who_says_so(run):
    said = run("check")
    assert said.code == 0
    assert "“Night serum” and “Peel” are better kept apart: on other nights." in said.out
    assert "Evening: Sun 22 Nov 2026" in said.out
    assert "Why: Both irritate, and the irritation adds up." in said.out
    assert "How sure: what dermatologists agree on, with little trial data; a convention" in said.out
    assert "Offered: “Night serum”: every 2 days" in said.out
    found = next(each for each in remarks(run) if each["key"].startswith("together:retinoid-acid"))
    assert (found["status"], found["sure"]["evidence"], found["sure"]["grade"]) == ("finding", "consensus", "C")
    assert found["sure"]["source"] in said.out
    assert found["sure"]["source"] != ""


@pytest.mark.usefixtures("burning")
def test_a_change_is_shown_asked_about_made_and_undone(run):
    before, number = run("routine", "--json").json, number_of(run, "together")
    asked = run("check", "apply", number, given="n\n")
    assert "· due   ‖ paused" in asked.out
    assert (asked.code, run("routine", "--json").json) == (9, before)
    assert "Done: “Night serum”: every 2 days" in run("check", "apply", number, "--yes").out
    assert not [each for each in remarks(run) if each["key"].startswith("together")]
    assert run("undo").out.startswith("Taken back: the change to “")
    assert run("routine", "--json").json == before


@pytest.mark.usefixtures("burning")
def test_a_remark_is_set_aside_for_a_reason_and_brought_back(run):
    number = number_of(run, "together")
    assert run("check", "set-aside", number, "my", "skin", "bears it").code == 0
    aside = remarks(run)[-1]
    assert aside["set_aside"] == "my skin bears it"
    assert "(my skin bears it)" in run("check").out
    assert run("check", "bring-back", str(aside["number"])).code == 0
    assert [each["set_aside"] for each in remarks(run) if each["key"] == aside["key"]] == [None]


def test_a_routine_with_nothing_to_remark(run, stands):
    # what a plan brings at once is told for a fortnight
    assert [each["status"] for each in remarks(run)] == ["information"]
    stands.at(9, day=30)
    assert run("check").out == "There is nothing to remark on the coming 28 days.\n"


@pytest.mark.parametrize("words", [("niacinamide", "vitamin c"), ("together", "Vitamin C", "niacinamide")])
def test_a_myth_is_answered_as_a_myth_with_its_source(run, words):
    said = run("check", *words)
    assert (said.code, "This is a myth, or mostly one: they may go together." in said.out) == (0, True)
    told = run("check", *words, "--json").json
    assert (told["verdict"], told["myth"]) == ("ok", True)
    assert f"Who says so: {told['sure']['source']}" in said.out


def test_a_myth_is_no_remark(run):
    for name, holds in (("Drops", "niacinamide"), ("Bright", "sodium ascorbyl phosphate")):
        run("shelf", "add", name, "--kind", "serum", "--ingredients", holds)
        run("routine", "add", name, "--product", name, "--slot", "morning")
    assert not [each for each in remarks(run) if each["key"].startswith("together")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("apply", "9"), 3),
        (("set-aside", "9", "x"), 3),
        (("bring-back", "1"), 3),
        (("unheard", "niacinamide"), 3),
        (("niacinamide",), 2),
        (("apply", "0"), 2),
    ],
)
def test_what_is_not_there(run, words, code):
    said = run("check", *words)
    assert (said.out, said.code) == ("", code)


def test_a_patch_test_from_its_beginning_to_its_end(run):
    assert run("patch-test").out.startswith("No patch test was begun yet.")
    said = run("patch-test", "start", "calming").out
    assert "How sure: Partly founded" in said
    assert "Source: Dermatology Advisor" in said
    assert "runs to Tue 1 Dec 2026" in said
    assert "It does not test for immediate allergy." in said
    assert "Stop on a rash, a blister or swelling" in said
    assert "Patch test: Calming gel" in run("today").out
    assert run("patch-test", "note", "calming", "a little red").code == 0
    assert "a little red" in run("today").out
    assert "patch_test" in [each["key"].split(":")[0] for each in remarks(run)]
    assert "aftercare help-me" in run("patch-test", "done", "calming", "--outcome", "reacted").out
    assert run("patch-test", "--json").json["tests"][0]["outcome"] == "reacted"
    assert run("undo").out == "Taken back: the end of the patch test “Patch test: Calming gel”.\n"


def test_what_comes_with_a_plan_is_offered_no_change(run):
    run("patch-test", "start", "calming")
    found = remarks(run)[0]
    assert (found["offered"], found["ask"], found["status"]) == (None, "Ask your therapist.", Status.FINDING.value)
    assert run("check", "apply", "1", "--yes").code == 2


@pytest.mark.usefixtures("burning")
def test_a_titration_plan_and_a_step_down(run):
    assert "retinoid-start" in run("routine", "titrate").out
    assert {each["id"] for each in run("routine", "titrate", "--json").json["plans"]} >= {"acid-start", "skin-cycling"}
    said = run("routine", "titrate", "night", "retinoid-start")
    assert "“Night serum”: from Sun 22 Nov 2026 Mon, Thu for 2 weeks" in said.out
    assert "Only after two quiet weeks." in said.out
    assert "How sure: General knowledge that nobody has checked. No source is known." in said.out
    assert "After that it goes on one phase lower." in run("stung", "night").out
    steps = {each["name"]: each["days"] for each in run("routine", "--json").json["steps"]}
    assert steps["Night serum"].endswith("one phase back on Wed 25 Nov 2026")
    assert run("routine", "titrate", "peel", "retinoid-start").code == 2


@pytest.mark.usefixtures("burning")
def test_today_tells_of_sun_care_after_an_acid(run, stands):
    assert run("today", "--json").json["sun_care_until"] is None
    run("done", "peel")
    assert run("today", "--json").json["sun_care_until"] == "2026-11-29"
    assert "Sun care until Sun 29 Nov: after “Peel”." in run("today").out
    stands.at(9, day=30)
    assert "Sun care" not in run("today").out
