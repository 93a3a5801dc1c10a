"""How the journal looks, in both themes, at 80x24 and at 120x40."""

from __future__ import annotations

import pytest
from journal_scenes import with_journal
from scenes import anna
from test_pictures import SIZES, THEMES, Snap, opened, pressing

from aftercare.care import Home


@SIZES
@THEMES
@pytest.mark.parametrize(
    "keys",
    [("J",), ("J", "slash", *"nose"), ("J", "question_mark"), ("J", "r"), ("c", "w")],
    ids=["list", "search", "help", "reaction", "asked"],
)
def test_journal(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    with_journal(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.parametrize(
    "keys",
    [
        ("J", "tab", "left"),
        ("J", "f"),
        ("J", "down", "enter"),
        ("J", "down", "down", "e"),
        ("J", "f", *["tab"] * 6, *"2026-11-19", "ctrl+s"),
        ("J", "b"),
    ],
    ids=["calendar", "filter", "entry", "edit", "filtered", "bruise"],
)
def test_within_the_journal(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    with_journal(home)
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
def test_nothing_written(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    anna(home)
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("J"))


def test_without_colour(snap_compare: Snap, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with_journal(home)
    assert snap_compare(opened(home), terminal_size=(80, 24), run_before=pressing("J", "slash", *"nose"))


@pytest.mark.parametrize(
    ("size", "theme", "keys"),
    [
        ((80, 24), "aftercare-evening", ("J", "z", "slash", *"nose", "enter")),
        ((120, 40), "aftercare-morning", ("J", "z", "v", "v", "v", "slash", *"templ", "enter")),
    ],
    ids=["ratings-80x24", "bruises-120x40"],
)
def test_the_face(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    with_journal(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))
