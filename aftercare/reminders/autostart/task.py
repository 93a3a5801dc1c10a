"""A task of the Windows Task Scheduler: started at logon, and looked after every five minutes.

Its format: Task Scheduler Schema 1.2; the commands: schtasks. Tested with a stand-in for schtasks only.
"""

from __future__ import annotations

import ntpath
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from aftercare.errors import AftercareError, BadInput
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
from aftercare.reminders.autostart.way import told
from aftercare.store.disk import disk_trouble

_SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

#: What the scheduler replaces in a command: variables of the environment, and arguments given by hand.
_REPLACED = re.compile(r"%([^%]+)%|\$\(Arg\d+\)")

#: How often it is looked whether the service still runs, as ISO 8601 has it.
_AGAIN = "PT5M"


def task_xml(wanted: Wanted, machine: Machine) -> str:
    """The task. Raises BadInput where the scheduler would read something else out of a folder's name."""
    command, arguments = _command(wanted, machine)
    settings: _Tree = {
        # one that runs already is left to it
        "MultipleInstancesPolicy": "IgnoreNew",
        "DisallowStartIfOnBatteries": "false",
        "StopIfGoingOnBatteries": "false",
        "AllowHardTerminate": "true",
        "StartWhenAvailable": "true",
        "RunOnlyIfNetworkAvailable": "false",
        "IdleSettings": {"StopOnIdleEnd": "false", "RestartOnIdle": "false"},
        "AllowStartOnDemand": "true",
        "Enabled": "true",
        "Hidden": "false",
        "RunOnlyIfIdle": "false",
        "WakeToRun": "false",
        # no limit: otherwise it is ended after three days
        "ExecutionTimeLimit": "PT0S",
        "Priority": "7",
    }
    logon: _Tree = {
        "Repetition": {"Interval": _AGAIN, "StopAtDurationEnd": "false"},
        "Enabled": "true",
        # without a person it would be for everybody, which only an administrator may ask for
        "UserId": machine.user,
    }
    person: _Tree = {"UserId": machine.user, "LogonType": "InteractiveToken", "RunLevel": "LeastPrivilege"}
    task = ET.Element("Task", {"version": "1.2", "xmlns": _SPACE})
    _add(task, "RegistrationInfo", {"Author": "aftercare", "Description": wanted.title, "URI": f"\\{wanted.name}"})
    _add(task, "Triggers", {"LogonTrigger": logon})
    _add(task, "Principals", {"Principal": person})
    task[-1][0].set("id", "Author")
    _add(task, "Settings", settings)
    _add(task, "Actions", {"Exec": {"Command": command, "Arguments": arguments}})
    task[-1].set("Context", "Author")
    ET.indent(task)
    return f'<?xml version="1.0" encoding="UTF-16"?>\n{ET.tostring(task, encoding="unicode")}\n'


_Tree = Mapping[str, "str | _Tree"]


def _add(parent: ET.Element, name: str, content: str | _Tree) -> None:
    element = ET.SubElement(parent, name)
    if isinstance(content, str):
        element.text = content
        return
    for each, inner in content.items():
        _add(element, each, inner)


def _command(wanted: Wanted, machine: Machine) -> tuple[str, str]:
    """The program and its arguments as Windows programs read them."""
    for word in wanted.program:
        for found in _REPLACED.finditer(word):
            if found[1] is None or found[1].casefold() in map(str.casefold, machine.environment):
                raise BadInput(
                    f"The Task Scheduler would replace “{found[0]}” in “{word}”.", "Rename the folder, then try again."
                )
    program, *arguments = wanted.program
    return f'"{_without_window(program)}"' if " " in program else _without_window(program), _joined(arguments)


def _joined(arguments: list[str]) -> str:
    return subprocess.list2cmdline(arguments)


def _without_window(interpreter: str) -> str:
    """The Python that opens no console, where it lies beside the other one."""
    folder, name = ntpath.split(interpreter)
    quiet = ntpath.join(folder, "pythonw.exe")
    return quiet if name.casefold() == "python.exe" and os.path.exists(quiet) else interpreter


