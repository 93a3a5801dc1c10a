"""A bad plan file is refused with a clear message for each problem, at its place, whatever it holds."""

import os
import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aftercare.errors import BadPlan, NotFound
from aftercare.exchange import plan_bytes
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.exchange.plan_file import parse_plan, read_plan
from aftercare.store.reference import plan_vocabulary

HERE = Path(__file__).parent
FILES = sorted((HERE / "bad_plans").glob("*.toml"))
EXPECTED = tomllib.loads((HERE / "bad_plans_expected.toml").read_text(encoding="utf-8"))

START = b'format = 1\n\n[plan]\nid = "calm"\n'
#: Bytes that no editor would save as a checked-in text file: name, bytes, expected line, words of the message.
RAW = [
    ("nothing", b"", 1, "does not say which format"),
    ("only a comment", b"# my plan\n", 1, "does not say which format"),
    ("a PDF", b"%PDF-1.7\n...", 1, "This is a PDF, not a plan file."),
    ("an office document", b"PK\x03\x04....", 1, "an office document"),
    ("a rich-text document", b"{\\rtf1\\ansi}", 1, "a rich-text document"),
    ("a photo", b"\xff\xd8\xff\xe0", 1, "a photo"),
    ("a web page", b"<!DOCTYPE html>", 1, "a web page"),
    ("null bytes", START + b'title = "a\0b"', 5, "null byte here (byte 41)"),
    ("random binary", bytes(range(1, 256)) * 4, 2, "not UTF-8"),
    ("Latin-1", START + 'title = "Über"'.encode("latin-1"), 5, "The byte 0xdc here (byte 40) is not UTF-8"),
    ("Latin-1 after a byte order mark", b"\xef\xbb\xbf" + START + b"\xdc", 5, "(byte 34)"),
    ("UTF-16", START.decode().encode("utf-16"), 1, "UTF-16"),
    ("cut within a letter", START + "# ü".encode()[:-1], 5, "not UTF-8"),
    ("a raw escape sequence", START + b'title = "\x1b[2J"', 5, "U+001B (escape)"),
    ("a raw bell in a comment", START + b"# \x07", 5, "U+0007 (bell)"),
    ("a raw carriage return", b"format = 1\r[plan]", 1, "U+000D (carriage return)"),
    ("a raw C1 control", START + 'title = "\x9b31m"'.encode(), 5, "U+009B"),
    ("a raw override in a comment", START + "# \u202eoof".encode(), 5, "U+202E (right-to-left override)"),
    ("a raw isolate", START + 'title = "\u2066x\u2069"'.encode(), 5, "U+2066 (left-to-right isolate)"),
    ("a raw zero-width space", START + 'title = "a\u200bb"'.encode(), 5, "U+200B (zero width space)"),
    ("a byte order mark within", START + 'title = "\ufeff"'.encode(), 5, "U+FEFF (zero width no-break space)"),
    ("a run of joiners", START + ("# " + "\u200d" * 9).encode(), 5, "U+200D (zero width joiner)"),
    ("a line separator", START + 'title = "a\u2028b"'.encode(), 5, "U+2028 (line separator)"),
    ("invisible tag letters", START + 'title = "\U000e0041"'.encode(), 5, "U+E0041"),
    ("100,000 brackets", START + b"title = " + b"[" * 100_000, 5, "nested more than 12 deep"),
    ("100,000 headings in one", START + b"[" * 100_000, 5, "nested more than 12 deep"),
    ("a key of 100,000 parts", START + b"a." * 100_000 + b"a = 1", 5, "nested more than 12 deep"),
    ("a number of 200,000 digits", START + b"version = " + b"9" * 200_000, 5, "too long for a number"),
]


def refusal(raw: bytes, name: str = "plan.toml") -> PlanErrors:
    with pytest.raises(PlanErrors) as caught:
        parse_plan(raw, name, plan_vocabulary())
    return caught.value


def all_refusals() -> list[PlanErrors]:
    return [refusal(path.read_bytes(), path.name) for path in FILES] + [refusal(raw) for _, raw, _, _ in RAW]


def shape(message: str) -> str:
    """A message without the values in it: quoted words, numbers and code points are the same in all messages."""
    message = re.sub(r'"[^"]*"', '"…"', message)
    return re.sub(r"U\+\w+ \([^)]*\)|0x\w+|[0-9][\w.:+-]*", "#", message)


def test_every_bad_file_has_its_expectation_and_there_are_at_least_200():
    assert {path.stem for path in FILES} == EXPECTED.keys()
    assert len(FILES) >= 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_at_the_line_and_with_the_words_expected(path):
    before = path.read_bytes()
    expected = EXPECTED[path.stem]
    with pytest.raises(PlanErrors) as caught:
        read_plan(path, plan_vocabulary())
    first, *more = caught.value.problems
    assert (first.line, len(more)) == (expected["line"], expected.get("more", 0))
    assert expected["says"] in f"{first.message} {first.suggestion}"
    assert first.where == expected.get("where", first.where)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("raw", "line", "says"), [case[1:] for case in RAW], ids=[case[0] for case in RAW])
