"""The program opened by its command in a real terminal, and left again."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
import uuid

import pytest

SIZE = (100, 30)


class Terminal:
    """A tmux session of its own."""

    def __init__(self, folder, *command):
        self._socket = f"aftercare-{uuid.uuid4().hex[:8]}"
        line = f'{shlex.join(map(str, command))}; code=$?; echo; echo "[ended $code]"; sleep 60'
        width, height = map(str, SIZE)
        self.tmux(
            "-f", "/dev/null", "new-session", "-d", "-x", width, "-y", height, f"cd {shlex.quote(str(folder))}; {line}"
        )

    def tmux(self, *words):
        kept = {name: value for name, value in os.environ.items() if name != "TMUX"}
        told = subprocess.run(
            ["tmux", "-L", self._socket, *words],
            capture_output=True,
            text=True,
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
            check=False,
        )
        return told.stdout

    def shows(self, text, seconds=30):
        """Waits until the screen shows `text`; returns the screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            screen = self.tmux("capture-pane", "-p")
            if text in screen:
                return screen
            time.sleep(0.1)
        pytest.fail(f"{text!r} is not on the screen:\n{screen}")

    def gone(self, text, seconds=30):
        """Waits until the screen no longer shows `text`."""
        until = time.monotonic() + seconds
        while text in self.tmux("capture-pane", "-p"):
            assert time.monotonic() < until, f"{text!r} is still on the screen"
            time.sleep(0.05)

    def press(self, key):
        self.tmux("send-keys", key)

    def end(self):
        self.tmux("kill-server")


@pytest.fixture
def open_app(tmp_path):
    """Opens `aftercare` with these words in a terminal."""
    opened = []

    def open_app(*words):
        opened.append(Terminal(tmp_path, sys.executable, "-m", "aftercare", "--home", tmp_path / "home", *words))
        return opened[-1]

    yield open_app
    for each in opened:
        each.end()


@pytest.mark.program(name="tmux", package="tmux")
def test_without_a_command_the_app_opens_and_ctrl_q_leaves_it(open_app, tmp_path):
    terminal = open_app()
    assert "aftercare" in terminal.shows("How would you like to begin?")
    terminal.press("C-q")
    terminal.shows("[ended 0]")
    assert not (tmp_path / "home" / "clients").exists()


@pytest.mark.program(name="tmux", package="tmux")
def test_what_a_command_did_is_on_the_first_screen(open_app, tmp_path):
    from datetime import UTC, datetime, timedelta

    from aftercare.care import Care, Home, sample_plans

    begun = datetime.now(UTC) - timedelta(days=2)
    Care.start(Home.at(tmp_path / "home"), begun, name="Anna").import_plan(sample_plans()["reactive_skin"], begun)
    aftercare = [sys.executable, "-m", "aftercare", "--home", str(tmp_path / "home")]
    subprocess.run([*aftercare, "skip", "rinse", "--why", "no time"], check=True, capture_output=True)
    screen = open_app().shows("Cream cleanser")
    assert "Anna" in screen or "Evening" in screen
    # an error before anything is drawn is one sentence, as for any command
    refused = open_app("--client", "Not A Name")
    assert "cannot be a client's name" in refused.shows("[ended 2]")


@pytest.mark.program(name="tmux", package="tmux")
def test_covered_the_terminal_shows_a_clock_alone_and_its_title_names_nothing(open_app, tmp_path):
    from datetime import UTC, datetime, timedelta

    from aftercare.care import Care, Home, sample_plans

    begun = datetime.now(UTC) - timedelta(days=2)
    Care.start(Home.at(tmp_path / "home"), begun, name="Anna").import_plan(sample_plans()["reactive_skin"], begun)
    terminal = open_app()
    before = terminal.shows("Cream cleanser")
    assert terminal.tmux("display-message", "-p", "#{pane_title}").strip() == "Terminal"
    terminal.press("C-l")
    terminal.gone("Cream cleanser")
    covered = terminal.tmux("capture-pane", "-p")
    assert not [sign for sign in covered if sign.isalnum()], covered
    assert covered.strip(), "the time stands there"
    terminal.press("F8")
    assert terminal.shows("Cream cleanser") == before
    assert terminal.tmux("display-message", "-p", "#{pane_title}").strip() == "Terminal"
