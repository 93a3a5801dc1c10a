"""In a real terminal: a notifier that prints and fails leaves the screen as it was, and the line says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from test_kill_in_tmux import ROOT, terminal

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.reminder_key import SlotKey
from aftercare.model.routine import ByClient, Daily, Step, Terms
from aftercare.reminders.ledger import FILE_NAME, Ledger, State
from tests.tmux_window import Window

pytestmark = pytest.mark.program(name="tmux", package="tmux")
__all__ = ["terminal"]

#: What it says on standard error is the reason that is told; the rest is told nowhere.
_NOTIFIER = """\
#!/bin/sh
echo RUBBISH on standard output
(echo RUBBISH on the terminal > /dev/tty) 2>/dev/null
printf '\\033[2J\\033[H' >&2
echo 'GDBus.Error:org.example.Full: No room on this desk' >&2
exit 1
"""


@pytest.fixture
def failing_notifier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "programs" / "notify-send"
    program.parent.mkdir()
    program.write_text(_NOTIFIER)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("failing_notifier")
def test_the_screen_stays_as_it_was(terminal: Callable[[], Window], home: Home) -> None:
    now = datetime.now().astimezone()
    care = Care.start(home, now)
    day = care.today(now)
    step = Step("gel", "Calming gel", 1, (Terms(day, ("morning", "evening"), Daily()),), ByClient())
    care._do(Deed.IMPORT_PLAN, now, lambda: care._put(tables.STEPS, step.id, step))
    ledger = Ledger(home.state / FILE_NAME)
    ledger.settle(now)
    care.snooze(SlotKey("evening", day), now + timedelta(milliseconds=10), now)

    window = terminal()
    window.run(
        sys.executable,
        "-c",
        "from aftercare.cli import main; main()",
        AFTERCARE_HOME=str(home.data),
        PYTHONPATH=str(ROOT),
    )
    before = window.wait_for(lambda screen: "· Calming gel" in screen or "› Calming gel" in screen)
    after = window.wait_for(lambda screen: "do not arrive" in screen)
    assert "RUBBISH" not in before + after
    assert _steps(after) == _steps(before)
    # but for the heading, in which the time goes on, the line about it is the only one that is new
    new = [line for line in after.splitlines()[1:] if line not in before.splitlines()]
    assert len(new) == 1
    assert "do not arrive" in new[0]
    (row,) = [each for each in ledger.deliveries("me") if each.key.slot == f"slot:evening:{day}"]
    assert row.state is State.NOT_SENT
    assert "No room on this desk" in row.reason


def _steps(screen: str) -> list[str]:
    """Everything but the heading, in which the time goes on, and the lines around the one about reminders."""
    return [line for line in screen.splitlines()[1:] if "│" in line or "─" in line or "space done" in line]
