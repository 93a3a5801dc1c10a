"""dunst, a notification server that people use, under a display of its own: what the ledger calls sent it has shown."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import contextmanager

import pytest
from notified_desk import Desk, bus_configuration, without_bus

from aftercare.reminders.ledger import State

pytestmark = [
    pytest.mark.program(name="dunst", package="dunst"),
    pytest.mark.program(name="Xvfb", package="xvfb"),
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

#: It tells each notification that it shows: dunst runs it with the texts in its environment.
_TELLS = '#!/bin/sh\nprintf "%s\\0%s\\0%s\\0" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" > "{pipe}"\n'
_RULES = '[global]\n    startup_notification = false\n[tell]\n    summary = "*"\n    script = "{script}"\n'


@contextmanager
def display():
    """An X server without a screen; its display."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


class Dunst:
    """dunst on a bus of its own, with what it has shown."""

    def __init__(self, pipe, environment):
        self._pipe = pipe
        self.environment = environment

    def next_shown(self):
        """Waits until it shows a notification: the program, the title and the body."""
        return tuple(self._pipe.read_bytes().decode().split("\0")[:3])

    def displayed(self):
        """How many it has on its display, by its own account; None where it does not answer yet."""
        asked = subprocess.run(
            ["dunstctl", "count", "displayed"], env=self.environment, capture_output=True, text=True, check=False
        )
        return int(asked.stdout) if asked.returncode == 0 else None


@pytest.fixture
def dunst(tmp_path):
    pipe, script, rules = tmp_path / "shown", tmp_path / "tell", tmp_path / "dunstrc"
    os.mkfifo(pipe)
    script.write_text(_TELLS.format(pipe=pipe))
    script.chmod(0o700)
    rules.write_text(_RULES.format(script=script))
    begin = 'echo "$DBUS_SESSION_BUS_ADDRESS"; echo "$$"; exec dunst -config "$0"'
    with display() as screen:
        session = subprocess.Popen(
            ["dbus-run-session", f"--config-file={bus_configuration(tmp_path)}", "--", "/bin/sh", "-c", begin, rules],
            env={**without_bus(), "DISPLAY": screen},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            bus, number = session.stdout.readline().strip(), int(session.stdout.readline())
            environment = {**without_bus(), "DISPLAY": screen, "DBUS_SESSION_BUS_ADDRESS": bus}
            dunst = Dunst(pipe, environment)
            while dunst.displayed() is None:
                assert session.poll() is None
            yield dunst
        finally:
            # the bus ends with it
            os.kill(number, signal.SIGTERM)
            session.communicate()


def test_dunst_shows_what_is_sent_as_it_stands(tmp_path, dunst):
    desk = Desk(tmp_path, dunst.environment)
    assert desk.deliver("Evening care", "4 steps & <b>gel</b>").state is State.SENT
    app, title, body = dunst.next_shown()
    assert (app, title) == ("aftercare", "Evening care")
    # a body is markup to it, and what it shows is what was written
    assert body in ("4 steps & <b>gel</b>", "4 steps &amp; &lt;b&gt;gel&lt;/b&gt;")
    assert dunst.displayed() == 1
