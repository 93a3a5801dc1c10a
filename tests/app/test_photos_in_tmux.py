"""In a real terminal, which a photo's library would ask what it can: the photos open all the same."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from photo_scenes import with_photos
from test_kill_in_tmux import ROOT, terminal

from aftercare.care import Home
from tests.tmux_window import Window

pytestmark = pytest.mark.program(name="tmux", package="tmux")
__all__ = ["terminal"]


def test_photos_are_listed_drawn_and_compared(terminal: Callable[[], Window], home: Home) -> None:
    with_photos(home)
    window = terminal()
    window.run(sys.executable, "-m", "aftercare", AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    window.shows("Anna B.")
    window.press("P")
    window.wait_for(lambda screen: "20 November 2026, front" in screen and "▀" in screen)
    window.press("Enter")
    window.shows("19 days apart.")
