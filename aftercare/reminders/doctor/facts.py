"""What the doctor looks at, gathered once: the clients, the service, the ledger and the way to the desktop."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.errors import AftercareError
from aftercare.model.notice import MachineElsewhere, ZoneUnknown
from aftercare.model.reminder_settings import QuietHours
from aftercare.reminders.autostart.standing import Standing
from aftercare.reminders.doctor.bus import Bus
from aftercare.reminders.ledger import Delivery
from aftercare.reminders.presence import Beat, Running


class Trouble(Struct, frozen=True):
    """Something that could not be found out, or is wrong: what, and what would help."""

    words: str
    next_step: str = ""


def trouble_of(error: AftercareError) -> Trouble:
    """An error as a value."""
    return Trouble(error.message, error.next_step)


class Client(Struct, frozen=True):
    """One client: how many kinds of reminders are switched on, their quiet hours, zone and next reminder."""

    name: str
    kinds: int = 0
    quiet: QuietHours = QuietHours()
    quiet_now: bool = False
    zone: str | None = None
    unknown: ZoneUnknown | None = None
    elsewhere: MachineElsewhere | None = None
    ahead: datetime | None = None
    next: datetime | None = None
    trouble: Trouble | None = None


class Listed(Struct, frozen=True):
    """The ledger: when it began, its newest row, what was set aside because it was damaged."""

    begun: datetime | None = None
    newest: Delivery | None = None
    set_aside: tuple[str, ...] = ()
    trouble: Trouble | None = None


class Notifier(Struct, frozen=True):
    """The program that shows a notification, where it lies, and what to do where it is missing."""

    program: str
    place: str
    install: str


class Facts(Struct, frozen=True):
    """All of it at one instant. `bus` is None on systems that have none; `beat` is the last note of any service.

    `by_service` says that notifier and bus were looked for as the running service looks for them, not as this process.
    """

    now: datetime
    machine_zone: str | None
    clients: tuple[Client, ...]
    running: Running | None
    beat: Beat | None
    starts: Standing | Trouble
    ledger: Listed
    notifier: Notifier
    bus: Bus | None
    by_service: bool = False
    home_trouble: Trouble | None = None
    lock_trouble: Trouble | None = None
