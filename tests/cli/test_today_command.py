"""`today`, and the options that every command takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aftercare.care import Care, Home
from aftercare.model.check_off import Occurrence

MONDAY = "2026-11-23"


@pytest.fixture(autouse=True)
def record(care):
    return care


def test_the_day_in_full(run, stands, record):
    record.tick(Occurrence("cleanse", stands.now.date(), "morning"), stands.now.replace(hour=7, minute=41))
    record.skip(Occurrence("cream", stands.now.date(), "evening"), "too warm", stands.now)
    record.note("Cheeks a little red,\nless than yesterday", stands.now, step="calm")
    said = run("today")
    assert said.out == (
        "Sunday 22 November 2026  Anna B.\n"
        "\n"
        "Morning 07:30  1 of 2 done\n"
        "  ✓ Mild cleanser  done 07:41  1–2 pumps\n"
        "  · Crème légère   to do\n"
        "\n"
        "Evening 21:00, now  0 of 3 done\n"
        "  · Mild cleanser  to do       1–2 pumps\n"
        "  · Calming gel    to do       1 fingertip unit, then wait 1 min 30 s\n"
        "  – Crème légère   skipped: too warm\n"
        "\n"
        "Notes\n"
        "  1  21:04  Calming gel: Cheeks a little red,\n"
        "            less than yesterday\n"
        "\n"
        "Next session: Thursday 26 November 2026, 17:30 (in 4 days): facial needles, with Ines Moreau\n"
    )
    assert (said.err, said.code) == ("", 0)


def test_a_day_gone_by_and_one_to_come(run):
    yesterday = run("today", "--date", "yesterday").out
    assert yesterday.startswith("Saturday 21 November 2026 (yesterday)")
    assert "○ Mild cleanser  missed" in yesterday
    assert "Crème" not in yesterday
    assert run("--date", "2026-11-21", "today").out == yesterday
    assert run("today", "--date", MONDAY).out.startswith("Monday 23 November 2026 (tomorrow)")
    assert run("today", "--date", "today").out == run("today").out


def test_an_answer_given_on_another_day_says_so(run, stands, record):
    stands.at(9, day=23)
    record.tick(Occurrence("calm", datetime(2026, 11, 22, tzinfo=UTC).date(), "evening"), stands.now)
    assert "done Mon 23 Nov 09:00" in run("today", "--date", "yesterday").out


def test_after_midnight_it_is_still_the_evening_before(run, stands):
    stands.at(1, 30, day=23)
    assert run("today").out.startswith("Sunday 22 November 2026")


@pytest.mark.parametrize("typed", ["22.11.2026", "2026-13-01", "2026-11-31", "soon", "", "٢٠٢٦-١١-٢٢"])
def test_what_is_no_date(run, typed):
    said = run("today", "--date", typed)
    assert said.err == f"“{typed}” is not a day. Write it like 2026-11-30, tomorrow, thu, or +7 for in a week.\n"
    assert (said.out, said.code) == ("", 2)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tomorrow", "Monday 23"),
        ("thu", "Thursday 26"),
        ("sunday", "Sunday 29"),
        ("+2", "Tuesday 24"),
        ("-1", "Saturday 21"),
    ],
)
def test_a_day_may_be_said_in_words(run, typed, told):
    assert run("today", "--date", typed).out.startswith(f"{told} November 2026")


def test_a_day_with_nothing_and_a_record_without_steps(run, stands, own_home):
    assert "Nothing is due on this day." in run("today", "--date", "2026-11-01").out
    Care.start(Home.at(own_home), stands.now, "bea")
    assert "There are no steps yet. `aftercare plan import FILE` takes over" in run("today", "--client", "bea").out


def test_without_a_record(run, tmp_path):
    said = run("--home", str(tmp_path / "nothing"), "today")
    assert said.err.count("\n") == 1
    assert said.err.startswith("There is no record of “me” here yet.")
    assert (said.out, said.code) == ("", 3)
    assert not (tmp_path / "nothing").exists()


def test_which_of_several_clients(run, stands, own_home):
    Care.start(Home.at(own_home), stands.now, "bea", name="Bea")
    said = run("today")
    assert said.err == "Several clients have a record here. Say which with --client: bea, me.\n"
    assert said.code == 3
    for words in (
        ("--client", "bea", "today"),
        ("today", "--client", "bea"),
        ("--client", "me", "today", "--client", "bea"),
    ):
        assert run(*words).out.startswith("Sunday 22 November 2026  Bea\n")
    assert run("today", "--client", "../../etc").code == 2


def test_another_home(run, own_home, tmp_path, monkeypatch):
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "elsewhere"))
    assert run("today").code == 3
    assert run("today", "--home", str(own_home)).code == run("--home", str(own_home), "today").code == 0
    assert run("today", "--home", "").code == 2


def test_without_a_command_and_without_a_terminal_the_day_is_told(run):
    assert run().out == run("today").out
    assert run("--json").json == run("today", "--json").json
    assert run("--date", "yesterday").out == run("today", "--date", "yesterday").out


def test_notices_go_beside_the_answer(run, record):
    log = next(record.folder.records.glob("profile.*.log"))
    with log.open("ab") as file:
        file.write(b"0000000000000000 {}\n")
    said = run("today")
    assert said.out.startswith("Sunday")
    assert said.err.count("\n") == 1
    assert "damaged line" in said.err
    assert said.code == 0
    told = run("today", "--json")
    assert [each["kind"] for each in told.json["notices"]] == ["lines_set_aside"]
    assert told.err == ""


def test_text_from_people_takes_no_effect(run, own_home, stands, record):
    path = record.folder.records
    record.note("harmless", stands.now)
    log = next(path.glob("2026-11.*.log"))
    assert b"harmless" in log.read_bytes()
    # a device with another program may have let anything in: what counts is what comes out
    from aftercare.cli.terminal import literal, literal_lines

    assert literal("a\x1b[31mb\x9b0m\u202e[red]{0}%s\nc\td") == "a<U+001B>[31mb<U+009B>0m<U+202E>[red]{0}%s c d"
    assert literal_lines("a\n\x1b]0;x\x07") == ["a", "<U+001B>]0;x<U+0007>"]


def test_columns_are_aligned_by_displayed_width():
    from aftercare.cli.terminal import table, width

    assert [width(text) for text in ("abc", "é", "e\u0301", "面霜", "ｆ")] == [3, 1, 1, 4, 2]
    assert table([("面霜", "x", "a"), ("abc", "yy", "b")]) == ["面霜  x   a", "abc   yy  b"]


def test_json(run, stands, record):
    record.tick(Occurrence("cleanse", stands.now.date(), "evening"), stands.now)
    told = run("today", "--json").json
    assert {key: told[key] for key in ("client", "name", "day", "today")} == {
        "client": "me",
        "name": "Anna B.",
        "day": "2026-11-22",
        "today": "2026-11-22",
    }
    assert [(slot["id"], slot["at"], slot["current"], len(slot["steps"])) for slot in told["slots"]] == [
        ("morning", "07:30:00", False, 2),
        ("evening", "21:00:00", True, 3),
    ]
    assert told["slots"][1]["steps"][:2] == [
        {
            "id": "cleanse",
            "name": "Mild cleanser",
            "slot": "evening",
            "state": "done",
            "at": "2026-11-22T21:04:00Z",
            "reason": None,
            "product": "Mild cleanser",
            "amount": "1–2 pumps",
            "wait_seconds": 0,
            "instruction": "",
            "zones": [],
            "essential": False,
            "ask": False,
            "until": None,
            "because": None,
        },
        {
            "id": "calm",
            "name": "Calming gel",
            "slot": "evening",
            "state": "pending",
            "at": None,
            "reason": None,
            "product": "Calming gel",
            "amount": "1 fingertip unit",
            "wait_seconds": 90,
            "instruction": "Thinly.",
            "zones": [],
            "essential": False,
            "ask": False,
            "until": None,
            "because": None,
        },
    ]
    assert told["next_session"] == {
        "id": "session-6",
        "at": "2026-11-26T17:30:00",
        "kind": "facial needles",
        "number": None,
    }
    assert told["practitioner"]["name"] == "Ines Moreau"
    assert told["notes"] == told["notices"] == []


def test_json_holds_no_character_that_takes_effect():
    import json

    from aftercare.cli.json_shape import encoded
    from aftercare.cli.record_shapes import UndoneShape

    title = "a\x1b[31m\x9b\u202e\u2028\udc9b é 面 👩🏽\u200d⚕️ \U000e0041"
    text = encoded(UndoneShape(client="me", deed="note", titles=(title,)))
    assert all(sign.isprintable() or sign in "\n\u200d" for sign in text)
    assert json.loads(text)["titles"] == [title.replace("\udc9b", "?")]


@pytest.fixture
def held_night(care, run, stands):
    """A prescribed cream, a steroid that nobody marked, and an acid, on the evening of a session."""
    for name, kind, ingredients in (
        ("Night cream", "rx-topical", "tretinoin 0.05%"),
        ("Itch cream", "moisturiser", "hydrocortisone"),
        ("Peel", "exfoliant", "glycolic acid"),
    ):
        assert run("shelf", "add", name, "--kind", kind, "--ingredients", ingredients).code == 0
        assert run("routine", "add", f"Use {name}", "--product", name, "--slot", "evening").code == 0
    stands.at(8)
    run("session", "add", "2026-11-22", "17:30", "facial needles")
    stands.at(21, 4)
    run("session", "took-place", "2026-11-22")


def _of(lines, name):
    at = next(number for number, line in enumerate(lines) if name in line)
    return lines[at], lines[at + 1] if at + 1 < len(lines) else ""


@pytest.mark.usefixtures("held_night")
def test_what_stays_due_under_a_hold_says_what_to_ask_and_who_says_so(run):
    lines = run("today").out.splitlines()
    step, question = _of(lines, "Use Night cream")
    assert "to do" in step
    assert question.startswith("    ? It is prescribed, so it stays due: ask the prescriber or your therapist.")
    assert "Tretinoin rests" in question
    assert "Who says so:" in question
    step, question = _of(lines, "Use Peel")
    assert "‖" in step
    assert "?" not in question


@pytest.mark.usefixtures("held_night")
def test_of_a_steroid_that_nobody_marked_it_is_not_claimed_that_it_is_prescribed(run):
    step, question = _of(run("today").out.splitlines(), "Use Itch cream")
    assert "to do" in step
    assert question.startswith(
        "    ? It has something in it that is usually on prescription, so it stays due: "
        "ask your prescriber or therapist."
    )
    assert "is prescribed" not in question
    assert "is prescribed" not in run("why", "Use Itch cream").out


@pytest.mark.usefixtures("held_night")
def test_json_says_that_it_asks_and_why(run):
    steps = [each for slot in run("today", "--json").json["slots"] for each in slot["steps"]]
    asked = {each["name"]: (each["ask"], each["state"], each["because"]) for each in steps if each["name"][:3] == "Use"}
    assert [(name, ask, state) for name, (ask, state, _) in asked.items()] == [
        (name, ask, state)
        for name in asked
        for ask, state in [(name != "Use Peel", "held" if name == "Use Peel" else "pending")]
    ]
    assert all("Who says so:" in because for _, _, because in asked.values())
    run("done", "Use", "Night", "cream")
    assert "Night cream" not in "".join(line for line in run("today").out.splitlines() if line.startswith("    ?"))


@pytest.mark.usefixtures("held_night")
def test_what_is_held_is_kept_as_done_with_a_word(run):
    said = run("done", "use", "peel")
    assert said.out == (
        "✓ Use Peel, evening: done 21:04. It is held to Wed 25 Nov 18:30 and is kept as done all the same: "
        "`aftercare why` says who has it rest.\n"
    )
    assert said.code == 0
    step, _ = _of(run("today").out.splitlines(), "Use Peel")
    assert "done 21:04" in step
    assert "held to" not in run("done", "cleanser").out


@pytest.mark.usefixtures("held_night")
def test_what_to_leave_out_after_a_session_stands_there_until_when(run):
    told = run("today").out
    assert "After facial needles, Sun 22 Nov\n" in told
    assert "  Leave out until Mon 18:30: " in told
    assert "make-up and shared brushes" in told
    assert "`aftercare after` tells why, and who says so." in told
    assert "Leave out" not in run("today", "--date", "yesterday").out
