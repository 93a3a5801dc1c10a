"""A desk with a recording notification server on a bus of its own, and what the tests of delivery ask of it."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aftercare.reminders.channel import Key, Message
from aftercare.reminders.delivery import Courier
from aftercare.reminders.ledger import Delivery, Ledger, State

#: No service folders: nothing but the recorder can answer.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""

#: Much longer than any test takes: what ends a wait is always an event.
LONG = timedelta(minutes=5)


#: Seconds after which a message that has not come does not come any more.
_PATIENCE = 90


class Recorder:
    """The server, in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._rest = b""
        self.received: list[dict[str, str]] = []
        self.bus = self._line()["bus"]

    def _line(self) -> dict[str, str]:
        while b"\n" not in self._rest:
            data = os.read(self._process.stdout.fileno(), 1 << 16)
            assert data, "the notification server is gone"
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        return json.loads(line)

    def be(self, order: str) -> None:
        """Gives it an order, and returns when it has taken it."""
        self._process.stdin.write(f"{order}\n".encode())
        self._process.stdin.flush()
        while "did" not in (line := self._line()):
            self.received.append(line)

    def wait_for_message(self) -> None:
        """Returns when the next message has come; fails where none does for long."""
        assert b"\n" in self._rest or select.select([self._process.stdout], [], [], _PATIENCE)[0], "no message came"
        line = self._line()
        assert "title" in line
        self.received.append(line)

    def message_within(self, seconds: float) -> bool:
        """Waits at most so long for the next message; whether it has come."""
        if b"\n" not in self._rest and not select.select([self._process.stdout], [], [], seconds)[0]:
            return False
        self.wait_for_message()
        return True

    def titles(self) -> list[str]:
        """The titles of everything that came until now."""
        self.be("ok")
        return [each["title"] for each in self.received]


def bus_configuration(folder: Path) -> Path:
    """The file with which a bus is begun on which nothing is started by itself."""
    configuration = folder / "bus.conf"
    configuration.write_text(_BUS)
    return configuration


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """A recorder that owns the notifications, and its bus."""
    configuration = bus_configuration(folder)
    server = Path(__file__).with_name("notification_server.py")
    process = subprocess.Popen(
        ["dbus-run-session", f"--config-file={configuration}", "--", sys.executable, str(server)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        recorder = Recorder(process)
        recorder.be("own")
        yield recorder
    finally:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
        process.wait()
        process.stdout.close()


class Desk:
    """A ledger that began an hour ago, and a courier on this machine."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.ledger = Ledger(folder / "state" / "ledger.sqlite3")
        self.now = datetime.now(UTC)
        self.ends = self.now + timedelta(hours=2)
        self.environment = environment
        self.ledger.settle(self.now - timedelta(hours=1))

    def courier(self, limit: timedelta = LONG, **environment: str) -> Courier:
        """A courier whose process has this environment besides."""
        return Courier(self.ledger, limit, environment={**self.environment, **environment})

    def deliver(self, title: str, body: str = "", courier: Courier | None = None, slot: str = "") -> Delivery | None:
        """Delivers one message; its row."""
        said = message(title, body, slot)
        (courier or self.courier()).deliver(said, self.now, self.ends)
        return self.row(said)

    def row(self, of: Message) -> Delivery | None:
        """What the ledger says of a message."""
        rows = [row for row in self.ledger.deliveries(of.client) if row.key == of.key]
        return rows[0] if rows else None

    def states(self) -> list[State]:
        """How far each delivery has come."""
        return [row.state for row in self.ledger.deliveries("anna")]


def message(title: str, body: str = "", slot: str = "") -> Message:
    """A message for a slot of its own, named after its title."""
    return Message("anna", Key("due", slot or title), title, body)


def without_bus() -> dict[str, str]:
    """This environment, with no bus and no display. It names a runtime folder, or the desktop's is asked."""
    unwanted = {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"}
    here = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**here, "XDG_RUNTIME_DIR": "/nowhere"}
