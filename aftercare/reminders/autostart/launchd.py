"""A launchd agent of macOS: started at login, and again whenever it ends.

Its format: launchd.plist(5); the commands: launchctl(1). Tested with a stand-in for launchctl only.
"""

from __future__ import annotations

import plistlib
import time

from aftercare.errors import AftercareError
from aftercare.reminders.autostart.machine import Answer, Machine
from aftercare.reminders.autostart.standing import NOTHING, WRITES_ANEW, Change, Kind, Piece, Plan, Standing, State
from aftercare.reminders.autostart.wanted import Wanted
from aftercare.reminders.autostart.way import read, refused, shown, take_away, told, write

#: launchctl's statuses for what was not loaded anyway: ESRCH, and "could not find service".
_NOT_LOADED = frozenset({3, 113})
_IN_PROGRESS = 36

#: How often and with which pause is looked whether an agent has ended.
_LOOKS, _PAUSE = 50, 0.2


def agent_plist(wanted: Wanted) -> bytes:
    """The agent's file. plistlib escapes what XML would take for its own."""
    agent: dict[str, object] = {
        "Label": wanted.name,
        "ProgramArguments": list(wanted.program),
        "RunAtLoad": True,
        "KeepAlive": True,
        "ThrottleInterval": 30,
        "ExitTimeOut": 15,
        "ProcessType": "Background",
        # only where there is a desktop to show something on
        "LimitLoadToSessionType": "Aqua",
        "Umask": 0o077,
        "StandardOutPath": "/dev/null",
        "StandardErrorPath": "/dev/null",
    }
    if wanted.environment:
        agent["EnvironmentVariables"] = dict(wanted.environment)
    return plistlib.dumps(agent)


class Launchd:
    """The launchd of a person's session."""

    def __init__(self, wanted: Wanted, machine: Machine) -> None:
        self._content = agent_plist(wanted)
        self._machine = machine
        self._domain = f"gui/{machine.uid}"
        self._service = f"{self._domain}/{wanted.name}"
        self.path = machine.person / "Library" / "LaunchAgents" / f"{wanted.name}.plist"

    def look(self) -> Standing:
        """How it stands, as the disk says."""
        content = read(self.path)
        if content is None:
            return Standing(State.ABSENT, None, (), NOTHING)
        places = (str(self.path),)
        if content != self._content:
            words = f"{self.path} was written by another aftercare or changed since."
            return Standing(State.OUTDATED, Kind.LAUNCHD, places, words, WRITES_ANEW)
        words = f"launchd starts the reminders at login, and again whenever they end: {self.path}."
        return Standing(State.READY, Kind.LAUNCHD, places, words)

    def plan(self) -> Plan:
        """The agent, and the commands that make launchd take it."""
        commands = (self._enable(), self._bootstrap())
        return Plan(Kind.LAUNCHD, (Piece(str(self.path), self._content.decode()),), tuple(map(shown, commands)))

    def install(self) -> Change:
        """Writes the agent and has it loaded, which starts it."""
        before, done = read(self.path), []
        changed = before != self._content
        try:
            if changed:
                done.append(write(self.path, self._content))
            loaded = self._is_loaded()
            if changed and loaded:
                done += self._unload()
                loaded = False
            if not loaded:
                # one that was switched off is not loaded otherwise
                done += [told(self._machine, self._enable()), told(self._machine, self._bootstrap())]
        except AftercareError:
            if before is None:
                take_away(self.path, self._machine.person)
            else:
                write(self.path, before)
            raise
        words = "launchd starts the reminders at login, and again whenever they end."
        return Change(Kind.LAUNCHD, tuple(done), words)

    def uninstall(self) -> Change:
        """Unloads the agent, which ends it, and removes its file."""
        loaded = self._is_loaded()
        if not loaded and not self.look().installed:
            return Change(None, (), "")
        done = self._unload() if loaded else []
        done += take_away(self.path, self._machine.person)
        return Change(Kind.LAUNCHD, tuple(done), "launchd no longer starts the reminders.")

    def _enable(self) -> tuple[str, ...]:
        return ("launchctl", "enable", self._service)

    def _bootstrap(self) -> tuple[str, ...]:
        return ("launchctl", "bootstrap", self._domain, str(self.path))

    def _is_loaded(self) -> bool:
        return self._machine.ask(("launchctl", "print", self._service)).ok

    def _wait(self) -> None:
        time.sleep(_PAUSE)

    def _unload(self) -> list[str]:
        command = ("launchctl", "bootout", self._service)
        answer = self._machine.ask(command)
        if not answer.ok and answer.status not in _NOT_LOADED | {_IN_PROGRESS}:
            raise refused(command, answer)
        # it answers before the agent has ended, and until then the next one is not taken
        for _ in range(_LOOKS):
            if not self._is_loaded():
                return [f"Ran {shown(command)}"]
            self._wait()
        raise refused(command, Answer(None, words="the reminders did not end"))
