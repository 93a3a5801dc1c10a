"""`plan new`."""

from __future__ import annotations

import contextlib
import signal

import pytest

from aftercare.care import questions_on_plan, read_plan

#: Who, the plan, no session, one gel every evening, no advice and no review.
ANSWERS = [
    "Ines",
    "",
    "",
    "",
    "",
    "",
    "Quiet skin",
    "",
    "",
    "",
    "Gel",
    "gel",
    "",
    "",
    "",
    "",
    "",
    "",
    "1 pea",
    "",
    "",
    "",
    "",
    "",
]


def typed(*answers):
    return "".join(f"{each}\n" for each in answers)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_questions_become_a_file_that_check_reads_without_a_question(run, here, own_home):
    said = run("plan", "new", "anna.toml", given=typed(*ANSWERS, "", ""))
    assert said.code == 0
    assert said.out == (
        "anna.toml is written, with 1 step and 0 sessions. "
        "`aftercare plan preview anna.toml` shows what the client will see.\n"
    )
    assert run("plan", "check", "anna.toml").code == 0
    plan = read_plan(here / "anna.toml")
    assert (plan.title, plan.practitioner.name, [each.amount for each in plan.steps]) == (
        "Quiet skin",
        "Ines",
        ["1 pea"],
    )
    assert questions_on_plan(plan) == ()
    assert not own_home.exists()


def test_packs_needle_points_and_waits_come_back_and_what_goes_on_a_needled_zone_rests(run, here):
    session = ["2026-12-03 17:30", "", "", "", "ST3", "BL1 left", ""]
    toner = ["Toner", "toner", "", "", "50 ml, 12 M", "", "", "", "3 drops", "cheek-up", "", "", "", ""]
    rests = ["8 h"]
    waits = ["filler 4 weeks", "peel 10 days", ""]
    no_advice, no_course = [""], ["", "", ""]
    given = typed(*ANSWERS[:9], *session, *toner, *rests, *waits, *no_advice, *no_course, "+60")
    said = run("plan", "new", "anna.toml", given=given)
    assert (said.code, said.err.count("How long does “Toner” rest after a session")) == (0, 1)
    plan = read_plan(here / "anna.toml")
    assert [(each.size, each.pao) for each in plan.products] == [(50, 12)]
    assert [(each.code, each.side.value, each.means.value) for each in plan.points] == [
        ("ST3", "both", "needle"),
        ("BL1", "left", "needle"),
    ]
    assert [(each.what.value, each.days) for each in plan.intervals] == [("filler", 28), ("peel", 10)]
    assert [each.hours for each in plan.holds] == [8]
    assert (run("plan", "check", "anna.toml").code, questions_on_plan(plan)) == (0, ())


def test_a_question_explains_itself_and_a_wrong_answer_is_told_and_asked_again(run, here):
    said = run("plan", "new", given=typed("", "?", "Ines", "", "12", *ANSWERS[2:], "", ""))
    assert said.code == 0
    assert "This has to be answered." in said.err
    assert "  Such as Ines Moreau.\n" in said.err
    assert "is no telephone number. Write it like +44 20 7946 0143." in " ".join(said.err.split())
    assert (here / "quiet-skin.toml").is_file()


def test_a_wrong_answer_is_taken_back_and_given_anew(run, here):
    first = ["<", "Inez", "<", "Ines", *ANSWERS[1:6], "Loud skin", "", "", "Gel", "<", "<", "<", *ANSWERS[6:]]
    said = run("plan", "new", "anna.toml", given=typed(*first, "", ""))
    assert said.code == 0
    assert "  This is the first question.\n" in said.err
    assert "  Back. You had answered: Inez\n" in said.err
    assert "  Back. You had typed nothing.\n" in said.err
    plan = read_plan(here / "anna.toml")
    assert (plan.practitioner.name, plan.title, [each.name for each in plan.steps]) == ("Ines", "Quiet skin", ["Gel"])


def test_a_request_to_stop_that_python_drops_leaves_the_next_one_heard(run, here, monkeypatch):
    answered = iter(ANSWERS)

    def dropped_at_first(*_, **__):
        if (answer := next(answered)) == "Quiet skin":
            # as where it comes while Python is about to wait for a line
            with contextlib.suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGTERM)
            return answer
        if answer == "Gel":
            signal.raise_signal(signal.SIGTERM)
        return answer

    monkeypatch.setattr("aftercare.cli.plan_new.click.prompt", dropped_at_first)
    monkeypatch.setattr("aftercare.cli.plan_new._AT_ONCE", 0.0)
    assert run("plan", "new", "anna.toml").code == 9
    assert "Quiet skin" in (here / "anna.toml").read_text("utf-8")


def test_stopped_half_way_what_was_answered_is_kept_as_a_draft(run, here):
    said = run("plan", "new", "anna.toml", given=typed(*ANSWERS[:13]))
    assert said.code == 9
    assert "What was is kept in anna.toml, as a draft." in said.err
    text = (here / "anna.toml").read_text("utf-8")
    assert text.startswith("# A DRAFT")
    assert 'kind = "gel"' in text
    early = run("plan", "new", "early.toml", given=typed(*ANSWERS[:1]))
    assert early.code == 9
    assert '# title = "Home care"' in (here / "early.toml").read_text("utf-8")
    assert run("plan", "new", "none.toml", given="").code == 9
    assert not (here / "none.toml").exists()


def test_a_file_that_is_there_is_not_written_over_and_nobody_is_asked_first(run, here):
    (here / "anna.toml").write_text("mine", "utf-8")
    said = run("plan", "new", "anna.toml", given=typed(*ANSWERS, "", ""))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("anna.toml is there already.")
    assert (here / "anna.toml").read_text("utf-8") == "mine"
    assert run("plan", "new", "anna.toml", "--force", given=typed(*ANSWERS, "", "")).code == 0
    (here / "quiet-skin.toml").write_text("mine", "utf-8")
    told = run("plan", "new", "--json", given=typed(*ANSWERS, "", "")).json
    assert (told["file"], told["steps"], told["questions"]) == ("quiet-skin-2.toml", 1, [])
