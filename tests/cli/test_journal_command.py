"""`log` and `journal`."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from aftercare.cli import editor
from aftercare.cli.root import aftercare


@pytest.fixture(autouse=True)
def record(care):
    return care


@pytest.fixture
def at_the_editor(monkeypatch):
    """Lets a test be the person's editor: given the file's text, it gives back what is saved."""

    def sit(write):
        def edit(filename):
            with open(filename, encoding="utf-8") as file:
                begun = file.read()
            with open(filename, "w", encoding="utf-8") as file:
                file.write(write(begun))

        monkeypatch.setattr(editor, "can_edit", lambda: True)
        monkeypatch.setattr("click.edit", edit)

    return sit


def drafts(care):
    return sorted(care.folder.drafts.iterdir()) if care.folder.drafts.exists() else []


def write_some(run):
    run("log", "note", "In the sun all day @sun", "--step", "calm", "--tag", "travel", "--date", "-3")
    run("check-in", "--set", "glow=7", "--set", "nose.redness=2", "--date", "yesterday")
    run("log", "reaction", "--sign", "itch", "--zone", "nose", "--step", "calm", "After a minute")
    run("log", "bruise", "temple-l", "red", "--mm", "6", "--date", "-2")
    run("log", "bruise", "temple-l", "yellow")


def ids(run, *words):
    return [each["id"] for each in run("journal", *words, "--json").json["entries"]]


def test_the_list_is_by_days(run):
    write_some(run)
    out = run("journal").out
    assert [line for line in out.splitlines() if line and not line.startswith(" ")] == [
        "Thursday 19 November 2026",
        "Friday 20 November 2026",
        "Saturday 21 November 2026",
        "Sunday 22 November 2026",
    ]
    for words in ("In the sun all day @sun", "about Calming gel", "@travel", "glow 7; redness 2 (nose)", "itch"):
        assert words in out
    assert "found, temple, left: red, 6 mm" in out
    assert "temple, left: green or yellow" in out


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (("--kind", "bruise"), ["bruise", "bruise-seen"]),
        (("--kind", "check-in"), ["check-in"]),
        (("--zone", "nose"), ["check-in", "reaction"]),
        (("--zone", "temple-l"), ["bruise", "bruise-seen"]),
        (("--measure", "glow"), ["check-in"]),
        (("--measure", "dryness"), []),
        (("--tag", "@SUN"), ["note"]),
        (("--days", "1"), ["reaction", "bruise-seen"]),
        (("--date", "yesterday"), ["check-in"]),
        (("--from", "-3", "--to", "-2"), ["note", "bruise"]),
        (("--from", "2020-01-01", "--to", "2020-02-01"), []),
    ],
)
def test_the_list_is_filtered(run, words, kinds):
    write_some(run)
    # the clock stands, so entries of one day have no order among themselves
    assert sorted(each["kind"] for each in run("journal", *words, "--json").json["entries"]) == sorted(kinds)


def test_an_empty_list_says_so(run):
    assert run("journal").out == "No entry from Monday 9 November 2026 to Sunday 22 November 2026.\n"
    write_some(run)
    assert run("journal", "--tag", "nowhere").out.startswith("No entry that fits from Monday")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "+1"), 2),
        (("--from", "-3", "--days", "2"), 2),
        (("--date", "-1", "--days", "2"), 2),
        (("--days", "0"), 2),
        (("--zone", "elbow"), 3),
        (("--measure", "shine"), 3),
        (("--tag", "two words"), 2),
        (("show", "abc123"), 3),
        (("show", "../../etc"), 3),
        (("delete", "2026-11-000000000000"), 3),
    ],
)
def test_what_cannot_be_is_told(run, words, code):
    write_some(run)
    told = run("journal", *words)
    assert (told.code, told.out) == (code, "")
    assert told.err.strip()


def test_every_version_of_an_entry_is_told_also_of_one_that_is_deleted(run):
    run("log", "note", "Cheeks red")
    (note,) = ids(run)
    run("journal", "edit", note[8:14], "Red until noon")
    told = run("journal", "history", note[8:14]).out
    assert [line.strip() for line in told.splitlines()] == [
        "Sunday 22 November 2026, note",
        "written 2026-11-22 21:04",
        "Cheeks red",
        "changed 2026-11-22 21:04",
        "Red until noon",
    ]
    run("journal", "delete", note[8:14])
    assert run("journal", "history", note).out.endswith("deleted 2026-11-22 21:04\n")
    versions = run("journal", "history", note, "--json").json["versions"]
    assert [each["entry"] and each["entry"]["text"] for each in versions] == ["Cheeks red", "Red until noon", None]
    assert run("journal", "history", "2026-11-000000000000").code == 3
    assert run("journal", "history", "nothing").code == 3


def test_an_entry_is_shown_changed_deleted_and_brought_back(run):
    run("log", "note", "Cheeks red @sun")
    (note,) = ids(run)
    assert "written 2026-11-22 21:04" in run("journal", "show", note[8:14]).out
    changed = run("journal", "edit", note[8:14], "Red until noon", "--tag", "travel", "--json").json
    assert (changed["what"], changed["entry"]["text"], changed["entry"]["tags"]) == (
        "changed",
        "Red until noon",
        ["travel"],
    )
    assert run("journal", "edit", note, "--untag", "sun").code == 2
    assert run("journal", "edit", note, "--untag", "travel", "--json").json["entry"]["tags"] == []
    assert run("journal", "edit", note, "--set", "glow=3").code == 2
    assert run("journal", "delete", note).out == "The note of Sunday 22 November 2026 is deleted.\n"
    assert ids(run) == []
    run("undo")
    assert ids(run) == [note]


def test_an_entry_is_not_emptied_but_deleted(run):
    run("log", "note", "Cheeks red")
    run("check-in", "--set", "glow=7")
    (note,), (check_in,) = ids(run, "--kind", "note"), ids(run, "--kind", "check-in")
    assert run("journal", "edit", note, " ").code == 2
    told = run("journal", "edit", check_in, "--unset", "glow")
    assert (told.code, told.out) == (2, "")
    assert "nothing is left of the check-in" in told.err
    assert set(ids(run)) == {note, check_in}


def test_the_ratings_of_a_check_in_are_changed(run):
    run("check-in", "--set", "glow=7", "--set", "dryness=2")
    (entry,) = ids(run)
    told = run("journal", "edit", entry, "--set", "glow=6", "--unset", "dryness", "--context", "sleep=8", "--json").json
    assert [(each["measure"], each["value"]) for each in told["entry"]["ratings"]] == [("glow", 6)]
    assert run("journal", "edit", entry, "--unset", "dryness").code == 2
    assert run("journal", "edit", entry, "--date", "yesterday", "--json").json["entry"]["day"] == "2026-11-21"
    assert run("journal", "edit", entry, "--date", "2026-10-31").code == 2
    assert run("journal", "edit", entry, "--date", "+1").code == 2


def test_a_bruise_is_followed_until_it_is_gone(run):
    run("log", "bruise", "temple-l", "red", "--mm", "6", "--date", "-2")
    told = run("log", "bruise", "temple-l", "blue", "--mm", "8", "--json").json["entry"]
    assert told["kind"] == "bruise-seen"
    assert (
        run("journal", "bruises")
        .out.splitlines()[1]
        .endswith("temple, left: blue, 8 mm; found Fri 20 Nov, 2 days so far")
    )
    assert run("journal", "follow", told["bruise"], "gone").code == 0
    assert run("journal", "bruises").out.startswith("No bruise is followed.")
    (course,) = run("journal", "bruises", "--all", "--json").json["bruises"]
    assert (course["gone"], course["days"], len(course["seen"])) == (True, 2, 2)
    assert run("log", "bruise", "temple-l", "red", "--json").json["entry"]["kind"] == "bruise"
    assert run("log", "bruise", "temple-l", "pink").code == 2
    assert run("log", "bruise", "temple", "red").code == 3


def test_a_large_bruise_leads_to_help_me(run):
    assert "`aftercare help-me big-bruise`" in run("log", "bruise", "chin", "blue", "--mm", "25").err


def test_two_bruises_of_one_zone_are_told_apart(run):
    run("log", "bruise", "temple-l", "red")
    run("log", "bruise", "temple-l", "red", "--new")
    told = run("log", "bruise", "temple-l", "blue")
    assert told.code == 2
    assert "Several bruises are followed there" in told.err


def test_a_session_is_written_about(run, stands):
    assert run("log", "session", "Relaxed").code == 3
    stands.at(20, day=26)
    told = run("log", "session", "Relaxed", "--said", "Twice a week", "--json").json["entry"]
    assert (told["session"], told["text"], told["said"]) == ("session-6", "Relaxed", "Twice a week")
    assert run("log", "session", "--said", "Only this", "--json").json["entry"]["text"] == ""
    assert "facial needles, Thu 26 Nov" in run("journal", "--kind", "session").out
    changed = run("journal", "edit", told["id"], "--said", "Once a week", "--json").json["entry"]
    assert (changed["text"], changed["said"]) == ("Relaxed", "Once a week")
    run("log", "note", "x")
    note = ids(run, "--kind", "note")[0]
    assert run("journal", "edit", note, "--said", "x").code == 2


def test_the_tags_are_listed_the_most_used_first_and_completed(run):
    assert "No entry has a tag." in run("journal", "tags").out
    write_some(run)
    run("log", "note", "Again @sun", "--date", "2024-03-01")
    assert run("journal", "tags").out.splitlines()[0].split() == ["@sun", "2", "entries"]
    assert run("journal", "tags", "--json").json["tags"] == [
        {"tag": "sun", "entries": 2},
        {"tag": "travel", "entries": 1},
    ]

    def completed(begun):
        shell = ShellComplete(aftercare, {}, "aftercare", "")
        return [each.value for each in shell.get_completions(["journal", "--tag"], begun)]

    assert (completed("@t"), completed("s")) == (["@travel"], ["sun"])


def edited(run, kind, *words):
    """The entry of that kind after `journal edit` with these words."""
    (entry,) = ids(run, "--kind", kind)[-1:]
    return run("journal", "edit", entry, *words, "--json").json["entry"]


def test_the_parts_of_an_entry_are_changed(run, stands):
    write_some(run)
    told = edited(run, "reaction", "--sign", "welts", "--sign", "itch", "--zone", "chin", "--step", "none")
    assert (told["signs"], told["zones"], told["step"], told["text"]) == (
        ["welts", "itch"],
        ["chin"],
        None,
        "After a minute",
    )
    assert edited(run, "reaction", "--zone", "none", "--product", "gel")["zones"] == []
    assert edited(run, "note", "--step", "none")["step"] is None
    assert edited(run, "note", "--step", "cream")["step"] == "cream"
    # of the two that tell of the bruise the last one says how it was found
    by_kind = {each["kind"]: each["id"] for each in run("journal", "--kind", "bruise", "--json").json["entries"]}
    changed = run("journal", "edit", by_kind["bruise"], "--zone", "chin", "--stage", "blue", "--mm", "none", "--json")
    told = changed.json["entry"]
    assert (told["zones"], told["stage"], told["millimetres"]) == (["chin"], "blue", None)
    gone = run("journal", "edit", by_kind["bruise-seen"], "--stage", "gone", "--json").json["entry"]
    assert gone["stage"] == "none"
    stands.at(20, day=26)
    run("log", "session", "Relaxed")
    assert edited(run, "session", "--session", "session-6")["session"] == "session-6"


@pytest.mark.parametrize(
    ("kind", "words", "told"),
    [
        ("note", ("--sign", "itch"), "--sign does not go with a note."),
        ("check-in", ("--zone", "chin"), "--zone does not go with a check-in."),
        ("reaction", ("--mm", "4"), "--mm does not go with a reaction."),
        ("reaction", ("--sign", "none", "--zone", "none", ""), "Then nothing is left of the reaction."),
        ("bruise", ("--mm", "0"), "0 mm is no size of a bruise."),
        ("bruise", ("--mm", "wide"), "“wide” is no number of millimetres."),
    ],
)
def test_a_part_that_an_entry_cannot_have_is_told(run, kind, words, told):
    write_some(run)
    (entry,) = ids(run, "--kind", kind)[-1:]
    answer = run("journal", "edit", entry, *words)
    assert (answer.code, told in answer.err) == (2, True), answer.err


def test_words_come_from_standard_input_too(run):
    run("log", "note", "-", given="First line\nSecond line")
    assert run("journal", "--json").json["entries"][0]["text"] == "First line\nSecond line"
    run("log", "note", given="Piped")
    assert "Piped" in [each["text"] for each in run("journal", "--json").json["entries"]]


def test_without_words_and_without_a_terminal_the_text_is_missing(run):
    assert run("log", "note").code == 2
    assert run("log", "reaction").code == 2
    assert run("log", "reaction", "--sign", "welts").code == 0


def test_the_editor_opens_with_a_template_and_keeps_what_stands_above_its_line(run, at_the_editor, care):
    at_the_editor(lambda begun: f"Cheeks red @sun\n# not a remark{begun}")
    run("log", "note")
    assert run("journal", "--json").json["entries"][0]["text"] == "Cheeks red @sun\n# not a remark"
    assert drafts(care) == []


def test_the_template_of_a_session_has_two_parts(run, at_the_editor, stands):
    stands.at(20, day=26)
    at_the_editor(lambda begun: begun.replace("Said:", "Said:\nTwice a week", 1) if "Said:" in begun else "")
    told = run("log", "session", "--json").json["entry"]
    assert (told["text"], told["said"]) == ("", "Twice a week")


def test_an_editor_that_is_left_as_it_was_keeps_nothing(run, at_the_editor, care):
    at_the_editor(lambda begun: begun)
    told = run("log", "note")
    assert told.code == 2
    assert "Nothing was written" in told.err
    assert drafts(care) == []


def test_what_was_written_in_the_editor_is_not_lost_where_it_cannot_be_kept(run, at_the_editor, care):
    at_the_editor(lambda begun: "My words\u202e")
    told = run("log", "note")
    assert told.code == 2
    (file,) = drafts(care)
    assert str(file) in told.err
    assert "My words" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


def test_an_entry_is_edited_in_the_editor(run, at_the_editor):
    run("log", "note", "Cheeks red")
    (note,) = ids(run)
    at_the_editor(lambda begun: begun.replace("Cheeks red", "Cheeks pink"))
    assert run("journal", "edit", note, "--json").json["entry"]["text"] == "Cheeks pink"


def test_text_of_people_is_shown_literally(run):
    run("log", "note", "[bold]x[/oops] {0} %s")
    assert "[bold]x[/oops] {0} %s" in run("journal").out


def test_the_face_tells_each_layer_by_zones(run):
    write_some(run)
    run("check-in", "--set", "chin.tension=7", "--date", "-4")
    assert run("journal", "face").out == "Saturday 21 November 2026\n  Nose                        Redness: 2 of 10\n"
    told = run("journal", "face", "--measure", "tension", "--json").json
    assert (told["shown"], told["measure"], told["day"], told["since"]) == ("ratings", "tension", "2026-11-18", None)
    (zone,) = told["zones"]
    assert (zone["zone"], zone["value"], zone["yesterday"]) == ("chin", 7, False)
    for day in (-28, -27, -26, -3, -2):
        run("check-in", "--set", f"nose.redness={6 if day < -20 else 2}", "--date", str(day))
    told = run("journal", "face", "changes", "--since", "2026-10-20", "--json").json
    assert (told["since"], [(each["zone"], each["value"]) for each in told["zones"]]) == (
        "2026-10-20",
        [("nose", -4.0)],
    )
    assert "Temple, left                bruise, green or yellow, not measured" in run("journal", "face", "bruises").out
    (bruise,) = run("journal", "face", "bruises", "--json").json["zones"]
    assert (bruise["stage"], bruise["millimetres"], bruise["value"]) == ("green or yellow", None, None)
    assert run("journal", "face", "photos").out == "Close-ups\n  Nothing is written down of it.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("points", "--since", "-3"), "as it is now"),
        (("ratings", "--since", "-3"), "Ratings are of a day."),
        (("--date", "tomorrow"), "is still to come"),
        (("changes", "--since", "today"), "is not before the day that is shown"),
        (("profile",), "profile"),
    ],
)
def test_what_the_face_cannot_be_asked(run, words, says):
    said = run("journal", "face", *words)
    assert (said.out, said.code) == ("", 2)
    assert says in said.err
