"""The line that says that the terminal is too small, over whatever is open."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static


class TooSmall(Static):
    """Lies over the first line, and goes once there is room. Nothing below it is lost or stopped."""

    DEFAULT_CSS = """
    TooSmall {
        layer: _toastrack;
        dock: top;
        width: 100%;
        height: auto;
        padding: 0 1;
        background: $panel;
        color: $text-warning;
    }
    """
    ALLOW_SELECT = False


def tell_size(screen: Screen[object], size: Size, least: Size) -> None:
    """Says over `screen` that a terminal of `size` is smaller than `least`, or takes that away where it is not."""
    said = screen.query_children(TooSmall)
    if size.width >= least.width and size.height >= least.height:
        said.remove()
        return
    text = f"This terminal has {size.width} x {size.height}; with {least.width} x {least.height} all of it is shown."
    if said:
        said.first().update(text)
    else:
        screen.mount(TooSmall(text, markup=False))