def test_bad_bytes_are_refused_at_the_line_and_with_the_words_expected(raw, line, says):
    first = refusal(raw).problems[0]
    assert first.line == line
    assert says in f"{first.message} {first.suggestion}"


def test_there_are_at_least_60_different_messages_whatever_values_they_name():
    shapes = {shape(problem.message) for errors in all_refusals() for problem in errors.problems}
    assert len(shapes) >= 60, sorted(shapes)


def test_every_problem_has_its_line_and_says_what_would_be_right():
    for errors in all_refusals():
        for problem in errors.problems:
            assert problem.line is not None, problem
            assert problem.column is not None or problem.where == "", problem
            assert problem.suggestion, problem


def test_no_message_holds_a_character_that_a_terminal_could_obey():
    for errors in all_refusals():
        for text in (str(errors), *(str(problem) for problem in errors.problems)):
            assert not [each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Zl", "Zp", "Cs"}]


def test_messages_stay_short_however_long_the_values_are():
    assert max(len(problem.message) for errors in all_refusals() for problem in errors.problems) < 200


def test_the_message_is_one_sentence_with_file_line_and_place():
    errors = refusal((HERE / "bad_plans" / "wait_vague.toml").read_bytes())
    assert errors.message == (
        'plan.toml, line 21, step "gel-evening", wait: "a bit" is not a time. Write for example "60 s" or "2 min".'
    )
    assert errors.exit_code == BadPlan.exit_code
    assert "Nothing was changed" in errors.next_step


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_lines():
    errors = refusal(
        b"""format = 1
[plan]
id = "calm"
version = "two"
[practitioner]
name = ""
[[steps]]
id = "rest"
name = "Rest"
order = 5
slot = "nigth"
rule = "sometimes"
"""
    )
    assert [problem.line for problem in errors.problems] == [2, 4, 6, 11, 12]
    assert errors.message.endswith("(and 4 more)")


def test_a_hidden_character_in_the_file_name_is_not_shown_either():
    assert "\x1b" not in refusal(b"", "\x1b[2Jplan.toml").message


def test_a_name_where_nothing_is_and_a_name_that_cannot_be(tmp_path):
    for path in (tmp_path / "none.toml", Path("a\0b")):
        with pytest.raises(NotFound):
            read_plan(path, plan_vocabulary())


def test_a_folder_is_no_plan(tmp_path):
    with pytest.raises(PlanErrors, match="This is a folder"):
        read_plan(tmp_path, plan_vocabulary())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names exist on POSIX only")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PlanErrors, match="a pipe or a device"):
        read_plan(tmp_path / "pipe", plan_vocabulary())


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device")
def test_an_endless_device_is_refused_and_not_read():
    with pytest.raises(PlanErrors, match="a pipe or a device"):
        read_plan(Path("/dev/zero"), plan_vocabulary())


def test_ten_megabytes_are_refused_unread(tmp_path, monkeypatch):
    path = tmp_path / "plan.toml"
    with path.open("wb") as file:
        file.truncate(10 * 1024 * 1024)
    monkeypatch.setattr(plan_bytes.os, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(PlanErrors, match=re.escape("The file has 10.0 MB, and a plan has at most 256 KB.")):
        read_plan(path, plan_vocabulary())


def test_a_file_that_grows_while_it_is_read_cannot_pass(tmp_path, monkeypatch):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"#" * (plan_bytes.MAX_SIZE + 1))
    monkeypatch.setattr(plan_bytes, "_refuse_unless_small_file", lambda *_: None)
    with pytest.raises(PlanErrors, match="more than 256 KB"):
        read_plan(path, plan_vocabulary())


def test_a_file_of_exactly_the_limit_is_read():
    text = b"#" * (plan_bytes.MAX_SIZE - 1) + b"\n"
    assert "does not say which format" in refusal(text).message


@given(st.binary(max_size=400))
@settings(deadline=None, derandomize=True)
@example(b"\xef\xbb\xbf")
@example(b'a = "\\ud800"')
@example(b"a = 1e999")
def test_arbitrary_bytes_are_a_bad_plan_and_never_a_failure(raw):
    errors = refusal(raw)
    assert errors.problems


_PIECES = st.sampled_from(
    [
        *(
            "format = 1\n",
            "[plan]\n",
            "[[steps]]\n",
            "[",
            "]",
            "{",
            "}",
            "=",
            ".",
            ",",
            '"',
            "'''",
            '"""',
            "\\",
            "\n",
            "#",
        ),
        *(
            "id",
            "steps",
            "rule",
            "slots",
            "wait",
            "plan",
            " ",
            "1",
            "-",
            ":",
            "2026-11-16",
            "12:30",
            "nan",
            "true",
            "é",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_mixture_of_the_pieces_of_a_plan_is_a_bad_plan_and_never_a_failure(text):
    raw = text.encode()
    for each in (raw, START + raw, START.replace(b"format = 1\n", b"format = 1\n" + raw)):
        errors = refusal(each)
        lines = each.count(b"\n") + 1
        assert all(problem.line is None or 1 <= problem.line <= lines for problem in errors.problems)
