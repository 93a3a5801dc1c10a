"""Examples as rows of days, from Monday 2 November 2026 on: what was answered, and what a step comes to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aftercare.model.check_off import Done, Skipped
from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.hold import Hold
from aftercare.model.routine import EVENING, MORNING, ByClient, Product, Routine, Step, Terms
from aftercare.model.rulings import OnWish, Verdict
from aftercare.model.slot_instant import DatedZone

START = date(2026, 11, 2)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (DatedZone(date(2020, 1, 1), "Europe/Berlin"),)
LETTERS = {Verdict.DUE: "x", Verdict.NOT_DUE: ".", Verdict.HELD: "h", Verdict.PAUSED: "p"}
CREAM = Product("cream", "Cream", "cream", ByClient())
PRESCRIBED = Product("retinoid", "Retinoid", "serum", ByClient(), prescribed=True)


def on_day(number):
    """The day so many days after the first."""
    return START + timedelta(number)


def wall(number, hour=12, minute=0):
    """An instant on that day, in Berlin."""
    return datetime.combine(on_day(number), time(hour, minute), BERLIN)


def a_step(rule, course=None, slots=("evening",), step_id="gel", product="cream", since=START, **more):
    return Step(step_id, "Gel", 1, (Terms(since, slots, rule, course=course),), ByClient(), product, **more)


def a_routine(*steps):
    products = {each.id: each for each in (CREAM, PRESCRIBED)}
    return Routine({each.id: each for each in (MORNING, EVENING)}, products, {each.id: each for each in steps})


def circumstances(now=None, answered="", step_id="gel", slot="evening", **more):
    """`answered` is a row: d done, s skipped, anything else no answer; each at 21:00."""
    days = {
        on_day(n): {slot: Done(wall(n, 21)) if letter == "d" else Skipped(wall(n, 21), "away")}
        for n, letter in enumerate(answered.replace(" ", ""))
        if letter in "ds"
    }
    return Circumstances(now or wall(0), ZONES, answers={step_id: days}, **more)


def a_hold(start, end, step_id="gel"):
    return Hold(step_id, start.astimezone(UTC), end.astimezone(UTC), ByClient())


def row_of(step, seen, days=28, routine=None):
    """The verdicts of `days` days from the first in weeks: x due, . not, h held, p paused, o there as needed."""
    walk = StepWalk(step, routine or a_routine(step), seen)
    decisions = [walk.on(on_day(n)) for n in range(days)]
    letters = ["o" if isinstance(each.reason, OnWish) else LETTERS[each.verdict] for each in decisions]
    return " ".join("".join(letters[n : n + 7]) for n in range(0, days, 7))
