"""`ingredients read`: from a file, a pipe or the command line, in words and as JSON."""

from __future__ import annotations

import os

import pytest

from aftercare.care import Care, Home

LABEL = "Aqua, Glycerin, Retinol 0,5 %, Glycolic Acyd, Moorlauge, Parfum. May contain: CI 77491"


def test_what_is_known_nearly_and_not_is_told(run):
    lines = run("ingredients", "read", "--text", LABEL).out.splitlines()
    assert lines[0] == "5 ingredients known, 1 nearly, 1 not known."
    assert [line.split("  ")[0] for line in lines[1:6]] == ["Aqua", "Glycerin", "Retinol 0,5 %", "Parfum", "CI 77491"]
    assert lines[6:10] == [
        "Nearly known, and not taken:",
        "  Glycolic Acyd: perhaps Glycolic acid",
        "Not known:",
        "  Moorlauge",
    ]


def test_what_an_ingredient_means_is_told_in_short(run):
    (line,) = [each for each in run("ingredients", "read", "--text", LABEL).out.splitlines() if "Retinol" in each]
    for words in ("Retinoid", "evening", "skin burns more easily", "ask your doctor", "rests 48 h", "above 0.3 %"):
        assert words in line


def test_what_is_prescribed_is_never_held_but_asked_about(run):
    (line,) = [
        each for each in run("ingredients", "read", "--text", "Tretinoin").out.splitlines() if "Retinoid" in each
    ]
    assert "ask the prescriber" in line
    assert "rests" not in line


def test_as_json(run):
    said = run("ingredients", "read", "--text", LABEL, "--json").json
    retinol = next(each for each in said["known"] if each["id"] == "retinol")
    assert (retinol["percent"], retinol["classes"], retinol["hold_hours"]) == (0.5, ["retinoid", "active"], 48)
    assert [(each["percent"], each["above"]) for each in retinol["limits"]] == [(0.3, True), (0.05, True)]
    assert [each["id"] for each in said["known"] if each["may_contain"]] == ["colourants"]
    assert [(each["text"], each["offers"]) for each in said["near"]] == [("Glycolic Acyd", ["glycolic-acid"])]
    assert [each["text"] for each in said["unknown"]] == ["Moorlauge"]
    assert said["remarks"] == ["May contain:"]


def test_without_a_strength_nobody_knows_whether_it_is_too_much(run):
    (known,) = run("ingredients", "read", "--text", "Salicylic Acid", "--json").json["known"]
    assert [each["above"] for each in known["limits"]] == [None]


def test_from_a_file_and_from_a_pipe(run, tmp_path):
    file = tmp_path / "label.txt"
    file.write_text("\ufeffAqua\nGlycerin\n", "utf-8")
    from_text = run("ingredients", "read", "--text", "Aqua\nGlycerin").out
    assert run("ingredients", "read", str(file)).out == from_text
    assert run("ingredients", "read", "-", given="Aqua\nGlycerin\n").out == from_text


def test_no_record_is_needed_or_begun(run, own_home):
    assert run("ingredients", "read", "--text", "Aqua").code == 0
    assert not (own_home / "clients").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "No list was given."),
        (("file.txt", "--text", "Aqua"), 2, "There are two lists: a file and --text."),
        (("no-such-file",), 3, "There is no file no-such-file."),
        ((".",), 2, ". is no ordinary file."),
        (("--text", "Aqua", "--date", "today"), 2, "`ingredients read` has no --date."),
    ],
)
def test_what_cannot_be_read_says_why(run, words, code, said):
    answer = run("ingredients", "read", *words)
    assert answer.code == code
    assert answer.err.startswith(said)


def test_a_file_that_is_no_text_or_too_large(run, tmp_path):
    file = tmp_path / "label"
    file.write_bytes(b"\xff\xfeA\0")
    assert "is no text in UTF-8" in run("ingredients", "read", str(file)).err
    file.write_bytes(b"a" * 300_000)
    assert "256 KB" in run("ingredients", "read", str(file)).err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_not_waited_for(run, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is no ordinary file" in run("ingredients", "read", str(pipe)).err


def test_nothing_to_read(run):
    assert run("ingredients", "read", "--text", " ,;").out == "There is no ingredient in it.\n"


def test_what_somebody_wrote_takes_no_effect(run):
    out = run("ingredients", "read", "--text", "Moor\x1b[31mlauge, [red]Glycerin[/red]").out
    assert "\x1b" not in out
    assert "<U+001B>" in out


def kept(home):
    return Care.open(Home.at(home)).present().routine.products["serum-x"]


def test_a_pasted_list_on_the_shelf_is_read_the_same_way(run, care, own_home):
    label = "Zutaten: Aqua, Niacinamide 5 %, 1,2-Hexanediol, Parfum (Limonene, Linalool), Moorlauge"
    assert run("shelf", "add", "Serum X", "--kind", "serum", "--ingredients", label).code == 0
    product = kept(own_home)
    assert product.ingredients == (
        "Aqua",
        "Niacinamide",
        "1,2-Hexanediol",
        "Parfum",
        "Limonene",
        "Linalool",
        "Moorlauge",
    )
    assert product.strengths == {"Niacinamide": 5}
    assert run("shelf", "edit", "serum-x", "--ingredients", "Aqua, Retinal 0.1 %").code == 0
    assert kept(own_home).strengths == {"Retinal": 0.1}
    assert run("shelf", "edit", "serum-x", "--name", "Serum Y").code == 0
    assert kept(own_home).strengths == {"Retinal": 0.1}
