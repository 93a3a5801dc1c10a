"""Gathering what the doctor looks at. Nothing here raises for what is wrong: that is what is told."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from aftercare.care import Care, Home
from aftercare.errors import AftercareError
from aftercare.model.notice import AheadOfClock
from aftercare.model.reminder_key import ReminderKind
from aftercare.reminders import autostart
from aftercare.reminders.agenda import agenda_of
from aftercare.reminders.autostart import Machine, Standing
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.doctor.bus import asked, bus_address
from aftercare.reminders.doctor.diagnosis import diagnosis
from aftercare.reminders.doctor.facts import Client, Facts, Listed, Notifier, Trouble, trouble_of
from aftercare.reminders.doctor.line import Diagnosis
from aftercare.reminders.flatpak import FLATPAK_SIGN
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.ledger_file import set_aside_before
from aftercare.reminders.presence import last_beat, running, service_process
from aftercare.store.machine import machine_zone

_NOTIFY_SEND = "Install it (Debian, Ubuntu: apt install libnotify-bin), then try `aftercare remind test`."


def examined(home: Home, clock: Callable[[], datetime], machine: Machine | None = None) -> Diagnosis:
    """Looks at every link of the chain for `home`. `clock` tells the present instant in this machine's wall time."""
    return diagnosis(gathered(home, clock, machine or autostart.this_machine()))


def gathered(home: Home, clock: Callable[[], datetime], machine: Machine) -> Facts:
    """What there is to see of `home` on `machine`, now."""
    now = clock()
    home_trouble = lock_trouble = found = beat = None
    names: list[str] = []
    try:
        names = home.clients()
    except AftercareError as error:
        home_trouble = trouble_of(error)
    try:
        found, beat = running(home), last_beat(home)
    except AftercareError as error:
        lock_trouble = trouble_of(error)
    served = _environment_of(service_process(home)) if found else None
    environment = machine.environment if served is None else served
    return Facts(
        now=now,
        machine_zone=machine_zone(),
        clients=tuple(_clients(home, names, now)),
        running=found,
        beat=beat,
        starts=_starts(home, machine),
        ledger=_listed(Ledger(home.state / FILE_NAME)),
        notifier=_notifier(machine.platform, environment),
        bus=None if machine.platform in ("darwin", "win32") else asked(bus_address(environment)),
        by_service=served is not None,
        home_trouble=home_trouble,
        lock_trouble=lock_trouble,
    )


def _clients(home: Home, names: list[str], now: datetime) -> Iterator[Client]:
    for name in names:
        try:
            care = Care.open(home, name)
            if not care.present().client.archived:
                yield _client(care, name, now)
        except AftercareError as error:
            yield Client(name, trouble=trouble_of(error))


def _client(care: Care, name: str, now: datetime) -> Client:
    settings = care.present().reminders
    coming = [each.due for each in agenda_of(care, now) if each.due > now and not each.lapses]
    return Client(
        name=name,
        kinds=sum(settings.of(kind).on for kind in ReminderKind),
        quiet=settings.quiet,
        quiet_now=settings.quiet.cover(care.wall(now).time()),
        zone=care.zone(now),
        unknown=care.unknown_zone(now),
        elsewhere=care.machine_elsewhere(now),
        ahead=max((each.until for each in care.notices(now) if isinstance(each, AheadOfClock)), default=None),
        next=min(coming, default=None),
    )


def _listed(ledger: Ledger) -> Listed:
    try:
        aside = tuple(map(str, set_aside_before(ledger.path)))
    except AftercareError as error:
        return Listed(trouble=trouble_of(error))
    try:
        return Listed(ledger.begun(), ledger.newest(DESKTOP), aside)
    except AftercareError as error:
        return Listed(set_aside=aside, trouble=trouble_of(error))


def _starts(home: Home, machine: Machine) -> Standing | Trouble:
    try:
        return autostart.look(home, machine)
    except AftercareError as error:
        return trouble_of(error)


def _environment_of(process: int | None) -> dict[str, str] | None:
    """The environment with which a service was started, where the system tells it: it may be another one than ours."""
    try:
        held = Path(f"/proc/{process}/environ").read_bytes() if process else b""
    except OSError:
        return None
    pairs = (os.fsdecode(each).partition("=") for each in held.split(b"\0") if each)
    return {name: value for name, _, value in pairs} or None


def _notifier(platform: str, environment: Mapping[str, str]) -> Notifier:
    if platform == "darwin":
        return _program("osascript", environment, "It comes with macOS; look at PATH.")
    if platform == "win32":
        # only looked for: plyer belongs in the process that sends
        found = importlib.util.find_spec("plyer")
        return Notifier("plyer", str(found.origin) if found else "", "Install aftercare again.")
    if FLATPAK_SIGN.exists():
        return _program("gdbus", environment, "It belongs to the Flatpak's runtime.")
    return _program("notify-send", environment, _NOTIFY_SEND)


def _program(name: str, environment: Mapping[str, str], install: str) -> Notifier:
    return Notifier(name, shutil.which(name, path=environment.get("PATH", os.defpath)) or "", install)
