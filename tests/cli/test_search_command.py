"""`search`: the journal searched for words."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from aftercare.cli.root import aftercare


@pytest.fixture(autouse=True)
def record(care):
    return care


@pytest.fixture(autouse=True)
def written(run, record):
    run("log", "note", "A long walk in the wind, the sea, and at its end a red nose @travel", "--date", "2026-11-03")
    run("log", "note", "Red.", "--date", "2026-09-14")
    run("log", "note", "Crème brûlée for dessert", "--date", "-2")
    run("log", "reaction", "--sign", "itch", "--zone", "nose", "--step", "calm", "Red after a minute")
    run("check-in", "--set", "nose.redness=2", "--text", "calm, not red", "--date", "yesterday")


def texts(run, *words):
    return [each["text"] for each in run("search", *words, "--json").json["entries"]]


def test_the_best_comes_first(run):
    assert texts(run, "red")[0] == "Red."
    assert texts(run, "red")[-1].startswith("A long walk")


def test_case_and_accents_do_not_count_and_a_word_finds_what_begins_with_it(run):
    assert texts(run, "BRULEE") == texts(run, "brûl") == ["Crème brûlée for dessert"]


def test_a_phrase_stands_together_and_a_minus_leaves_out(run):
    assert texts(run, '"red nose"') == ["A long walk in the wind, the sea, and at its end a red nose @travel"]
    assert texts(run, '"nose red"') == []
    assert set(texts(run, "red -nose")) == {"Red."}


def test_what_was_found_is_marked_where_colours_are(monkeypatch):
    monkeypatch.setattr("aftercare.cli.terminal.coloured", lambda: True)
    out = CliRunner().invoke(aftercare, ["search", "brulee"], color=True).stdout
    assert "  Crème \x1b[33m\x1b[1mbrûlée\x1b[0m for dessert\n" in out


def test_each_hit_is_told_with_its_day_kind_and_id(run):
    (hit,) = run("search", "dessert", "--json").json["entries"]
    out = run("search", "dessert").out
    assert out.splitlines() == [f"Fri 20 Nov 2026  note  {hit['id'][8:14]}", "  Crème brûlée for dessert"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (
            ("--from", "2026-11-01", "--to", "2026-11-10"),
            {"A long walk in the wind, the sea, and at its end a red nose @travel"},
        ),
        (("--to", "2026-10-01"), {"Red."}),
        (("--kind", "reaction"), {"Red after a minute"}),
        (("--zone", "nose"), {"Red after a minute", "calm, not red"}),
        (("--measure", "redness"), {"calm, not red"}),
        (("--tag", "travel"), {"A long walk in the wind, the sea, and at its end a red nose @travel"}),
        (("--product", "gel"), {"Red after a minute"}),
        (("--session", "session-6"), set()),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else "",
)
def test_the_filters_of_the_journal_go_with_it(run, options, found):
    assert set(texts(run, "red", *options)) == found


def test_at_most_so_many_and_that_there_are_more(run):
    answer = run("search", "red", "--most", "2", "--json").json
    assert (len(answer["entries"]), answer["more"], answer["searched"]) == (2, True, "red")
    assert run("search", "red", "--most", "2").out.endswith("4 entries fit; --most shows more than 2.\n")
    # what passes a filter is not counted before it is read
    filtered = run("search", "red", "--most", "1", "--kind", "note").out
    assert filtered.endswith("There are more; --most shows more than 1.\n")
    assert not run("search", "dessert", "--json").json["more"]


def test_nothing_found_is_said(run):
    assert run("search", "unicorn").out == "Nothing in the journal fits “unicorn”.\n"
    assert run("search", "unicorn", "--json").json["entries"] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("...",), "There is no word to search for."),
        (("--", "-red"), "Only what must not be there is named."),
        (("red", "--from", "2026-11-10", "--to", "2026-11-01"), "The period ends before it begins."),
        (("red", "--zone", "elbow"), "There is no zone “elbow”."),
        (("red", "--session", "never"), "There is no session “never”."),
        (("red", "--from", "someday"), "“someday” is not a day."),
        (("red", "--date", "yesterday"), "--date"),
        ((" ".join(["red"] * 21),), "These are more than 20 words."),
    ],
)
def test_bad_input_is_said_in_a_sentence(run, words, said):
    answer = run("search", *words)
    assert answer.code != 0
    assert said in answer.err


def test_what_is_deleted_is_found_no_more_and_undo_brings_it_back(run):
    (hit,) = run("search", "dessert", "--json").json["entries"]
    run("journal", "delete", hit["id"])
    assert texts(run, "dessert") == []
    run("undo")
    assert texts(run, "dessert") == ["Crème brûlée for dessert"]
