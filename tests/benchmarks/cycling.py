"""Skin cycling with a session a week: twelve steps, four of them in one cycle, over as many weeks as asked."""

from datetime import UTC, date, datetime, timedelta

from aftercare.model.circumstances import Circumstances
from aftercare.model.day_start import DayStarts
from aftercare.model.ended_session import SessionEnds, Standing
from aftercare.model.holding import holds_over
from aftercare.model.rest import Rests, Substance
from aftercare.model.routine import EVENING, MORNING, ByClient, Product, Routine, Step, Terms
from aftercare.model.rules import Cycle, Daily
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import DatedZone, day_begins
from aftercare.store import reference

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ZONES = (DatedZone(date(2000, 1, 1), "Europe/Berlin"),)
STARTS = DayStarts()


def routine(weeks: int) -> Routine:
    """It begins so many weeks ago."""
    since = TODAY - timedelta(weeks=weeks)
    products = [Product(f"p{n}", f"Product {n}", "serum", ByClient(), (f"ingredient {n}",)) for n in range(12)]
    rules = [Cycle(4, (n % 4 + 1,), since, 3) if n < 4 else Daily() for n in range(12)]
    steps = [
        Step(f"s{n}", f"Step {n}", n, (Terms(since, ("morning", "evening"), rules[n]),), ByClient(), f"p{n}")
        for n in range(12)
    ]
    return Routine(
        {each.id: each for each in (MORNING, EVENING)},
        {each.id: each for each in products},
        {each.id: each for each in steps},
    )


def rests() -> Rests:
    """Each ingredient rests for a time of its own, 0 h to 72 h."""
    kinds = tuple(reference.session_kinds().values())
    defaults = tuple(reference.hold_defaults().values())
    grade = defaults[0].grade
    substances = {
        f"ingredient {n}": (Substance(f"Ingredient {n}", (), n % 4 * 24, grade, "a leaflet"),) for n in range(12)
    }
    return Rests(defaults=defaults, kinds=kinds, substances=substances)


def sessions(weeks: int) -> list[Session]:
    """One each Thursday."""
    first = datetime(2026, 11, 19, 17, 30)
    return [
        Session(f"s{n}", first - timedelta(weeks=n), "facial needles", ByClient(), 60, Attendance.TOOK_PLACE)
        for n in range(weeks)
    ]


def holds(of: Routine, said: Rests, had: list[Session]):
    """The holds after them."""
    ends = SessionEnds(of, ZONES, STARTS, NOW)
    ended = [ends.ended(Standing(each)) for each in had]
    return holds_over(of, ended, said, NOW, lambda day: day_begins(day, ZONES, STARTS))


def seen(of: Routine, said: Rests, had: list[Session]) -> Circumstances:
    """What surrounds the steps."""
    return Circumstances(NOW, ZONES, STARTS, holds=holds(of, said, had))
