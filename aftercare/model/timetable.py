"""The coming days as a calendar sees them: when each slot asks for something, and the sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.layering import layered
from aftercare.model.routine import Id, Practitioner, Routine, Slot, Step
from aftercare.model.rulings import Verdict
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import slot_wall, wall_instant, zone_called, zone_on


class Occasion(Struct, frozen=True):
    """A slot on a local date with its due `steps` in layering order, as they are on that day.

    `at` is the calendar day and wall time in `zone`, without an offset. In a spring gap it is a time that no clock
    shows: the instant is that of `wall_instant`.
    """

    day: date
    at: datetime
    zone: str
    steps: tuple[Step, ...]


class SlotTimes(Struct, frozen=True):
    """The occasions of one slot, in the order of their days. Where nothing is due there are none.

    `begins` is the first day's, whether or not anything is due then.
    """

    slot: Slot
    begins: Occasion
    occasions: tuple[Occasion, ...]


class Appointment(Struct, frozen=True):
    """A session with the wall time that clocks show in its `zone`, without an offset.

    One that is `off` was cancelled, or is not planned now.
    """

    session: Session
    at: datetime
    zone: str
    off: bool


class Timetable(Struct, frozen=True):
    """What lies between the local dates `first` and `last`, both included."""

    first: date
    last: date
    slots: tuple[SlotTimes, ...]
    appointments: tuple[Appointment, ...]
    practitioner: Practitioner | None = None


def timetable(
    routine: Routine,
    circumstances: Circumstances,
    sessions: Iterable[Session],
    days: int,
    practitioner: Practitioner | None = None,
) -> Timetable:
    """The running date and those after it, `days` altogether. What is not answered counts as used as planned."""
    first = circumstances.today
    last = first + timedelta(days=days - 1)
    due = _due(routine, circumstances, first, last)
    # a slot that no step names any more has nothing to tell; one that was given up has to say so
    named = {slot for step in routine.steps.values() for terms in step.terms for slot in terms.slots}
    slots = []
    for slot in sorted(routine.slots.values(), key=lambda each: each.id):
        if slot.id in named:
            found = due.get(slot.id, {})
            occasions = [_occasion(slot, day, found[day], circumstances) for day in sorted(found)]
            slots.append(SlotTimes(slot, _occasion(slot, first, [], circumstances), tuple(occasions)))
    return Timetable(
        first,
        last,
        tuple(slots),
        tuple(
            _appointment(each, circumstances)
            for each in sorted(sessions, key=lambda each: (each.at, each.id))
            if first <= each.at.date() <= last
        ),
        practitioner,
    )


def _due(routine: Routine, circumstances: Circumstances, first: date, last: date) -> dict[Id, dict[date, list[Step]]]:
    found: dict[Id, dict[date, list[Step]]] = {}
    for step in routine.steps.values():
        for day, slot, verdict in StepWalk(step, routine, circumstances).occurrences(first, last):
            if verdict is Verdict.DUE:
                found.setdefault(slot, {}).setdefault(day, []).append(as_told(step, routine, day))
    return found


def as_told(step: Step, routine: Routine, day: date) -> Step:
    """The step as it is on `day`, with the amount that its product names where it names none itself."""
    told = step.as_on(day)
    product = routine.products.get(told.product) if told.product and not told.amount else None
    return replace(told, amount=product.as_on(day).amount) if product is not None else told


def _occasion(slot: Slot, day: date, steps: list[Step], circumstances: Circumstances) -> Occasion:
    zone = zone_on(circumstances.zones, day)
    return Occasion(day, slot_wall(slot, day, circumstances.starts), zone, tuple(layered(steps)))


def _appointment(session: Session, circumstances: Circumstances) -> Appointment:
    zone = zone_on(circumstances.zones, session.at.date())
    at = wall_instant(session.at.date(), session.at.time(), zone).astimezone(zone_called(zone))
    off = session.set_aside or session.attendance is Attendance.CANCELLED
    return Appointment(session, at.replace(tzinfo=None, fold=0), zone, off)
