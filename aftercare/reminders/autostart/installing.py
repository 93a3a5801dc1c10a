"""Which way is taken on this machine, and taking it."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

import msgspec

from aftercare.care import Home
from aftercare.errors import SystemTrouble
from aftercare.reminders.autostart.launchd import Launchd
from aftercare.reminders.autostart.machine import Machine, this_machine
from aftercare.reminders.autostart.standing import Change, Plan, Standing
from aftercare.reminders.autostart.systemd import Systemd
from aftercare.reminders.autostart.task import TaskScheduler
from aftercare.reminders.autostart.wanted import Wanted, is_default, wanted
from aftercare.reminders.autostart.way import Way, shown
from aftercare.reminders.autostart.xdg import Xdg
from aftercare.reminders.flatpak import FLATPAK_SIGN
from aftercare.reminders.presence import Beat, running, service_process

#: Seconds for a service that was told to end.
_PATIENCE = 20.0
_PAUSE = 0.05


def look(home: Home, machine: Machine | None = None) -> Standing:
    """How starting by itself stands for `home`. On Linux and macOS only the disk is read. Raises AftercareError."""
    ways = _ways(home, machine or this_machine())
    found = [each.look() for each in ways]
    return next((each for each in found if each.installed), found[0])


def plan(home: Home, machine: Machine | None = None) -> Plan:
    """What `install` would write and run; nothing is changed. Raises AftercareError."""
    on = machine or this_machine()
    way, remark = _chosen(home, on)
    return msgspec.structs.replace(way.plan(), remark=remark)


def install(home: Home, machine: Machine | None = None, patience: float = 15.0) -> Change:
    """Has the service of `home` started now and at every login. Done again it changes nothing.

    For so many seconds it is waited until the service runs; where it does not, a remark says so. Raises SystemTrouble,
    DiskTrouble and BadInput; then nothing new is left behind.
    """
    on = machine or this_machine()
    way, remark = _chosen(home, on)
    _check_importable(wanted(home, on), on)
    by_hand = _by_hand(home, way)
    # another way of an earlier time would start it twice
    others = [each.uninstall() for each in _ways(home, on) if type(each) is not type(way)]
    change = way.install()
    return msgspec.structs.replace(
        change,
        done=(*(line for each in others for line in each.done), *change.done),
        remarks=tuple(each for each in (remark, *change.remarks, by_hand or _missing(home, patience)) if each),
        undo=_undo(home),
    )


def uninstall(home: Home, machine: Machine | None = None) -> Change:
    """Takes away whatever `install` made for `home`, in each way, and ends the service. Raises as `install`."""
    on = machine or this_machine()
    changes = [each.uninstall() for each in _ways(home, on)]
    made = [each for each in changes if each.kind is not None]
    remarks = [line for each in made for line in each.remarks]
    remarks += [f"{each} is another home's and stays." for each in _of_other_homes(home, on)]
    if not made:
        return Change(None, (), "Nothing was installed for this home.", tuple(remarks))
    done = tuple(line for each in made for line in each.done)
    return Change(made[0].kind, done, made[0].words, tuple(remarks))


def _ways(home: Home, machine: Machine) -> list[Way]:
    """The ways of this operating system, the best one first."""
    service = wanted(home, machine)
    if machine.platform == "darwin":
        return [Launchd(service, machine)]
    if machine.platform == "win32":
        return [TaskScheduler(service, machine)]
    return [Systemd(service, machine), Xdg(service, machine, lambda: running(home) is not None, lambda: _stop(home))]


def _chosen(home: Home, machine: Machine) -> tuple[Way, str]:
    """The way to take, and why it is not the best one."""
    if machine.platform == "linux" and FLATPAK_SIGN.exists():
        raise SystemTrouble(
            "Inside a Flatpak nothing can be started at login.", "Install aftercare with pip, pipx or uv for that."
        )
    first, *others = _ways(home, machine)
    if isinstance(first, Systemd) and others:
        reached = first.reached()
        # one that is installed is not given up because this session does not see the manager
        if not reached.ok and not first.look().installed:
            why = f"No user manager of systemd answers ({reached.words.rstrip('.')})"
            return others[0], f"{why}: your desktop starts the reminders, and not again when they end."
    return first, ""


def _check_importable(service: Wanted, machine: Machine) -> None:
    """Raises SystemTrouble where what is to be started would not find this program."""
    answer = machine.ask((service.program[0], "-P", "-c", "import aftercare.cli.remind"))
    if not answer.ok:
        raise SystemTrouble(
            f"{service.program[0]} does not find aftercare by itself: {answer.words.rstrip('.')}.",
            "Install aftercare with pip, pipx or uv, then try again.",
        )


def _by_hand(home: Home, way: Way) -> str:
    """What is to be known where a person has started a service already."""
    found = running(home)
    if found is None or found.beat is None or found.beat.at_login:
        return ""
    then = "the next login starts this one" if isinstance(way, Xdg) else "this one goes on soon after it has ended"
    return f"A service that was started by hand runs (process {found.beat.pid}): {then}."


def _missing(home: Home, patience: float) -> str:
    """What is to be known where the service does not come to run."""
    until = time.monotonic() + patience
    while running(home) is None:
        if time.monotonic() > until:
            return "It was started and does not run yet: `aftercare remind run` in a terminal would tell why."
        time.sleep(_PAUSE)
    return ""


def _stop(home: Home) -> bool:
    """Ends the service that was started at login; False where none ran."""
    beat = _ours(home)
    if beat is None:
        return False
    # it may end by itself just now
    with contextlib.suppress(ProcessLookupError):
        os.kill(beat.pid, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE
    while (still := _ours(home)) is not None and still.pid == beat.pid:
        if time.monotonic() > until:
            raise SystemTrouble(
                f"The reminder service (process {beat.pid}) does not end.", f"End it with `kill -9 {beat.pid}`."
            )
        time.sleep(_PAUSE)
    return True


def _ours(home: Home) -> Beat | None:
    """The beat of a service that was started at login and runs."""
    found = running(home)
    beat = found.beat if found else None
    # the note of one that was killed names a process that is somebody else's by now
    return beat if beat and beat.at_login and service_process(home) == beat.pid else None


def _of_other_homes(home: Home, machine: Machine) -> list[Path]:
    """What was written for other homes, where it is kept in files."""
    name = wanted(home, machine).name
    config = machine.folder("XDG_CONFIG_HOME", ".config")
    folders = (config / "systemd" / "user", config / "autostart", machine.person / "Library" / "LaunchAgents")
    return sorted(
        each
        for folder in folders
        for each in folder.glob("aftercare-reminders-*.*")
        if each.is_file() and each.stem != name
    )


def _undo(home: Home) -> str:
    """The command that takes it back, as it would be typed."""
    chosen = () if is_default(home) else ("--home", str(home.data.absolute()))
    return shown(("aftercare", *chosen, "remind", "uninstall"))
