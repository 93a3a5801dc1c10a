"""The line that says that the terminal is too small, over whatever is open."""

from __future__ import annotations

from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

#: Every screen is whole from this size on.
LEAST = Size(80, 24)


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


def tell_size(screen: Screen[object], size: Size) -> None:
    """Says over `screen` that a terminal of `size` is too small, or takes that away where it is not."""
    said = screen.query_children(TooSmall)
    if size.width >= LEAST.width and size.height >= LEAST.height:
        said.remove()
        return
    text = f"This terminal has {size.width} x {size.height}; with {LEAST.width} x {LEAST.height} all of it is shown."
    if said:
        said.first().update(text)
    else:
        screen.mount(TooSmall(text, markup=False))