class TaskScheduler:
    """The Task Scheduler, with the rights of the person alone."""

    def __init__(self, wanted: Wanted, machine: Machine) -> None:
        self._wanted = wanted
        self._machine = machine
        # not in a folder of its own: that would stay when the task goes
        self._name = f"\\{wanted.name}"

    def look(self) -> Standing:
        """How it stands, as the scheduler says."""
        answer = self._machine.ask(self._command("/Query", "/XML"))
        if not answer.ok:
            return Standing(State.ABSENT, None, (), NOTHING)
        places = (f"Task Scheduler: {self._name}",)
        try:
            there = ET.fromstring(_text(answer.out))
        except ET.ParseError:
            there = ET.Element("Task")
        wanted = ET.fromstring(task_xml(self._wanted, self._machine).partition("\n")[2])
        if _inner(there, "Settings/Enabled") == "false":
            words = f"The task {self._name} is switched off."
            return Standing(State.SWITCHED_OFF, Kind.TASK, places, words, SWITCHES_ON)
        if any(_inner(there, each) != _inner(wanted, each) for each in _TOLD_BY):
            words = f"The task {self._name} was made by another aftercare or changed since."
            return Standing(State.OUTDATED, Kind.TASK, places, words, WRITES_ANEW)
        words = f"The Task Scheduler starts the reminders at logon, and again when they end: {self._name}."
        return Standing(State.READY, Kind.TASK, places, words)

    def plan(self) -> Plan:
        """The task, and the commands that make the scheduler take it."""
        commands = (self._command("/Create", "/F", "/XML", "TASK.xml"), self._command("/Run"))
        piece = Piece(f"Task Scheduler: {self._name}", task_xml(self._wanted, self._machine))
        return Plan(Kind.TASK, (piece,), tuple(map(subprocess.list2cmdline, commands)))

    def install(self) -> Change:
        """Makes the task and runs it."""
        done = []
        before = self.look()
        if before.state is not State.READY:
            if before.installed:
                self._machine.ask(self._command("/End"))
            done.append(self._create())
        try:
            # one that runs already is left to it
            run = told(self._machine, self._command("/Run"))
        except AftercareError:
            if not before.installed:
                self._machine.ask(self._command("/Delete", "/F"))
            raise
        if done:
            done.append(run)
        words = "The Task Scheduler starts the reminders at logon, and again when they end."
        return Change(Kind.TASK, tuple(done), words)

    def uninstall(self) -> Change:
        """Ends the task and removes it."""
        if not self.look().installed:
            return Change(None, (), "")
        # it may not be running, which is no failure
        self._machine.ask(self._command("/End"))
        done = (told(self._machine, self._command("/Delete", "/F")),)
        return Change(Kind.TASK, done, "The Task Scheduler no longer starts the reminders.")

    def _command(self, what: str, *more: str) -> tuple[str, ...]:
        return ("schtasks", what, "/TN", self._name, *more)

    def _create(self) -> str:
        # the file is only a letter to schtasks, which reads no other encoding with certainty
        handle, name = tempfile.mkstemp(suffix=".xml", prefix="aftercare-")
        path = Path(name)
        try:
            with disk_trouble("write", path), os.fdopen(handle, "wb") as file:
                file.write(task_xml(self._wanted, self._machine).encode("utf-16"))
            return told(self._machine, self._command("/Create", "/F", "/XML", str(path)))
        finally:
            path.unlink(missing_ok=True)


#: By these a task is known to be the one that would be made now. The scheduler adds things of its own.
_TOLD_BY = (
    "Actions/Exec/Command",
    "Actions/Exec/Arguments",
    "Settings/DisallowStartIfOnBatteries",
    "Settings/StopIfGoingOnBatteries",
    "Settings/ExecutionTimeLimit",
)


def _inner(task: ET.Element, path: str) -> str | None:
    return task.findtext("/".join(f"{{{_SPACE}}}{name}" for name in path.split("/")))


def _text(out: bytes) -> str:
    """What schtasks printed, without the line that names an encoding: through a pipe it is the console's."""
    utf16 = out.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in out[:8]
    text = out.decode("utf-16" if utf16 else "utf-8", "replace").lstrip("\ufeff \r\n")
    return text.partition("?>")[2] if text.startswith("<?xml") else text
