"""How a photo is drawn, by what the environment tells of the terminal."""

from __future__ import annotations

import pytest

from aftercare.widgets.photo_picture import Drawing, drawing_in, longest_in

TRUE = {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environment", "drawn"),
    [
        ({"TERM": "xterm-kitty", **TRUE}, Drawing.KITTY),
        ({"TERM": "xterm-ghostty", "COLORTERM": "24bit"}, Drawing.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1", **TRUE}, Drawing.KITTY),
        # a cell's colour names the picture, which fewer colours would change
        ({"TERM": "xterm-kitty"}, Drawing.CELLS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1", **TRUE}, Drawing.CELLS),
        ({"TERM": "foot"}, Drawing.SIXEL),
        ({"TERM": "foot-extra", **TRUE}, Drawing.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, Drawing.SIXEL),
        ({"TERM": "xterm-256color", **TRUE}, Drawing.CELLS),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux", **TRUE}, Drawing.CELLS),
        ({"TERM": "screen-256color", "TERM_PROGRAM": "iTerm.app"}, Drawing.CELLS),
        ({}, Drawing.CELLS),
        ({"TERM": "xterm-256color", "AFTERCARE_PHOTOS": "sixel"}, Drawing.SIXEL),
        ({"TERM": "xterm-kitty", "AFTERCARE_PHOTOS": "cells", **TRUE}, Drawing.CELLS),
        ({"TERM": "foot", "AFTERCARE_PHOTOS": "oil"}, Drawing.SIXEL),
    ],
)
def test_the_terminal_decides_and_the_person_overrules(environment: dict[str, str], drawn: Drawing) -> None:
    assert drawing_in(environment) is drawn


def test_pixels_need_a_larger_picture_than_cells() -> None:
    assert longest_in(Drawing.CELLS) < longest_in(Drawing.KITTY) == longest_in(Drawing.SIXEL)
