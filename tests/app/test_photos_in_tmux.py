"""In a real terminal, which a photo's library would ask what it can: the photos open all the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from photo_scenes import with_photos
from test_kill_in_tmux import Terminal

from aftercare.care import Home

pytestmark = pytest.mark.program(name="tmux", package="tmux")


def test_photos_are_listed_drawn_and_compared(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "home")
    with_photos(home)
    terminal = Terminal(tmp_path / "tmux")
    terminal.run(sys.executable, "-m", "aftercare", home=tmp_path / "home")
    try:
        terminal.wait_for(lambda screen: "Anna B." in screen)
        terminal.press("P")
        terminal.wait_for(lambda screen: "20 November 2026, front" in screen and "▀" in screen)
        terminal.press("Enter")
        terminal.wait_for(lambda screen: "19 days apart." in screen)
    finally:
        terminal.close()
