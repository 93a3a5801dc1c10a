"""`pause`, `resume`, `stung`, `why`, `ask`, `questions`, `reopen`; `done` of a whole slot and of steps as needed."""

from __future__ import annotations

from datetime import date

import pytest

from aftercare.model.check_off import Done, Paused, Pending
from aftercare.model.routine import ByClient, Step, Terms
from aftercare.model.rules import AsNeeded, Daily


def states(care, stands):
    return {each.occurrence.step: type(each.state) for each in care.day(stands.now).slots[-1].due}


def test_a_pause_begins_today_and_ends_with_resume(run, stands, care):
    assert "Paused for a holiday" in run("pause", "--why", "holiday").out
    care.follow()
    assert set(states(care, stands).values()) == {Paused}
    assert "Today is due again." in run("resume").out
    care.follow()
    assert set(states(care, stands).values()) == {Pending}
    assert run("resume").code == 3


def test_only_the_named_step_pauses_until_the_named_day(run, stands, care):
    told = run("pause", "cleanse", "--until", "+2", "--json").json
    assert told["pauses"][0]["steps"] == ["cleanse"]
    assert told["pauses"][0]["last"] == "2026-11-24"
    care.follow()
    assert states(care, stands)["cleanse"] is Paused


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("--until", "soon"), "is not a day"),
        (("--until", "2026-02-30"), "is not a day"),
        (("--until", "2026-11-01"), "before its first day"),
        (("nosuchstep",), "There is no step"),
    ],
)
def test_a_pause_that_cannot_be(run, care, args, says):
    told = run("pause", *args)
    assert told.code in (2, 3)
    assert says in told.err
    care.follow()
    assert not care.present().pauses


def test_what_stung_rests_and_is_asked_about(run, stands, care):
    assert "rests to Tue 24 Nov" in run("stung", "cleanse").out
    care.follow()
    assert states(care, stands)["cleanse"] is Paused
    listed = run("questions", "--json").json["questions"]
    assert [each["step"] for each in listed] == ["cleanse"]
    assert run("questions", "--settle", "1").out == "There is nothing to ask.\n"
    assert run("questions", "--settle", "1").code == 3


def test_a_question_in_own_words(run, care):
    assert "May I swim?" in run("ask", "May I swim?").out
    assert run("ask", "  ").code == 2


def test_why(run, care):
    told = run("why", "cleanse").out
    assert "Evening 21:00: due" in told
    assert "The rule is daily." in told
    assert run("why", "cleanse", "--json").json["verdict"] == "due"


def test_the_whole_part_of_the_day_and_one_of_it_opened_again(run, stands, care):
    assert "Evening: 3 steps done." in run("done", "--all").out
    run("reopen", "cleanse", "--slot", "evening")
    care.follow()
    found = states(care, stands)
    assert found.pop("cleanse") is Pending
    assert set(found.values()) == {Done}


@pytest.mark.parametrize("args", [(), ("cleanse", "--all")])
def test_done_wants_a_step_or_all(run, care, args):
    assert run("done", *args).code == 2


def test_a_step_as_needed_is_used_as_often_as_it_may_be(run, care, stands):
    step = Step("spot", "Spot gel", 50, (Terms(date(2026, 11, 1), (), AsNeeded(2)),), ByClient())
    care._do("start", stands.now, lambda: care._put("steps", "spot", step))
    assert run("done", "spot").out == "✓ Spot gel: used once today, 1 more allowed.\n"
    assert "1 of 2 today" in run("today").out
    assert run("done", "spot", "--json").json["left"] == 0
    refused = run("done", "spot")
    assert refused.code == 2
    assert refused.err == (
        "“Spot gel” was used twice today, which is the most for a day. It is allowed again from Mon 04:00 on.\n"
    )


def test_why_tells_every_step_that_is_called_so(run, care, stands):
    step = Step("own-spot", "cleanse", 50, (Terms(date(2026, 11, 1), ("evening",), Daily()),), ByClient())
    care._do("start", stands.now, lambda: care._put("steps", step.id, step))
    told = run("why", "cleanse").out
    assert "Mild cleanser (cleanse), Sunday 22 November 2026" in told
    assert "cleanse (own-spot), Sunday 22 November 2026" in told
    found = run("why", "cleanse", "--json").json
    assert [found["step"], *(each["step"] for each in found["also"])] == ["cleanse", "own-spot"]
    assert run("why", "own-spot", "--json").json["also"] == []


def test_a_question_about_a_step_names_it(run, care):
    told = run("ask", "--step", "gel", "How long does it sting?").out
    assert told.splitlines()[1:] == ["  1  How long does it sting?", "     about Calming gel"]


def test_resuming_a_step_leaves_the_others_paused(run, care, stands):
    run("pause", "cleanse", "calm")
    run("resume", "cleanse")
    care.follow()
    found = states(care, stands)
    assert (found["cleanse"], found["calm"]) == (Pending, Paused)


def test_the_end_of_a_holiday_leaves_what_stung_at_rest(run, care, stands):
    run("stung", "cleanse")
    run("pause", "--why", "holiday")
    run("resume")
    care.follow()
    found = states(care, stands)
    assert (found["cleanse"], found["calm"]) == (Paused, Pending)


def test_a_step_within_a_pause_of_everything_is_not_resumed_alone(run, care):
    run("pause")
    refused = run("resume", "cleanse")
    assert refused.code == 2
    assert "whole routine is paused" in refused.err


def test_a_pause_to_come_is_taken_back(run, care):
    run("pause", "--from", "+3", "--until", "+9")
    assert run("resume").code == 0
    care.follow()
    assert not care.present().pauses


def test_a_name_that_fits_a_step_as_needed_and_a_due_one_is_asked_about(run, care, stands):
    step = Step("calm-spot", "Calming spot gel", 50, (Terms(date(2026, 11, 1), (), AsNeeded(2)),), ByClient())
    care._do("start", stands.now, lambda: care._put("steps", step.id, step))
    refused = run("done", "calming")
    assert refused.code == 3
    assert "fits 2 steps" in refused.err
    assert care.day(stands.now).as_needed[0].allowance.used == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_any_record(run, care, day):
    refused = run("today", "--date", day)
    assert refused.code == 2
    assert "too far away" in refused.err
