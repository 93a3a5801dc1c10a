"""A screen in the form for the size of the terminal, from its first frame on."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def take_form(screen: Screen[Any]) -> None:
    """Gives a screen that is about to be composed the classes of its breakpoints.

    Textual sets them only after the first layout: the screen would be laid out, and shown, in two forms.
    """
    width, height = screen.app.size
    for cells, breakpoints in ((width, screen.HORIZONTAL_BREAKPOINTS), (height, screen.VERTICAL_BREAKPOINTS)):
        reached = [name for least, name in sorted(breakpoints or ()) if cells >= least]
        screen.add_class(*reached[-1:])
