"""One day as the client sees it: slots, steps in layering order, what is answered and what comes up. A pure view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct

from aftercare.model.check_off import Answer, Done, Occurrence, Skipped, State, state_of
from aftercare.model.due import due_slots
from aftercare.model.journal import Note
from aftercare.model.layering import layered
from aftercare.model.local_day import current_slot, in_day_order, local_date
from aftercare.model.routine import Client, Practitioner, Product, Routine, Slot, Step
from aftercare.model.session import Attendance, Session


class DueStep(Struct, frozen=True):
    """One occurrence of the day with all that is told about it."""

    occurrence: Occurrence
    step: Step
    product: Product | None
    state: State


class SlotOfDay(Struct, frozen=True):
    """A slot of the day with its steps in the order of application. Never empty."""

    slot: Slot
    due: tuple[DueStep, ...]

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(isinstance(each.state, Done) for each in self.due)

    @property
    def answered(self) -> int:
        """How many of its steps are done or skipped."""
        return sum(isinstance(each.state, Done | Skipped) for each in self.due)


class TodayView(Struct, frozen=True):
    """What the Today screen and the `today` command show of `day`, seen at `now`.

    `today` is the running local date, `current` the id of the slot that matters now (only where `day` is today),
    `next_session` the first one after `now`, or after the start of a day to come.
    """

    client: Client
    day: date
    today: date
    now: datetime
    slots: tuple[SlotOfDay, ...]
    current: str | None
    notes: tuple[Note, ...]
    next_session: Session | None
    practitioner: Practitioner | None

    @property
    def due(self) -> tuple[DueStep, ...]:
        """All occurrences of the day, from its start to its end."""
        return tuple(each for slot in self.slots for each in slot.due)


def day_slots(
    routine: Routine, answers: Mapping[str, Answer], day: date, today: date, client: Client
) -> list[SlotOfDay]:
    """The slots of `day` in which something is due; `answers` by occurrence id."""
    in_slot: dict[str, list[Step]] = {}
    for step in routine.steps.values():
        for slot_id in due_slots(step, day):
            in_slot.setdefault(slot_id, []).append(step)
    result = []
    for slot in in_day_order(routine.slots.values(), client.day_start):
        due = []
        for step in layered(in_slot.get(slot.id, ())):
            occurrence = Occurrence(step.id, day, slot.id)
            product = routine.products.get(step.product) if step.product else None
            due.append(DueStep(occurrence, step, product, state_of(answers.get(occurrence.id), day, today)))
        if due:
            result.append(SlotOfDay(slot, tuple(due)))
    return result


def today_view(
    client: Client,
    routine: Routine,
    answers: Mapping[str, Answer],
    notes: Iterable[Note],
    sessions: Iterable[Session],
    practitioner: Practitioner | None,
    day: date,
    now: datetime,
) -> TodayView:
    """Builds the view of `day` as seen at `now` (an aware instant in the client's wall time)."""
    today = local_date(now, client.day_start)
    slots = day_slots(routine, answers, day, today, client)
    current = current_slot((each.slot for each in slots), now, client.day_start) if day == today else None
    # of a day to come, what is next is what is next then
    wall = max(now.replace(tzinfo=None), datetime.combine(day, client.day_start))
    still_on = (each for each in sessions if each.at > wall and each.attendance is not Attendance.CANCELLED)
    coming = min(still_on, key=lambda each: each.at, default=None)
    return TodayView(
        client=client,
        day=day,
        today=today,
        now=now,
        slots=tuple(slots),
        current=current.id if current else None,
        notes=tuple(sorted((note for note in notes if note.day == day), key=lambda note: note.at)),
        next_session=coming,
        practitioner=practitioner,
    )
