"""An entry of XDG autostart: started by the desktop at login, where there is no user manager of systemd.

Its format: Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftercare.errors import SystemTrouble
from aftercare.reminders.autostart.machine import Machine
from aftercare.reminders.autostart.standing import (
    NOTHING,
    SWITCHES_ON,
    WRITES_ANEW,
    Change,
    Kind,
    Piece,
    Plan,
    Standing,
    State,
)
from aftercare.reminders.autostart.wanted import Wanted
from aftercare.reminders.autostart.way import THROUGH_SHELL, read, shown, take_away, write

_ENTRY = """\
# Written by `aftercare remind install`; `aftercare remind uninstall` takes it away.
[Desktop Entry]
Type=Application
Version=1.5
Name={title}
Comment=Reminds of the routine between two sessions
Exec={program}
Terminal=false
NoDisplay=true
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""

#: What a desktop's settings write where a person switches it off.
_OFF = (b"Hidden=true", b"X-GNOME-Autostart-enabled=false")


def entry_text(wanted: Wanted) -> str:
    """The entry's file."""
    return _ENTRY.format(title=_string(wanted.title), program=exec_value(_command(wanted)))


def exec_value(program: Sequence[str]) -> str:
    """A program and its arguments as the value of Exec, each taken as it is."""
    return _string(" ".join(map(_argument, program)))


def _command(wanted: Wanted) -> tuple[str, ...]:
    # "=" may not be in the name of the program, and env would take it for a variable
    program = (*THROUGH_SHELL, *wanted.program) if "=" in wanted.program[0] else wanted.program
    if not wanted.environment:
        return program
    return ("/usr/bin/env", *(f"{name}={value}" for name, value in wanted.environment), *program)


def _argument(word: str) -> str:
    """One argument in quotes, in which four signs are escaped; a percent sign would be a field code."""
    escaped = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word)
    return f'"{escaped.replace("%", "%%")}"'


def _string(text: str) -> str:
    """A value of the type string, in which a backslash begins an escape; quoting an argument comes before."""
    return text.replace("\\", "\\\\")


class Xdg:
    """The desktop's autostart folder. `stop` ends the service that the desktop started, and says whether one ran."""

    def __init__(self, wanted: Wanted, machine: Machine, runs: Callable[[], bool], stop: Callable[[], bool]) -> None:
        self._wanted = wanted
        self._machine = machine
        self._runs = runs
        self._stop = stop
        self.path = machine.folder("XDG_CONFIG_HOME", ".config") / "autostart" / f"{wanted.name}.desktop"

    def look(self) -> Standing:
        """How it stands, as the disk says."""
        content = read(self.path)
        if content is None:
            return Standing(State.ABSENT, None, (), NOTHING)
        places = (str(self.path),)
        if any(line.strip() in _OFF for line in content.splitlines()):
            words = f"The desktop's settings have switched off {self.path}."
            return Standing(State.SWITCHED_OFF, Kind.XDG, places, words, SWITCHES_ON)
        if content != self._content:
            words = f"{self.path} was written by another aftercare or changed since."
            return Standing(State.OUTDATED, Kind.XDG, places, words, WRITES_ANEW)
        return Standing(State.READY, Kind.XDG, places, f"Your desktop starts the reminders at login: {self.path}.")

    def plan(self) -> Plan:
        """The entry, and the service that is started now."""
        piece = Piece(str(self.path), self._content.decode())
        return Plan(Kind.XDG, (piece,), (shown(self._wanted.program),))

    def install(self) -> Change:
        """Writes the entry, and starts the service for this session."""
        before, done = read(self.path), []
        if before != self._content:
            done.append(write(self.path, self._content))
            if before is not None and self._stop():
                done.append("Ended the service that ran")
        if not self._runs():
            try:
                self._machine.start(self._wanted.program, dict(self._wanted.environment))
            except OSError as error:
                raise SystemTrouble(
                    f"The reminders could not be started: {error.strerror or error}.", "They start at the next login."
                ) from error
            done.append(f"Started {shown(self._wanted.program)}")
        words = "Your desktop starts the reminders at login."
        return Change(Kind.XDG, tuple(done), words)

    def uninstall(self) -> Change:
        """Removes the entry, and ends the service that was started by it."""
        if not self.look().installed:
            return Change(None, (), "")
        done = take_away(self.path, self._machine.person)
        if self._stop():
            done.append("Ended the service that ran")
        return Change(Kind.XDG, tuple(done), "Your desktop no longer starts the reminders.")

    @property
    def _content(self) -> bytes:
        return entry_text(self._wanted).encode()
