"""Paths as people paste them and as terminals write them when files are dragged in."""

from __future__ import annotations

import shlex
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.typed_paths import begins_a_path, paths_on_one_line, paths_typed

PATHS = st.lists(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="\x85"), min_size=1).map(
        lambda name: f"/home/anna/{name}"
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/home/anna/face.jpg", ["/home/anna/face.jpg"]),
        ("  ~/Pictures/face.jpg \n", ["~/Pictures/face.jpg"]),
        ("face.jpg", ["face.jpg"]),
        ("/home/anna/my face.jpg", ["/home/anna/my face.jpg"]),
        (r"/home/anna/my\ face.jpg", ["/home/anna/my face.jpg"]),
        ("'/home/anna/my face.jpg'", ["/home/anna/my face.jpg"]),
        ('"/home/anna/my face.jpg"', ["/home/anna/my face.jpg"]),
        ("'/a/one.jpg' '/a/two.jpg'", ["/a/one.jpg", "/a/two.jpg"]),
        ("/a/one.jpg /a/two.jpg", ["/a/one.jpg", "/a/two.jpg"]),
        ("/a/one.jpg\n/a/two.jpg\n", ["/a/one.jpg", "/a/two.jpg"]),
        ("file:///home/anna/my%20face.jpg", ["/home/anna/my face.jpg"]),
        ("file://localhost/a/one.jpg file:///a/two.jpg", ["/a/one.jpg", "/a/two.jpg"]),
        (r"C:\Users\Anna\my face.jpg", [r"C:\Users\Anna\my face.jpg"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_what_was_pasted_is_the_path_that_was_meant(typed: str, meant: list[str]) -> None:
    assert list(paths_typed(typed)) == meant


@given(PATHS)
def test_what_a_shell_would_quote_comes_back(paths: list[str]) -> None:
    quoted = " ".join(
        f"'{each}'" if "'" not in each else shlex.quote(each).replace("'\"'\"'", "'\\''") for each in paths
    )
    assert list(paths_typed(quoted)) == paths


@given(PATHS)
def test_lines_become_one_line_that_is_read_as_the_same_paths(paths: list[str]) -> None:
    lines = "\n".join(f"file://{quote(each)}" for each in paths)
    one = paths_on_one_line(lines)
    assert "\n" not in one
    assert list(paths_typed(one)) == paths
    assert begins_a_path(one)


@pytest.mark.parametrize("text", ["Slept well", "", "and/or", "'quoted'", "~", "http://example.org"])
def test_words_begin_no_path(text: str) -> None:
    assert not begins_a_path(text)


@given(PATHS)
def test_addresses_of_files_come_back(paths: list[str]) -> None:
    assert list(paths_typed("\n".join(f"file://{quote(each)}" for each in paths))) == paths


@given(st.text())
def test_whatever_is_typed_is_read(text: str) -> None:
    assert all(isinstance(each, str) for each in paths_typed(text))
