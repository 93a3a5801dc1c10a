"""In a real terminal: what was ticked before a kill -9 stands there when the program is opened again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient, Daily, Step, Terms

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.program(name="tmux", package="tmux")

PATIENCE = 30.0


class Terminal:
    """A tmux server of its own with one pane of 80x24."""

    def __init__(self, socket: Path) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]

    def run(self, *command: str, home: Path) -> None:
        env = {**os.environ, "AFTERCARE_HOME": str(home), "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        env.pop("TMUX", None)
        self._do("new-session", "-d", "-x", "80", "-y", "24", *command, env=env)

    def _do(self, *words: str, env: dict[str, str] | None = None) -> str:
        done = subprocess.run([*self._tmux, *words], check=True, capture_output=True, text=True, env=env)
        return done.stdout

    def press(self, key: str) -> None:
        self._do("send-keys", key)

    @property
    def screen(self) -> str:
        return self._do("capture-pane", "-p")

    @property
    def process(self) -> int:
        return int(self._do("display-message", "-p", "#{pane_pid}"))

    def wait_for(self, holds: Callable[[str], bool]) -> str:
        """The screen, as soon as `holds` says that it shows what is waited for."""
        end = time.monotonic() + PATIENCE
        while not holds(screen := self.screen):
            assert time.monotonic() < end, screen
            time.sleep(0.02)
        return screen

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    """Opens terminals; each is closed at the end."""
    opened: list[Terminal] = []

    def open_one() -> Terminal:
        opened.append(Terminal(tmp_path / f"tmux-{len(opened)}"))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


def test_a_tick_survives_a_kill(terminal: Callable[[], Terminal], home: Home) -> None:
    now = datetime.now().astimezone()
    care = Care.start(home, now)
    step = Step("gel", "Calming gel", 1, (Terms(care.today(now), ("morning", "evening"), Daily()),), ByClient())
    care._do(Deed.IMPORT_PLAN, now, lambda: care._put(tables.STEPS, step.id, step))
    program = (sys.executable, "-c", "from aftercare.cli import main; main()")

    first = terminal()
    first.run(*program, home=home.data)
    first.wait_for(lambda screen: "› Calming gel" in screen)
    process = first.process
    first.press("Space")
    shown = first.wait_for(lambda screen: "✓ Calming gel" in screen)
    os.kill(process, signal.SIGKILL)

    second = terminal()
    second.run(*program, home=home.data)
    again = second.wait_for(lambda screen: "✓ Calming gel" in screen)
    ticked = next(line for line in shown.splitlines() if "✓ Calming gel" in line)
    assert ticked.split("done ")[1] in again


def test_a_half_finished_check_in_survives_a_kill(terminal: Callable[[], Terminal], home: Home) -> None:
    now = datetime.now().astimezone()
    care = Care.start(home, now)
    program = (sys.executable, "-c", "from aftercare.cli import main; main()")

    first = terminal()
    first.run(*program, home=home.data)
    first.wait_for(lambda screen: "No steps yet." in screen)
    first.press("c")
    first.wait_for(lambda screen: "Check-in, " in screen and "enter store" in screen)
    first.press("7")
    first.wait_for(lambda screen: "7 of 10" in screen or re.search(r"right upper cheek +7", screen) is not None)
    end = time.monotonic() + PATIENCE
    while (draft := care.check_in_draft(care.today(now))) is None:
        assert time.monotonic() < end
        time.sleep(0.02)
    os.kill(first.process, signal.SIGKILL)
    assert [each.value.value for each in draft.ratings] == [7]

    second = terminal()
    second.run(*program, home=home.data)
    second.wait_for(lambda screen: "No steps yet." in screen)
    second.press("c")
    again = second.wait_for(lambda screen: "as you left it" in screen)
    assert re.search(r"right upper cheek +7", again)
    assert care.entries(care.today(now), care.today(now)) == ()


def test_the_terminal_is_given_back_as_it_was(terminal: Callable[[], Terminal], home: Home) -> None:
    Care.start(home, datetime.now().astimezone())
    program = f"{sys.executable} -c 'from aftercare.cli import main; main()'; echo left with $?; cat"
    window = terminal()
    window.run("sh", "-c", program, home=home.data)
    window.wait_for(lambda screen: "No steps yet." in screen)
    window.press("q")
    window.wait_for(lambda screen: "left with 0" in screen and "No steps yet." not in screen)
