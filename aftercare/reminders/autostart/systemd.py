"""A systemd user unit: started at login, and again whenever it ends.

Its format: systemd.unit(5), systemd.service(5), systemd.syntax(7). Checked in the tests with `systemd-analyze verify`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from aftercare.errors import AftercareError
from aftercare.reminders.autostart.machine import Answer, Machine
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
from aftercare.reminders.autostart.way import THROUGH_SHELL, drop_empty, read, refused, shown, take_away, told, write

_TARGET = "default.target"

_UNIT = """\
# Written by `aftercare remind install`; `aftercare remind uninstall` takes it away.
[Unit]
Description={title}
# never given up, however often it ends
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={program}
{environment}Restart=always
RestartSec=30
TimeoutStopSec=15
UMask=0077
NoNewPrivileges=yes
# the list of what was sent is kept in the home; the journal gets only what goes wrong
StandardOutput=null

[Install]
WantedBy={target}
"""

#: What systemd does not take in the name of a program, though in its arguments.
_NOT_IN_A_PROGRAM = frozenset("\"'\\")


def unit_text(wanted: Wanted) -> str:
    """The unit's file."""
    environment = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in wanted.environment)
    title = wanted.title.replace("%", "%%")
    return _UNIT.format(
        # a backslash at the end would join the next line
        title=f"“{title}”" if title.endswith("\\") else title,
        program=exec_line(wanted.program),
        environment=environment,
        target=_TARGET,
    )


def exec_line(program: Sequence[str]) -> str:
    """A program and its arguments as the value of ExecStart, each taken as it is."""
    if _NOT_IN_A_PROGRAM & set(program[0]):
        program = (*THROUGH_SHELL, *program)
    # the prefix turns off the replacing of variables; it needs systemd 244, so only where it matters
    literally = ":" if any("$" in word for word in program) else ""
    return literally + " ".join(map(_quoted, program))


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


class Systemd:
    """The user manager of systemd."""

    def __init__(self, wanted: Wanted, machine: Machine) -> None:
        self._wanted = wanted
        self._machine = machine
        self._unit = f"{wanted.name}.service"
        self._config = machine.folder("XDG_CONFIG_HOME", ".config")
        self._units = self._config / "systemd" / "user"
        self.path = self._units / self._unit
        self._link = self._units / f"{_TARGET}.wants" / self._unit

    def reached(self) -> Answer:
        """Whether there is a user manager that answers, and otherwise why not."""
        return self._ask("show-environment")

    def look(self) -> Standing:
        """How it stands, as the disk says: no process is started."""
        content = read(self.path)
        linked = self._link.is_symlink()
        places = tuple(str(each) for each, there in ((self.path, content is not None), (self._link, linked)) if there)
        if not places:
            return Standing(State.ABSENT, None, (), NOTHING)
        if content != self._content:
            words = f"{self.path} was written by another aftercare or changed since."
            return Standing(State.OUTDATED, Kind.SYSTEMD, places, words, WRITES_ANEW)
        if not linked:
            words = f"The systemd unit {self._unit} is switched off."
            return Standing(State.SWITCHED_OFF, Kind.SYSTEMD, places, words, SWITCHES_ON)
        words = f"systemd starts the reminders at login, and again whenever they end: {self.path}."
        return Standing(State.READY, Kind.SYSTEMD, places, words)

    def plan(self) -> Plan:
        """The unit, and the commands that make systemd take it."""
        commands = [self._command("daemon-reload"), self._command("enable", self._unit)]
        commands.append(self._command("restart", self._unit))
        piece = Piece(str(self.path), self._content.decode())
        return Plan(Kind.SYSTEMD, (piece,), tuple(map(shown, commands)))

    def install(self) -> Change:
        """Writes the unit, enables and starts it."""
        before, done = read(self.path), []
        changed = before != self._content
        try:
            if changed:
                done += [write(self.path, self._content), told(self._machine, self._command("daemon-reload"))]
            if not self._link.is_symlink():
                done.append(told(self._machine, self._command("enable", self._unit)))
            if changed and before is not None:
                done.append(told(self._machine, self._command("restart", self._unit)))
            elif not self._ask("is-active", "--quiet", self._unit).ok:
                done.append(told(self._machine, self._command("start", self._unit)))
        except AftercareError:
            self._go_back(before)
            raise
        words = "systemd starts the reminders at login, and again whenever they end."
        return Change(Kind.SYSTEMD, tuple(done), words)

    def uninstall(self) -> Change:
        """Stops the unit, and removes it with its link."""
        if not self.look().installed and not self._is_loaded():
            return Change(None, (), "")
        done, remarks = [], []
        stop = self._command("disable", "--now", self._unit)
        reached = self.reached()
        if reached.ok:
            answer = self._machine.ask(stop)
            if not answer.ok and read(self.path) is not None:
                raise refused(stop, answer)
            done.append(f"Ran {shown(stop)}")
        else:
            remarks.append(f"systemd could not be told ({reached.words.rstrip('.')}): log out and in again to end it.")
        done += self._remove()
        if reached.ok:
            done.append(told(self._machine, self._command("daemon-reload")))
            # it may have none, which is no failure
            self._ask("reset-failed", self._unit)
        own = self._units / f"{self._unit}.d"
        if own.exists():
            remarks.append(f"{own} was not made by aftercare and stays.")
        return Change(Kind.SYSTEMD, tuple(done), "systemd no longer starts the reminders.", tuple(remarks))

    @property
    def _content(self) -> bytes:
        return unit_text(self._wanted).encode()

    def _command(self, *words: str) -> tuple[str, ...]:
        return ("systemctl", "--user", *words)

    def _ask(self, *words: str) -> Answer:
        return self._machine.ask(self._command(*words))

    def _is_loaded(self) -> bool:
        """Whether it runs although its file is gone."""
        return self._ask("is-active", "--quiet", self._unit).ok

    def _remove(self) -> list[str]:
        up_to = self._machine.person
        return [*take_away(self._link, up_to), *take_away(self.path, up_to)]

    def _go_back(self, before: bytes | None) -> None:
        """Leaves what was there before a failed `install`, as far as that can be done."""
        with contextlib.suppress(AftercareError):
            if before is not None:
                write(self.path, before)
            else:
                self._ask("disable", "--now", self._unit)
                self._remove()
            self._ask("daemon-reload")
        drop_empty(self._link.parent, self._machine.person)
