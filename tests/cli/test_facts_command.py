"""`facts`: looked up without any record."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from aftercare.cli.root import aftercare


def test_the_tables_are_listed_with_their_numbers(run):
    lines = run("facts").out.splitlines()
    assert any(line.split() == ["holds", "23", "what", "usually", "rests", "after", "a", "session"] for line in lines)
    told = run("facts", "--json").json["tables"]
    assert [each["table"] for each in told] == [line.split()[0] for line in lines]


def test_a_row_tells_its_grade_and_its_source_in_words(run):
    told = run("facts", "perfume and essential oils").out
    assert told.startswith("Perfume and essential oils  (holds, fragrance)\n")
    assert "C: a convention of clinics and the trade, without a trial" in told
    assert "Lir Beauty, a clinic: preparation (lirbeauty.com/preparation)" in told


def test_what_nobody_has_written_down_says_so(run):
    assert "no source is known" in run("facts", "waxing").out


@pytest.mark.parametrize("name", ["hair-removal", "Hair Removal", "WAXING and THREADING", "wáxing"])
def test_a_row_goes_by_its_id_its_label_and_other_words(run, name):
    assert [each["id"] for each in run("facts", name, "--json").json["facts"]] == ["hair-removal"]


def test_one_name_may_stand_in_several_tables(run):
    found = run("facts", "retinoid", "--json").json["facts"]
    assert {each["table"] for each in found} >= {"holds", "product_kinds", "ingredient_classes"}


def test_what_has_the_name_itself_comes_before_what_is_also_called_so(run):
    ids = [each["id"] for each in run("facts", "magnets", "--json").json["facts"]]
    assert ids.index("micromagnets") > ids.index("magnets")


def test_a_table_lists_its_rows(run):
    lines = run("facts", "red flags").out.splitlines()
    assert len(lines) == len(run("facts", "red_flags", "--json").json["facts"])
    assert any(line.split(maxsplit=2)[:2] == ["wheeze", "A"] for line in lines)


def test_a_point_says_that_it_is_not_for_the_clients_own_hands(run):
    lines = run("facts", "bl1").out.splitlines()
    assert "  for the client's own hands  no" in lines


def test_a_source_goes_by_its_number(run):
    found = run("facts", "S39", "--json").json["facts"]
    assert [(each["label"], each["grade"]) for each in found] == [("NHS: anaphylaxis", None)]


def test_a_schedule_is_told_in_words(run):
    assert "Mon, Thu for 2 weeks, then Mon, Wed, Fri for 2 weeks" in run("facts", "retinoid-start").out


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("retinol strt", "Did you mean “retinol start”?"),
        ("hols", "Did you mean “holds”?"),
        ("tongue", "Did you mean “swelling of the throat, the tongue or the lips”?"),
        ("qqqqqq", "`aftercare facts` lists the tables."),
    ],
)
def test_an_unknown_name_suggests_the_nearest(run, typed, hint):
    said = run("facts", typed)
    assert (said.out, said.code) == ("", 3)
    assert said.err == f"Nothing is known here about “{typed}”. {hint}\n"


def test_a_day_is_not_dropped_in_silence(run):
    assert run("facts", "--date", "yesterday").code == 2


def test_what_was_typed_takes_no_effect_on_the_terminal(run):
    assert "\x1b" not in run("facts", "\x1b[31mred").err


def test_the_shell_completes_names():
    environment = {"_AFTERCARE_COMPLETE": "bash_complete", "COMP_WORDS": "aftercare facts hair", "COMP_CWORD": "2"}
    result = CliRunner().invoke(aftercare, prog_name="aftercare", env=environment)
    assert "plain,hair-removal" in result.stdout.splitlines()
