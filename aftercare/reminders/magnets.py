"""Magnets that come off: so many hours after they were put on as the plan lets them stay.

What was put on is known by what was said of each magnet, and on days without that by the check-off of the step; how
long it stays by the client's points. Where the plan names no hours nothing is said: the program does not guess them.
On the evening before an MRI or a surgery every magnet is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from aftercare.model.check_off import Done
from aftercare.model.face_point import Means
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import MagnetsKey, MagnetsOffKey, ReminderKind, ScanKey
from aftercare.model.reminder_settings import ByMinutes
from aftercare.model.routine import EVENING, Activity
from aftercare.model.scan import is_scan, scan_of
from aftercare.model.slot_instant import slot_instant
from aftercare.model.words import counted, short_day
from aftercare.reminders.occasion import Occasion, Words

_ALL_OFF = "Every magnet off"


def magnet_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """The magnets that come off: those that are known to be on, and else by each step of magnets that was done.

    Before an MRI or a surgery all of them.
    """
    yield from _before_scans(basis)
    timing = basis.settings.of(ReminderKind.MAGNETS).timing
    if not isinstance(timing, ByMinutes):
        return
    for on in basis.magnets_on:
        named = f"{counted(on.number, 'magnet')}, on since {on.since:%H:%M}"
        at = on.off.astimezone(UTC)
        yield Occasion(
            MagnetsOffKey(on.placed, at.replace(tzinfo=None, second=0, microsecond=0)),
            at - timedelta(minutes=timing.minutes[0]),
            Words("Timer", "The time that was set is over.", "Magnets off", named, f"Magnets off: {named}"),
        )
    yield from _by_steps(basis)


def _before_scans(basis: ReminderBasis) -> Iterator[Occasion]:
    has_points = any(each.means is Means.MAGNET for each in basis.points)
    if not (has_points or basis.magnets_on or basis.magnets_left):
        return
    evening = basis.routine.slots.get(EVENING.id, EVENING)
    for session in filter(is_scan, basis.sessions):
        begins = scan_of(session, basis.zones).begins
        when = f"{short_day(session.at.date(), session.at.date())} {session.at:%H:%M}"
        named = f"{session.kind}, {when}: take every magnet off and count them"
        yield Occasion(
            ScanKey(session.id, session.at),
            slot_instant(evening, session.at.date() - timedelta(days=1), basis.zones, basis.starts),
            Words("Before tomorrow", "Open the app to read it.", _ALL_OFF, named, f"{_ALL_OFF}: {named}"),
            moot=begins,
            by_itself=True,
        )


def _by_steps(basis: ReminderBasis) -> Iterator[Occasion]:
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
            if day in basis.magnets_placed or step.as_on(day).activity is not Activity.MAGNETS:
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
