"""Reads a calendar file back as a calendar does, and says what the model has: both as (title, instant, text)."""

from datetime import UTC, date, datetime, time, timedelta

import recurring_ical_events
from icalendar import Calendar

from aftercare.exchange.calendar_file import Manner, calendar_file
from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.layering import layered
from aftercare.model.routine import EVENING, MORNING, ByClient, Routine, Slot, Step, Terms
from aftercare.model.rulings import Verdict
from aftercare.model.slot_instant import DatedZone
from aftercare.model.timetable import timetable

START = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAYS = 731
#: 02:30 falls into the gap and the fold of Berlin and New York, 02:15 into those of Lord Howe.
SLOTS = {
    each.id: each
    for each in (
        MORNING,
        EVENING,
        Slot("deep-night", "Deep night", time(2, 30)),
        Slot("small-hours", "Small hours", time(2, 15)),
        Slot("midnight", "Midnight", time(0, 30)),
    )
}


def a_step(step_id, rule, *slots, since=START, until=None, course=None, order=1, **more):
    """A step of the client's own."""
    return Step(step_id, step_id.title(), order, (Terms(since, slots, rule, until, course),), ByClient(), **more)


def a_routine(*steps, slots=None):
    """A routine of `steps`."""
    return Routine(SLOTS | (slots or {}), {}, {each.id: each for each in steps})


def seen(zone="Europe/Berlin", **more):
    """Circumstances in which `zone` has always been in force."""
    return Circumstances(NOW, more.pop("zones", (DatedZone(date(2000, 1, 1), zone),)), **more)


def a_file(routine, circumstances, sessions=(), days=DAYS, now=NOW, **manner):
    """The calendar file of `days` days."""
    return calendar_file(timetable(routine, circumstances, sessions, days), Manner("record", now, **manner))


def events_in(data):
    """The events of the file as they stand there, in their order."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def read_back(data):
    """What a calendar makes of the file over all years, without what is cancelled."""
    found = recurring_ical_events.of(Calendar.from_ical(data)).between(date(2026, 1, 1), date(2030, 1, 1))
    return sorted(
        (str(each["SUMMARY"]), each["DTSTART"].dt.astimezone(UTC), str(each.get("DESCRIPTION", "")))
        for each in found
        if each["STATUS"] == "CONFIRMED"
    )


def in_model(routine, circumstances, days=DAYS):
    """What the model decides, asked step by step and day by day; the steps numbered in layering order."""
    due = {}
    for step in routine.steps.values():
        walk = StepWalk(step, routine, circumstances)
        for day in (circumstances.today + timedelta(n) for n in range(days)):
            for each in walk.on(day).slots:
                if each.verdict is Verdict.DUE:
                    due.setdefault((each.slot, day, each.at), []).append(step.as_on(day))
    return sorted(
        (
            routine.slots[slot].name,
            at,
            "\n".join(f"{number}. {step.name}" for number, step in enumerate(layered(steps), 1)),
        )
        for (slot, _, at), steps in due.items()
    )
