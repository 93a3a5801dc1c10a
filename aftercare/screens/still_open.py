"""Whether what a worker found can still be shown on the screen that asked for it."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen


def still_open(screen: Screen[Any]) -> bool:
    """Whether a screen stands with all its parts.

    One that is being left loses its parts first, and is attached until the last of them is gone; from the beginning of
    that on it is displayed no more.
    """
    return screen.is_attached and screen.display
