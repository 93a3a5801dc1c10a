"""Magnets that come off: so many hours after they were put on as the plan lets them stay.

What was put on is known by the check-off of the step; how long it stays by the client's points. Where the plan names
no hours nothing is said: the program does not guess them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from aftercare.model.check_off import Done
from aftercare.model.face_point import Means
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import MagnetsKey, ReminderKind
from aftercare.model.reminder_settings import ByMinutes
from aftercare.model.routine import Activity
from aftercare.model.words import counted
from aftercare.reminders.occasion import Occasion, Words


def magnet_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """A reminder for each time that a magnet stays, after each step of magnets that was done."""
    timing = basis.settings.of(ReminderKind.MAGNETS).timing
    worn: dict[int, int] = {}
    for point in basis.points:
        if point.means is Means.MAGNET and point.wear_hours is not None:
            worn[point.wear_hours] = worn.get(point.wear_hours, 0) + 1
    if not worn or not isinstance(timing, ByMinutes):
        return
    before = timedelta(minutes=timing.minutes[0])
    for step in basis.routine.steps.values():
        for day, answers in basis.circumstances.answers.get(step.id, {}).items():
            if step.as_on(day).activity is not Activity.MAGNETS:
                continue
            for slot, answer in answers.items():
                if not isinstance(answer, Done):
                    continue
                for hours, number in sorted(worn.items()):
                    off = answer.at + timedelta(hours=hours)
                    named = f"{counted(number, 'magnet')}, on since {answer.at:%H:%M}"
                    yield Occasion(
                        MagnetsKey(step.id, day, slot, hours),
                        off - before,
                        Words("Timer", "The time that was set is over.", "Magnets off", named, f"Magnets off: {named}"),
                    )
