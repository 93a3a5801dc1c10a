"""A bar tells how far long work is: on a terminal only, and never beside JSON."""

from __future__ import annotations

import io
import sys

import pytest

from aftercare.cli.progress import progress
from aftercare.cli.wishes import Wishes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("error", "json", "of", "said"),
    [
        (Terminal(), False, 4, True),
        (Terminal(), True, 4, False),
        (io.StringIO(), False, 4, False),
        (Terminal(), False, 1, False),
        (None, False, 4, False),
    ],
    ids=["terminal", "json", "piped", "one thing", "no standard error"],
)
def test_a_bar_on_a_terminal_and_nothing_elsewhere(
    error: io.StringIO | None, json: bool, of: int, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", error)
    with progress("Taking it in", Wishes(json=json)) as told:
        for done in range(of + 1):
            told(done, of)
    text = error.getvalue() if error is not None else ""
    assert ("Taking it in" in text and "100%" in text) is said
    assert bool(text) is said
