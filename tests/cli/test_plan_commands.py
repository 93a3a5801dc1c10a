"""`plan check` and `plan import`."""

from __future__ import annotations

import pytest

from aftercare.care import Care, Home
from aftercare.cli import plan_import as plan_commands

NEW_STEP = """[[steps]]
id = "brow"
name = "Brow"
slot = "evening"
rule = "daily"
amount = "10 breaths"
order = 5

[[sessions]]"""


def broken(plan_file):
    plan_file.write_text(plan_file.read_text("utf-8").replace('"daily"', '"dayly"'), "utf-8")
    return plan_file


def next_version(plan_file, *replaced):
    text = plan_file.read_text("utf-8").replace("version = 1", "version = 2")
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    plan_file.write_text(text, "utf-8")
    return str(plan_file)


@pytest.fixture
def at_a_terminal(monkeypatch):
    """Somebody sits there, and answers what the test says."""

    def answer(given):
        monkeypatch.setattr(plan_commands, "agrees", lambda question, wishes: given)

    return answer


def test_a_plan_in_order(run, plan_file):
    said = run("plan", "check", str(plan_file))
    assert said.out == (
        "“Calm and firm”, version 1, by Ines Moreau for Anna B., is in order.\n"
        "It has 3 products, 3 steps, 1 session, and holds from the day it is accepted.\n"
    )
    assert (said.err, said.code) == ("", 0)


def test_what_a_plan_leaves_open_is_asked_and_nothing_is_refused(run, plan_file):
    text = plan_file.read_text("utf-8")
    plan_file.write_text(text.replace("[plan]", '[plan]\nadvice = ["Press BL1 a few times a day."]', 1), "utf-8")
    said = run("plan", "check", str(plan_file))
    lines = said.out.splitlines()
    assert (said.err, said.code, lines[2:4]) == ("", 0, ["", "2 questions before you send it:"])
    assert lines[4:6] == [
        '  advice: On which days, or how many times a day, is "a few times"?',
        '    → Say it by the rule of a step, such as { weekdays = ["mon", "thu"] }, and here by a number.',
    ]
    asked = run("plan", "check", str(plan_file), "--json").json["questions"]
    assert [(each["about"], each["where"]) for each in asked] == [("frequency", "advice"), ("never-point", "advice")]


def test_every_problem_has_a_line_and_its_place(run, plan_file):
    said = run("plan", "check", str(broken(plan_file)))
    lines = said.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{plan_file}:32: step")
    assert (said.out, said.code) == ("", 4)


def test_problems_as_json(run, plan_file):
    said = run("plan", "check", "--json", str(broken(plan_file)))
    assert (said.error["kind"], said.error["exit_code"], said.code) == ("bad_plan", 4, 4)
    assert [problem["line"] for problem in said.error["problems"]] == [32, 39]


def test_a_file_that_is_not_there_or_is_a_folder(run, tmp_path):
    assert run("plan", "check", str(tmp_path / "none.toml")).code == 3
    said = run("plan", "check", str(tmp_path))
    assert said.code == 4
    assert said.err.startswith(f"{tmp_path}: This is a folder.")


def test_a_name_with_an_escape_in_it_takes_no_effect(run, tmp_path):
    said = run("plan", "check", str(tmp_path / "a\x1b[31m.toml"))
    assert "\x1b" not in said.err
    assert "<U+001B>" in said.err


def test_the_first_plan_begins_a_record(run, plan_file, own_home):
    said = run("plan", "import", str(plan_file), "--yes")
    assert said.code == 0
    assert " step          Calming gel\n" in said.out
    assert "“me” has no record here yet: taking the plan over begins it." in said.out
    assert Care.open(Home.at(own_home)).present().client.name == "Anna B."
    assert run("done", "gel").code == 0


def test_without_an_answer_nothing_is_written(run, plan_file, own_home):
    said = run("plan", "import", str(plan_file))
    assert "Calming gel" in said.out
    assert said.err == "Nothing was changed, because nobody agreed to it. Add --yes to agree beforehand.\n"
    assert said.code == 9
    assert not own_home.exists()
    told = run("plan", "import", str(plan_file), "--json")
    assert (told.json["imported"], told.error["kind"], told.code) == (False, "not_confirmed", 9)


