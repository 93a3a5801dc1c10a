"""`run` without a terminal: what is still to do."""

from __future__ import annotations

from aftercare.model.check_off import Occurrence


def test_what_is_still_to_do(run, stands, care):
    care.tick(Occurrence("calm", stands.now.date(), "evening"), stands.now)
    said = run("run")
    assert said.out == (
        "Evening 21:00  1 of 3 done\n"
        "  Calming gel sinks in until 21:05:30\n"
        "   1  Mild cleanser  1–2 pumps\n"
        "   3  Crème légère\n"
    )
    assert (said.err, said.code) == ("", 0)


def test_as_json(run, stands, care):
    care.tick(Occurrence("calm", stands.now.date(), "evening"), stands.now)
    told = run("run", "--json").json
    assert [step["id"] for step in told["steps"]] == ["cleanse", "cream"]
    assert told["wait"] == {"after": "calm", "until": "2026-11-22T21:05:30Z"}
    assert (told["slot"], told["done"], told["count"], told["short"]) == ("evening", 1, 3, False)
    stands.at(21, 30)
    assert run("run", "--json").json["wait"] is None


def test_without_essential_steps_the_short_form_is_the_whole(run, care):
    assert run("run", "--short").out == run("run").out


def test_all_done_and_no_record(run, stands, care, tmp_path):
    for step in ("cleanse", "calm", "cream"):
        care.tick(Occurrence(step, stands.now.date(), "evening"), stands.now)
    assert "Nothing is left to do." in run("run").out
    assert run("run", "--home", str(tmp_path / "none")).code == 3
