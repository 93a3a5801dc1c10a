"""What the doctor says of all links: pure, from what was gathered."""

from __future__ import annotations

from collections.abc import Callable

from aftercare.reminders.doctor.desktop_links import bus_link, delivery_link, ledger_link, notifier_link
from aftercare.reminders.doctor.facts import Facts
from aftercare.reminders.doctor.line import Diagnosis, Line, Link
from aftercare.reminders.doctor.record_links import (
    clock_link,
    next_link,
    quiet_link,
    record_link,
    reminders_link,
    zone_link,
)
from aftercare.reminders.doctor.said import Said
from aftercare.reminders.doctor.service_links import autostart_link, beat_link, lock_link, service_link


def diagnosis(facts: Facts) -> Diagnosis:
    """What is to be said of what was found."""
    lines = [Line(link, *_SAYS[link](facts)) for link in Link if link is not Link.BUS or facts.bus is not None]
    return Diagnosis(facts.now, tuple(lines))


_SAYS: dict[Link, Callable[[Facts], Said]] = {
    Link.RECORD: record_link,
    Link.REMINDERS: reminders_link,
    Link.QUIET: quiet_link,
    Link.ZONE: zone_link,
    Link.CLOCK: clock_link,
    Link.NEXT: next_link,
    Link.SERVICE: service_link,
    Link.LOCK: lock_link,
    Link.BEAT: beat_link,
    Link.AUTOSTART: autostart_link,
    Link.NOTIFIER: notifier_link,
    Link.BUS: bus_link,
    Link.LEDGER: ledger_link,
    Link.DELIVERY: delivery_link,
}