def test_no_leaves_everything_as_it_is(run, plan_file, own_home, at_a_terminal):
    at_a_terminal(False)
    assert run("plan", "import", str(plan_file)).code == 9
    assert not own_home.exists()
    at_a_terminal(True)
    assert run("plan", "import", str(plan_file)).code == 0
    assert run("today").code == 0


def test_changes_are_listed_with_what_they_were(run, care, plan_file):
    file = next_version(
        plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'), ('name = "Crème légère"', 'name = "Crème"')
    )
    said = run("plan", "import", file, "--yes")
    assert "\nChanged\n" in said.out
    assert " step     Mild cleanser\n        amount: 1–2 pumps → 1 pump\n" in said.out
    assert said.out.endswith("The plan is taken over. `aftercare undo` takes this back.\n")
    assert "1 pump\n" in run("today").out
    run("undo", "--yes")
    assert "1–2 pumps" in run("today").out


def test_a_plan_that_changes_nothing(run, care, plan_file):
    said = run("plan", "import", str(plan_file))
    assert said.out == "“Calm and firm”, version 1, by Ines Moreau, is in force already: nothing changes.\n"
    assert (said.err, said.code) == ("", 0)
    assert run("plan", "import", str(plan_file), "--json").json["imported"] is False


def test_a_plan_that_may_not_be_taken_over(run, care, plan_file):
    next_version(plan_file)
    assert run("plan", "import", str(plan_file), "--yes").code == 0
    plan_file.write_text(plan_file.read_text("utf-8").replace("version = 2", "version = 1"), "utf-8")
    said = run("plan", "import", str(plan_file), "--yes")
    assert said.code == 4
    assert said.err.count("\n") == 1
    assert run("plan", "import", str(broken(plan_file)), "--yes").code == 4


def test_a_plan_for_somebody_else_is_asked_about_and_a_yes_beforehand_is_none_to_that(run, care, plan_file):
    file = next_version(plan_file, ('client = "Anna B."', 'client = "Bea"'))
    said = run("plan", "import", file, "--yes")
    assert "Nothing was changed: look twice: this plan is written for “Bea”, and this is the record of" in said.err
    assert (said.code, care.plan_in_force().version) == (9, 1)
    told = run("plan", "import", file, "--yes", "--json")
    assert (told.json["imported"], told.json["for_another"][:10], told.code) == (False, "Look twice", 9)
    assert run("plan", "import", file, "--yes", "--although-for-another").code == 0
    assert run("plan", "show", "--json").json["plan"]["version"] == 2


def test_another_client_of_that_name_is_told_and_another_way_to_write_the_own_name_is_none(
    run, stands, care, plan_file, own_home
):
    Care.add(Home.at(own_home), "Bea", stands.now)
    file = next_version(plan_file, ('client = "Anna B."', 'client = "BEA."'))
    said = run("plan", "diff", file, "--client", care.folder.name)
    assert "“Bea” has a record of their own here (--client bea)." in said.err
    plan_file.write_text(plan_file.read_text("utf-8").replace('"BEA."', '"anna  b"'), "utf-8")
    assert run("plan", "diff", file, "--client", care.folder.name).err == ""


