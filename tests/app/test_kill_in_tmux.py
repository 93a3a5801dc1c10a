"""In a real terminal: what was ticked before a kill -9 stands there when the program is opened again."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient, Daily, Step, Terms
from tests.folder_events import wait_in
from tests.tmux_window import Window

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.program(name="tmux", package="tmux")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[], Window]]:
    """Opens windows; each is closed at the end."""
    opened: list[Window] = []

    def open_one() -> Window:
        opened.append(Window(tmp_path / f"tmux-{len(opened)}"))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_a_tick_survives_a_kill(terminal: Callable[[], Window], home: Home) -> None:
    now = datetime.now().astimezone()
    care = Care.start(home, now)
    step = Step("gel", "Calming gel", 1, (Terms(care.today(now), ("morning", "evening"), Daily()),), ByClient())
    care._do(Deed.IMPORT_PLAN, now, lambda: care._put(tables.STEPS, step.id, step))
    program = (sys.executable, "-c", "from aftercare.cli import main; main()")

    first = terminal()
    first.run(*program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    first.wait_for(lambda screen: "› Calming gel" in screen)
    process = first.process
    first.press("Space")
    shown = first.wait_for(lambda screen: "✓ Calming gel" in screen)
    os.kill(process, signal.SIGKILL)

    second = terminal()
    second.run(*program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    again = second.wait_for(lambda screen: "✓ Calming gel" in screen)
    ticked = next(line for line in shown.splitlines() if "✓ Calming gel" in line)
    assert ticked.split("done ")[1] in again


def test_a_half_finished_check_in_and_a_half_written_note_survive_a_kill(
    terminal: Callable[[], Window], home: Home
) -> None:
    now = datetime.now().astimezone()
    care = Care.start(home, now)
    program = (sys.executable, "-c", "from aftercare.cli import main; main()")

    drafts = care.folder.drafts
    drafts.mkdir(mode=0o700)
    first = terminal()
    first.run(*program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    first.wait_for(lambda screen: "No steps yet." in screen)
    first.press("c")
    first.wait_for(lambda screen: "Check-in, " in screen and "enter save" in screen)
    first.press("7")
    first.wait_for(lambda screen: "7 of 10" in screen or re.search(r"right upper cheek +7", screen) is not None)
    today = care.today(now)
    draft = wait_in(drafts, lambda: care.check_in_draft(today))
    first.press("Escape")
    first.wait_for(lambda screen: "No steps yet." in screen and "enter save" not in screen)
    first.press("n")
    first.wait_for(lambda screen: "A note, " in screen and "f2 your editor" in screen)
    first.press("w", "a", "r", "m")
    written = {"text": "warm"}
    wait_in(drafts, lambda: care.form_draft(f"note-{today}") == written or None)
    os.kill(first.process, signal.SIGKILL)
    assert [each.value.value for each in draft.ratings] == [7]

    second = terminal()
    second.run(*program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    second.wait_for(lambda screen: "No steps yet." in screen)
    second.press("c")
    again = second.wait_for(lambda screen: "as you left it" in screen)
    assert re.search(r"right upper cheek +7", again)
    second.press("Escape")
    second.wait_for(lambda screen: "No steps yet." in screen and "enter save" not in screen)
    second.press("n")
    second.wait_for(lambda screen: "as you left it" in screen and "warm" in screen)
    assert care.entries(care.today(now), care.today(now)) == ()


def test_the_terminal_is_given_back_as_it_was(terminal: Callable[[], Window], home: Home) -> None:
    Care.start(home, datetime.now().astimezone())
    program = f"{sys.executable} -c 'from aftercare.cli import main; main()'; echo left with $?; cat"
    window = terminal()
    window.run("sh", "-c", program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT))
    window.wait_for(lambda screen: "No steps yet." in screen)
    window.press("q")
    window.wait_for(lambda screen: "left with 0" in screen and "No steps yet." not in screen)
