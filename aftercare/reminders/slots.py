"""The parts of the day: one reminder a slot that has open steps, with how many there are and the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from aftercare.model.reminder_basis import ReminderBasis, days_looked_at
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.model.reminder_settings import ByMinutes
from aftercare.model.routine import Slot
from aftercare.model.slot_instant import day_begins, slot_instant
from aftercare.model.today import SlotOfDay, day_slots
from aftercare.model.words import counted
from aftercare.reminders.occasion import Occasion, Words

_DAY = timedelta(days=1)
#: What a slot is called where its own name could tell something: by the time of the day alone.
_CARE = (
    (time(4), "Night care"),
    (time(11), "Morning care"),
    (time(14), "Midday care"),
    (time(17, 30), "Afternoon care"),
    (time(22, 30), "Evening care"),
)


def care_at(wall: time) -> str:
    """Such as "Evening care" for 21:00."""
    return next((name for until, name in _CARE if wall < until), "Night care")


def slot_occasions(basis: ReminderBasis, now: datetime, horizon: timedelta) -> Iterator[Occasion]:
    """The slots around `now` in which something is open. What is done, skipped, held, paused or barred is not."""
    timing = basis.settings.of(ReminderKind.SLOT).timing
    lead = timedelta(minutes=timing.minutes[0] if isinstance(timing, ByMinutes) else 0)
    for day in days_looked_at(now, horizon, basis.zones, basis.starts, basis.back):
        for found in day_slots(basis.routine, basis.circumstances, day):
            if not found.open:
                continue
            # the view shows the slot at the time of its day; the routine's own knows its former times
            begins = slot_instant(basis.routine.slots[found.slot.id], day, basis.zones, basis.starts)
            ends = day_begins(day + _DAY, basis.zones, basis.starts)
            yield Occasion(
                SlotKey(found.slot.id, day),
                begins - lead,
                _words(found),
                # a spring gap can push a slot beyond the end of its day
                moot=ends if ends > begins else None,
                by_itself=basis.settings.quiet.cover(found.slot.at),
                written_late=all(basis.written.get((each.step.id, day), begins) > begins for each in found.open),
            )


def _words(found: SlotOfDay) -> Words:
    slot: Slot = found.slot
    number, first = counted(len(found.open), "step"), found.open[0].step.name
    title = care_at(slot.at)
    named = f"{number}, first {first}" if len(found.open) > 1 else first
    return Words(title, number, title, named, f"{slot.name} {slot.at:%H:%M}: {named}")