def test_a_dry_run_lists_each_line_with_its_number_and_writes_nothing(run, care, plan_file):
    file = next_version(plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'), ("[[sessions]]", NEW_STEP))
    assert run("routine", "add", "My tea", "--slot", "evening", "--daily").code == 0
    said = run("plan", "diff", file)
    assert (said.err, said.code) == ("", 0)
    for words in (
        "New\n   1  step  Brow\n        daily · Evening · 10 breaths\n",
        "\nChanged\n",
        "   2  step  Mild cleanser\n",
        "which stay\n  My tea\n",
    ):
        assert words in said.out
    told = run("plan", "diff", file, "--json").json
    assert {each["line"]: each["number"] for each in told["changes"]} == {None: None, "step:cleanse": 2, "step:brow": 1}
    assert (told["imported"], told["own"], told["questions"]) == (False, ["My tea"], [])
    says = {each["line"]: each["says"] for each in told["changes"]}
    assert says == {None: None, "step:cleanse": None, "step:brow": "daily · Evening · 10 breaths"}
    assert care.plan_in_force().version == 1


def test_a_session_that_is_past_and_was_left_asks_nothing(run, care, plan_file):
    more = NEW_STEP.replace(
        "[[sessions]]", '[[sessions]]\nid = "past"\nat = 2026-11-17T09:00:00\nkind = "needles"\n\n[[sessions]]'
    )
    file = next_version(plan_file, ("[[sessions]]", more))
    told = run("plan", "diff", file, "--leave", "session:past", "--json").json
    assert ([each["line"] for each in told["changes"] if each["left"]], told["questions"]) == (["session:past"], [])
    assert "To ask your therapist" not in run("plan", "import", file, "--yes", "--leave", "session:past").out
    assert run("questions", "--json").json["questions"] == []


def test_what_is_left_is_not_taken_over_and_asked_and_can_be_taken_over_later(run, care, plan_file):
    file = next_version(plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'), ("[[sessions]]", NEW_STEP))
    assert run("plan", "import", file, "--yes", "--leave", "1").code == 0
    today = run("today").out
    assert "1 pump\n" in today
    assert "Brow" not in today
    asked = "“Calm and firm” has a new step “Brow”, and I left it out. Shall I take it up?"
    assert asked in " ".join(run("questions").out.split())
    assert run("plan", "import", file, "--yes").out.endswith("nothing is taken over, and nothing was changed.\n")
    assert run("plan", "import", file, "--yes", "--accept", "brow").code == 0
    assert "Brow" in run("today").out
    assert run("plan", "import", file, "--yes").out.endswith("is in force already: nothing changes.\n")
    run("undo", "--yes")
    run("undo", "--yes")
    assert "There is nothing to ask.\n" in run("questions").out
    assert "1–2 pumps" in run("today").out


def test_what_the_client_changed_stays_and_is_asked_until_they_accept_the_plans(run, care, plan_file):
    assert run("routine", "change", "Mild cleanser", "--amount", "3 pumps").code == 0
    file = next_version(plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'))
    said = run("plan", "import", file, "--yes")
    assert "Changed by you, and otherwise by the plan\n" in said.out
    assert "amount: yours is 3 pumps, the plan says 1 pump\n" in said.out
    assert "3 pumps" in run("today").out
    assert "I kept mine: which shall it be?" in " ".join(run("questions").out.split())
    run("undo", "--yes")
    assert run("plan", "import", file, "--yes", "--accept", "conflicts").code == 0
    assert "1 pump\n" in run("today").out


def test_an_own_step_whose_id_a_plan_gives_to_one_of_its_own_stays_unless_that_is_accepted(run, care, plan_file):
    assert run("routine", "add", "My tea", "--slot", "evening", "--daily").code == 0
    (own,) = [each for each in run("routine", "--json").json["steps"] if each["plan"] is None]
    file = next_version(plan_file, ("[[sessions]]", NEW_STEP.replace('id = "brow"', f'id = "{own["id"]}"')))
    told = run("plan", "diff", file, "--json").json
    (line,) = [each for each in told["changes"] if each["own_id"]]
    assert (line["kind"], line["name"], line["left"]) == ("conflict", "My tea", True)
    assert any("Can it have another id?" in each for each in told["questions"])
    assert f"the plan gives its id “{own['id']}” to another step" in run("plan", "diff", file).out
    assert run("plan", "import", file, "--yes").code == 0
    assert own in run("routine", "--json").json["steps"]
    assert run("plan", "import", file, "--yes", "--accept", "conflicts").code == 0
    assert own not in run("routine", "--json").json["steps"]
    run("undo", "--yes")
    assert own in run("routine", "--json").json["steps"]


def test_a_line_that_there_is_not_and_one_that_is_both_left_and_accepted(run, care, plan_file):
    file = next_version(plan_file, ("[[sessions]]", NEW_STEP))
    said = run("plan", "import", file, "--yes", "--leave", "9")
    assert (said.err.count("\n"), said.code) == (1, 2)
    assert run("plan", "diff", file, "--leave", "brow", "--accept", "step:brow").code == 2
    told = run("plan", "diff", file, "--leave", "all", "--accept", "1", "--json").json
    assert [each["left"] for each in told["changes"]] == [False, False]


def test_a_plan_from_a_day_on(run, care, plan_file):
    file = next_version(plan_file, ('amount = "1 fingertip unit"', 'amount = "a drop"'))
    told = run("plan", "import", file, "--yes", "--json", "--date", "2026-11-25").json
    assert (told["effective"], told["imported"], told["plan"], told["version"]) == (
        "2026-11-25",
        True,
        "calm-and-firm",
        2,
    )
    assert {each["kind"] for each in told["changes"]} == {"changed"}


def test_check_json(run, plan_file):
    assert run("plan", "check", str(plan_file), "--json").json == {
        "id": "calm-and-firm",
        "version": 1,
        "title": "Calm and firm",
        "author": "Ines Moreau",
        "client": "Anna B.",
        "written": None,
        "starts": None,
        "products": 3,
        "steps": 3,
        "sessions": 1,
        "questions": [],
    }


def test_the_plan_in_force_and_a_file_in_words(run, care, plan_file):
    shown = run("plan", "show")
    assert shown.out.startswith("Calm and firm, version 1 (calm-and-firm)\nby Ines Moreau: +44 20 7946 0143\n")
    assert "  Calming gel: daily; evening; 1 fingertip unit; then wait 1 min 30 s\n" in shown.out
    assert run("plan", "show", str(plan_file)).out == shown.out
    told = run("plan", "show", str(plan_file), "--json").json
    assert (told["file"], told["plan"]["id"], len(told["plan"]["steps"])) == (True, "calm-and-firm", 3)


def test_without_a_plan_there_is_nothing_to_show(run):
    assert run("start").code == 0
    assert run("plan", "show").code == 3


def test_the_schema_of_the_file(run):
    assert run("plan", "schema").json["required"] == ["format", "plan", "practitioner", "steps"]


def test_an_earlier_plan_comes_back_exactly_and_the_later_one_again(run, stands, care, plan_file):
    before = care.present()
    file = next_version(plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'), ("[[sessions]]", NEW_STEP))
    assert run("plan", "back", "--yes").code == 3
    assert run("plan", "import", file, "--yes").code == 0
    later = Care.open(home_of(care)).present()
    asked = run("plan", "back")
    assert asked.code == 9
    assert "Back to “Calm and firm”, version 1:" in asked.out
    assert "amount: 1 pump → 1–2 pumps" in asked.out
    assert "version 1, is in force again: 2 things changed." in run("plan", "back", "--yes").out
    now = Care.open(home_of(care)).present()
    assert (now.routine, now.sessions, now.programme) == (before.routine, before.sessions, before.programme)
    told = run("plan", "versions", "--json").json["plans"]
    assert [(each["version"], each["in_force"]) for each in told] == [(1, True), (2, False)]
    assert run("plan", "back", "calm-and-firm@1", "--yes").code == 2
    assert run("plan", "back", "calm-and-firm@9", "--yes").code == 3
    assert run("plan", "back", "calm-and-firm@2", "--yes", "--json").json["changed"] == 2
    assert Care.open(home_of(care)).present().routine == later.routine
    run("undo", "--yes")
    assert Care.open(home_of(care)).present().routine == before.routine
    # that it was gone back to and taken back again makes no difference
    assert run("plan", "back", "calm-and-firm@2", "--yes", "--json").json["changed"] == 2
    assert Care.open(home_of(care)).present().routine == later.routine


def test_what_the_client_changed_since_stays_on_going_back_and_is_asked(run, stands, care, plan_file):
    file = next_version(plan_file, ('amount = "1–2 pumps"', 'amount = "1 pump"'), ('"1 fingertip unit"', '"a drop"'))
    assert run("plan", "import", file, "--yes").code == 0
    stands.at(9, day=24)
    assert run("routine", "change", "Mild cleanser", "--amount", "3 pumps").code == 0
    said = run("plan", "back", "--yes")
    assert "Yours stayed, and is asked of your therapist: “Mild cleanser”." in said.out
    today = run("today").out
    assert "3 pumps" in today
    assert "1 fingertip unit" in run("today", "--date", "2026-11-24").out
    assert "a drop" in run("today", "--date", "2026-11-23").out
    assert "kept “Mild cleanser” as I had changed it" in " ".join(run("questions").out.split())


def home_of(care):
    return Home.of(care.folder)
