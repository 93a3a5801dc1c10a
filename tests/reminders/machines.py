"""Machines that answer as systemd, launchd or the Task Scheduler would, on a disk of their own."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import strategies as st

from aftercare.reminders import autostart
from aftercare.reminders.autostart import Answer, Machine

#: What is in nobody's way in most names of folders, and in the way in some.
AWKWARD = "100% of %h <“mine”> & 'his' \"hers\" $HOME ${X} \\n #;=~ été"

NAMES = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\0/"), min_size=1)


MISSING = Answer(None, words="it could not be started: No such file or directory")
NO_BUS = Answer(1, words="Failed to connect to bus: No medium found")
OK = Answer(0)


def install(home, fake):
    """Installs without waiting for a service that no stand-in runs."""
    return autostart.install(home, fake.machine, patience=0)


class Fake:
    """A machine on which only what a subclass knows can be run; `ran` and `started` keep what was asked."""

    platform = "linux"

    def __init__(self, person: Path, interpreter: str = sys.executable, **environment: str) -> None:
        self.person = person
        self.ran: list[tuple[str, ...]] = []
        self.started: list[tuple[str, ...]] = []
        self.failing: dict[str, Answer] = {}
        self.machine = Machine(
            platform=self.platform,
            environment=environment,
            person=person,
            user="DESK\\anna",
            uid=501,
            interpreter=interpreter,
            ask=self.ask,
            start=lambda arguments, _: self.started.append(tuple(arguments)),
        )

    def ask(self, arguments):
        self.ran.append(tuple(arguments))
        for word in arguments:
            if word in self.failing:
                return self.failing[word]
        if arguments[0] == self.machine.interpreter:
            return OK
        return self.answer(tuple(arguments))

    def answer(self, arguments):
        return MISSING

    def files(self):
        """Everything that lies in the person's folder."""
        return sorted(str(each.relative_to(self.person)) for each in self.person.rglob("*"))

    def changing(self):
        """The commands that were run, but for those that only ask."""
        asks = {"show-environment", "is-active", "print", "/Query", "-c"}
        return [each for each in self.ran if not asks & set(each)]


class WithSystemd(Fake):
    """A user manager of systemd: units are loaded, enabled by a link, and run."""

    def __init__(self, person, *arguments, **environment):
        super().__init__(person, *arguments, **environment)
        self.active: set[str] = set()
        self.reachable = True

    @property
    def units(self):
        return self.person / ".config" / "systemd" / "user"

    def answer(self, arguments):
        assert arguments[:2] == ("systemctl", "--user")
        if not self.reachable:
            return NO_BUS
        what, *rest = [each for each in arguments[2:] if not each.startswith("--")]
        if what in ("show-environment", "daemon-reload", "reset-failed"):
            return OK
        (unit,) = rest
        link = self.units / "default.target.wants" / unit
        match what:
            case "is-active":
                return OK if unit in self.active else Answer(3, words="inactive")
            case "enable":
                link.parent.mkdir(exist_ok=True)
                link.symlink_to(self.units / unit)
            case "disable":
                if link.is_symlink():
                    link.unlink()
                self.active.discard(unit)
            case "start" | "restart":
                assert (self.units / unit).exists()
                self.active.add(unit)
            case _:
                raise AssertionError(arguments)
        return OK


class WithLaunchd(Fake):
    """The launchd of a session: agents are loaded from their file, and gone a few looks after they were unloaded."""

    platform = "darwin"

    def __init__(self, person, *arguments, **environment):
        super().__init__(person, *arguments, **environment)
        self.loaded: dict[str, bytes] = {}
        self.disabled: set[str] = set()
        self.ending = 0

    def answer(self, arguments):
        program, what, *rest = arguments
        assert program == "launchctl"
        match what, rest:
            case "print", [service]:
                if self.ending:
                    self.ending -= 1
                    return OK
                return OK if service in self.loaded else Answer(113, words="Could not find service")
            case "enable", [service]:
                self.disabled.discard(service)
            case "bootstrap", [domain, path]:
                service = f"{domain}/{Path(path).stem}"
                if service in self.loaded or service in self.disabled or self.ending:
                    return Answer(5, words="Bootstrap failed: 5: Input/output error")
                self.loaded[service] = Path(path).read_bytes()
            case "bootout", [service]:
                if self.loaded.pop(service, None) is None:
                    return Answer(3, words="Boot-out failed: 3: No such process")
                self.ending = 2
            case _:
                raise AssertionError(arguments)
        return OK


class WithTasks(Fake):
    """The Task Scheduler: it takes a task as UTF-16 XML, and gives it back with things of its own."""

    platform = "win32"

    def __init__(self, person, *arguments, **environment):
        super().__init__(person, *arguments, **environment)
        self.tasks: dict[str, str] = {}
        self.running: set[str] = set()
        self.letters: list[Path] = []

    def answer(self, arguments):
        program, what, flag, name, *rest = arguments
        assert (program, flag) == ("schtasks", "/TN")
        match what, rest:
            case "/Create", ["/F", "/XML", path]:
                content = Path(path).read_bytes()
                assert content.startswith(b"\xff\xfe")
                self.letters.append(Path(path))
                self.tasks[name] = content.decode("utf-16")
                ElementTree.fromstring(self.tasks[name].partition("\n")[2])
            case _ if name not in self.tasks:
                return Answer(1, words="ERROR: The system cannot find the file specified.")
            case "/Query", ["/XML"]:
                given = self.tasks[name].replace("<Author>", "<Date>2026-11-28T18:00:00</Date><Author>", 1)
                return Answer(0, given.replace("\n", "\r\n").encode())
            case "/Run", []:
                self.running.add(name)
            case "/End", []:
                self.running.discard(name)
            case "/Delete", ["/F"]:
                del self.tasks[name]
            case _:
                raise AssertionError(arguments)
        return OK
