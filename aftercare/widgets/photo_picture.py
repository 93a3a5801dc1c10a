"""A photo drawn in the terminal: as pixels where the terminal is known to take them, else as half-block cells.

`textual-image` draws. By itself it asks the terminal what it can when it is imported; while the app runs the answer
would arrive as typed keys, so here the terminal's name decides. Loaded when the first photo is looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.widget import Widget


class Drawing(StrEnum):
    """How a photo is drawn."""

    KITTY = "kitty"
    SIXEL = "sixel"
    CELLS = "cells"


_LONGEST_IN_CELLS, _LONGEST_IN_PIXELS = 320, 1600

#: Terminals that draw what Kitty's protocol places between characters.
_KITTY_TERMS = ("xterm-kitty", "xterm-ghostty")
_TRUE_COLOUR = ("truecolor", "24bit")
#: Terminals that take sixels as they come.
_SIXEL_TERMS = ("foot", "mlterm", "contour", "yaft")
_SIXEL_PROGRAMS = frozenset({"WezTerm", "iTerm.app", "BlackBox", "rio"})


def drawing_in(environment: Mapping[str, str]) -> Drawing:
    """How the terminal that `environment` tells of draws a photo. AFTERCARE_PHOTOS overrules what is known of it."""
    asked = environment.get("AFTERCARE_PHOTOS", "")
    if asked in list(Drawing):
        return Drawing(asked)
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment or term.startswith(("screen", "tmux")):
        # what stands between the app and the terminal would have to pass the pixels on
        return Drawing.CELLS
    if term in _KITTY_TERMS or "KITTY_WINDOW_ID" in environment:
        # the colour of its cells names the picture: with fewer colours, as over ssh, or with none it names another
        is_named = environment.get("COLORTERM") in _TRUE_COLOUR and "NO_COLOR" not in environment
        return Drawing.KITTY if is_named else Drawing.CELLS
    if program in _SIXEL_PROGRAMS or term.startswith(_SIXEL_TERMS):
        return Drawing.SIXEL
    return Drawing.CELLS


def longest_in(drawing: Drawing | None = None) -> int:
    """How many pixels a side are enough for what the terminal draws."""
    return _LONGEST_IN_CELLS if (drawing or drawing_in(os.environ)) is Drawing.CELLS else _LONGEST_IN_PIXELS


def photo_picture(place: Path | None, drawing: Drawing | None = None) -> Widget:
    """A widget that shows the picture at `place`; its `image` can be set to another one."""
    with _without_asking():
        from textual_image.widget import HalfcellImage

        from aftercare.widgets.kitty_picture import KittyPicture
        from aftercare.widgets.sixel_picture import SixelPicture
    kinds: dict[Drawing, type[Widget]] = {
        Drawing.KITTY: KittyPicture,
        Drawing.SIXEL: SixelPicture,
        Drawing.CELLS: HalfcellImage,
    }
    picture = kinds[drawing or drawing_in(os.environ)]()
    picture.image = place  # type: ignore[attr-defined]  # all three have it from their common base
    return picture


def pictures_sent(screen: Screen[Any]) -> dict[int, Widget]:
    """The pictures of `screen` that the terminal keeps, by the number that it knows each by.

    It keeps those that were sent as pixels by Kitty's protocol, also once their cells are written over; of sixels and
    half-block cells nothing is left then.
    """
    # the widget does not say what it has sent; the renderable that it keeps for itself does
    numbers = {each: getattr(_renderable(each), "terminal_image_id", None) for each in screen.walk_children(Widget)}
    return {number: each for each, number in numbers.items() if number is not None}


def forgetting(sent: Mapping[int, Widget]) -> str:
    """What a terminal is told so that it keeps none of these pictures. Each is sent anew when it is drawn again."""
    for each in sent.values():
        _renderable(each).terminal_image_id = None
    return "".join(f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\" for number in sent)


def _renderable(picture: Widget) -> Any:
    return getattr(picture, "_renderable", None)


@contextmanager
def _without_asking() -> Iterator[None]:
    from textual_image import _terminal

    def unanswered(*_: Any, **__: Any) -> Any:
        raise _terminal.TerminalError("the app reads the terminal")

    asking = _terminal.capture_terminal_response
    _terminal.capture_terminal_response = unanswered  # it answers nobody
    try:
        yield
    finally:
        _terminal.capture_terminal_response = asking
