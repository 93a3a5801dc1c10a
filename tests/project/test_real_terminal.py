"""The program opened by its command in a real terminal, and left again."""

from __future__ import annotations

import shlex
import subprocess
import sys

import pytest

from tests.tmux_window import Window

SIZE = (100, 30)


@pytest.fixture
def open_app(tmp_path):
    """Opens `aftercare` with these words in a window, which tells its exit code and stays."""
    opened = []

    def open_app(*words):
        command = [sys.executable, "-m", "aftercare", "--home", str(tmp_path / "home"), *words]
        window = Window(tmp_path / f"tmux-{len(opened)}")
        line = f'cd {shlex.quote(str(tmp_path))}; {shlex.join(command)}; code=$?; echo; echo "[ended $code]"; cat'
        window.run("sh", "-c", line, size=SIZE)
        opened.append(window)
        return window

    yield open_app
    for each in opened:
        each.close()


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
    care = Care.start(Home.at(tmp_path / "home"), begun, name="Anna")
    care.import_plan(sample_plans()["reactive_skin"], begun)
    steps = {each.name for each in care.present().routine.steps.values()}
    terminal = open_app()
    before = terminal.shows("Cream cleanser")
    assert terminal.told("pane_title") == "Terminal"
    terminal.press("C-l")
    # the time stands there, in signs that are no letters and no digits, and nothing else
    terminal.wait_for(lambda screen: bool(screen.strip()) and not any(sign.isalnum() for sign in screen))
    terminal.press("F8")
    # the clock goes on meanwhile, and what is read beside the day may come in: the steps that stood there are back
    seen = {each for each in steps if each in before}
    terminal.wait_for(lambda screen: all(each in screen for each in seen))
    assert terminal.told("pane_title") == "Terminal"
