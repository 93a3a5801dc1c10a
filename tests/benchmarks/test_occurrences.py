"""The occurrences of twelve steps over five years; beside python-dateutil's rrule for the same number of events."""

from datetime import UTC, date, datetime

from dateutil.rrule import DAILY, rrule

from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.routine import EVENING, MORNING, ByClient, Routine, Step, Terms
from aftercare.model.rules import Cycle, Daily, EveryDays, Phase, Phases, Weekday, Weekdays
from aftercare.model.slot_instant import DatedZone

FIRST, LAST = date(2021, 11, 22), date(2026, 11, 21)
CALENDAR = (Daily(), EveryDays(3, FIRST), Weekdays((Weekday.MON, Weekday.THU)))
MIXED = (
    *CALENDAR,
    Cycle(4, (1,), FIRST, 3),
    Phases(FIRST, (Phase(Weekdays((Weekday.MON, Weekday.THU)), 2), Phase(Daily(), 1))),
)


def routine(rules) -> Routine:
    steps = [
        Step(f"step-{n}", f"Step {n}", n, (Terms(FIRST, ("morning", "evening"), rules[n % len(rules)]),), ByClient())
        for n in range(12)
    ]
    return Routine({slot.id: slot for slot in (MORNING, EVENING)}, {}, {step.id: step for step in steps})


def occurrences(of: Routine) -> int:
    seen = Circumstances(datetime(2026, 11, 22, 12, tzinfo=UTC), (DatedZone(FIRST, "Europe/Berlin"),))
    return sum(1 for step in of.steps.values() for _ in StepWalk(step, of, seen).occurrences(FIRST, LAST))


def by_rrule() -> int:
    first, last = datetime(2021, 11, 22), datetime(2026, 11, 21)
    return sum(1 for _ in range(12) for _ in rrule(DAILY, dtstart=first, until=last))


def test_calendar_rules(against):
    of = routine(CALENDAR)
    against("occurrences, 12 steps by the calendar, 5 years", lambda: occurrences(of), by_rrule, 7, "below rrule")


def test_mixed_rules(against):
    of = routine(MIXED)
    against("occurrences, 12 steps of all kinds, 5 years", lambda: occurrences(of), by_rrule, 7, "below rrule")
