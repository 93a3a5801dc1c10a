"""`routine`."""

import pytest


@pytest.fixture(autouse=True)
def record(care):
    return care


def steps(run):
    return {each["name"]: each for each in run("routine", "--json").json["steps"]}


def test_the_steps_stand_by_part_of_the_day_with_their_rules(run):
    lines = run("routine").out.splitlines()
    assert lines[0] == "Morning"
    assert "  Crème légère   Sun" in lines


def test_a_step_is_added_changed_moved_ended_and_all_is_undone(run):
    begun = steps(run)
    said = run("routine", "add", "Blue gel", "--kind", "gel", "--slot", "evening", "--every", "3", "--wait", "2 min")
    assert said.out == "“Blue gel” is added: every 3 days from Sun 22 Nov 2026 (your own).\n"
    assert run("routine", "change", "blue", "--on", "mon,thu", "--times", "4").code == 0
    assert steps(run)["Blue gel"]["days"] == "Mon, Thu, 4 times from Sun 22 Nov 2026"
    assert run("routine", "move", "blue", "--before", "cleanse").out.startswith("“Blue gel” is moved")
    assert next(iter(steps(run))) == "Blue gel"
    run("routine", "end", "blue", "--on", "2026-12-01")
    assert steps(run)["Blue gel"]["until"] == "2026-11-30"
    assert [run("undo").out for _ in range(4)] == [
        "Taken back: ending “Blue gel”.\n",
        "Taken back: moving “Blue gel”.\n",
        "Taken back: changing “Blue gel”.\n",
        "Taken back: adding “Blue gel”.\n",
    ]
    assert steps(run) == begun


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (("--daily",), "daily"),
        (("--cycle", "4", "--due", "1,3"), "days 1, 3 of 4 from Sun 22 Nov 2026, after a break again at day 4"),
        (
            ("--phases", "mon thu for 2 weeks, then every 2 days"),
            "from Sun 22 Nov 2026 Mon, Thu for 2 weeks, then every other day",
        ),
        (("--after-session", "24-96"), "from 24 h to 96 h after each session"),
        (("--since-use", "72"), "at least 72 h after the last time"),
        (("--to", "2026-11-30"), "daily, from Sun 22 Nov 2026 to Mon 30 Nov 2026"),
    ],
)
def test_every_rule_can_be_written(run, words, days):
    told = run("routine", "add", "Massage", "--activity", "massage", "--slot", "evening", *words, "--json").json
    assert (told["what"], told["step"]["days"], told["step"]["activity"]) == ("added", days, "massage")
    assert run("routine", "change", "massage", "--amount", "5 min", "--json").json["step"]["days"] == days


def test_a_step_ended_on_its_first_day_keeps_what_was_answered_and_frees_its_name(run):
    run("routine", "add", "Blue gel", "--kind", "gel", "--slot", "evening")
    run("done", "blue")
    assert run("routine", "end", "blue").out == "“Blue gel” is ended on its first day; what was answered stays.\n"
    assert "Blue gel" not in steps(run)
    assert "✓ Blue gel" in run("today").out
    run("routine", "add", "Blue gel", "--activity", "rest", "--slot", "evening")
    assert run("routine", "change", "blue", "--amount", "5 min", "--json").json["step"]["activity"] == "rest"


def test_a_part_of_the_day_is_made_moved_and_used(run):
    made = run("routine", "slot", "noon", "12:30", "--name", "Lunch break", "--json").json
    assert made == {"client": "me", "what": "added", "slot": {"id": "noon", "name": "Lunch break", "at": "12:30:00"}}
    assert run("routine", "slot", "noon", "12:45", "--from", "2026-12-01").out == (
        "“Lunch break” is changed: 12:45 from Tue 1 Dec 2026 on.\n"
    )
    assert run("routine", "slot", "noon", "12:45", "--json").json["what"] == "kept"
    assert run("routine", "add", "Walk", "--activity", "other", "--slot", "noon").code == 0
    assert "Lunch break 12:30" in run("today").out


def test_a_step_may_bring_its_part_of_the_day(run):
    words = ("--slot", "tea time 16:00", "--slot", "evening")
    assert run("routine", "add", "Tea", "--activity", "rest", *words, "--json").json["step"]["slots"] == [
        "evening",
        "tea-time",
    ]
    said = run("routine", "add", "Walk", "--activity", "rest", "--slot", "noon")
    assert (said.code, "--slot “noon 12:30”" in said.err) == (3, True)


def test_a_step_as_needed_belongs_to_no_part_of_the_day(run):
    told = run("routine", "add", "Spot", "--activity", "rest", "--as-needed", "2", "--apart", "4", "--json").json[
        "step"
    ]
    assert (told["days"], told["slots"]) == ("as needed, at most 2 a day, 4 h apart", [])
    run("routine", "add", "Balm", "--activity", "rest", "--slot", "evening")
    assert run("routine", "change", "balm", "--as-needed", "1", "--json").json["step"]["slots"] == []
    for words in (("add", "x", "--as-needed", "2"), ("change", "balm")):
        assert "belongs to no part of the day" in run("routine", *words, "--slot", "evening").err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("change", "calm"), "Nothing to change was named."),
        (("add", "x", "--slot", "evening", "--kind", "serumm"), "Did you mean serum? All kinds: "),
        (("add", "x", "--slot", "evening", "--phases", "mon thu for 2 weeks"), "A single stage has nothing"),
        (("add", "x", "--slot", "evening", "--after-session", "96-24"), "The hours after a session end, 24, before"),
    ],
)
def test_an_error_names_what_would_be_right(run, words, says):
    before = steps(run)
    said = run("routine", *words)
    assert (said.out, said.code) == ("", 2)
    assert says in said.err
    assert steps(run) == before


def test_taking_essential_away_is_a_change(run):
    run("routine", "change", "calm", "--essential")
    assert run("routine", "change", "calm", "--not-essential", "--json").json["step"]["essential"] is False


def test_the_preview_is_a_grid(run):
    lines = run("routine", "preview", "--days", "9").out.splitlines()
    assert lines[0].split() == ["23", "Nov", "30", "Nov"]
    assert "Crème légère   ·│      ·│" in [line.rstrip() for line in lines]
    rows = run("routine", "preview", "--json").json["rows"]
    assert {len(row["days"]) for row in rows} == {28}


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x"),
        ("add", " ", "--slot", "evening"),
        ("add", "x", "--slot", "evening", "--activity", "magnets"),
        ("add", "x", "--slot", "evening", "--kind", "potion"),
        ("add", "x", "--slot", "evening", "--every", "3", "--on", "mon"),
        ("add", "x", "--slot", "evening", "--from", "2026-11-01"),
        ("add", "x", "--slot", "evening", "--on", "someday"),
        ("add", "x", "--slot", "evening", "--cycle", "4", "--due", "9"),
        ("change", "calm", "--to", "2026-11-01"),
        ("move", "calm"),
        ("end", "calm", "--on", "2026-11-01"),
        ("slot", "noon"),
        ("slot", "noon", "25:00"),
        ("slot", "evening", "21:30", "--from", "2026-11-01"),
    ],
)
def test_what_cannot_be_done(run, words):
    before = steps(run)
    said = run("routine", *words)
    assert (said.out, said.code) == ("", 2)
    assert said.err.count("\n") == 1
    assert steps(run) == before
