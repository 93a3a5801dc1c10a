"""Records as reminders see them: a client in Berlin, from Monday 2 November 2026 on, with the usual quiet hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from aftercare.model.check_off import Done
from aftercare.model.circumstances import Circumstances
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import DEFAULTS, QuietHours, ReminderSettings
from aftercare.model.routine import EVENING, MORNING, ByClient, Daily, Product, Routine, Step, Terms
from aftercare.model.session import Session
from aftercare.model.slot_instant import DatedZone
from aftercare.reminders.agenda import agenda

START = date(2026, 11, 2)
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (DatedZone(date(2020, 1, 1), "Europe/Berlin"),)
CREAM = Product("cream", "Cream", "cream", ByClient())
OWN = ByClient()


def on_day(number):
    """The day so many days after the first."""
    return START + timedelta(number)


def wall(number, hour=12, minute=0):
    """An instant on that day, in Berlin."""
    return datetime.combine(on_day(number), time(hour, minute), BERLIN)


def a_step(name="Gel", slots=("evening",), rule=None, order=1, since=START, **more):
    """A step of the client's own, by its name."""
    terms = (Terms(since, slots, rule or Daily()),)
    return Step(name.lower().replace(" ", "-"), name, order, terms, OWN, "cream", **more)


def a_routine(*steps, slots=(MORNING, EVENING)):
    return Routine({each.id: each for each in slots}, {"cream": CREAM}, {each.id: each for each in steps})


def done(*occurrences):
    """Answers: (step, day number, slot) done at noon of that day."""
    answers = {}
    for step, number, slot in occurrences:
        answers.setdefault(step, {}).setdefault(on_day(number), {})[slot] = Done(wall(number))
    return answers


def set_to(kind, **fields):
    """The settings with one kind changed."""
    return ReminderSettings({kind.value: replace(DEFAULTS[kind], **fields)})


def only(kind, settings=None, **fields):
    """The settings with all other kinds switched off."""
    kinds = {each.value: replace(DEFAULTS[each], on=False) for each in ReminderKind}
    kinds[kind.value] = replace(DEFAULTS[kind], **({"on": True} | fields))
    return ReminderSettings(kinds, settings or QuietHours())


def a_session(number=10, hour=17, minute=30, session_id="session-6", **more):
    """A session on the wall clock of that day."""
    at = datetime.combine(on_day(number), time(hour, minute))
    return Session(session_id, at, "facial needles", OWN, **more)


def a_basis(now, *steps, zones=ZONES, slots=(MORNING, EVENING), answers=None, around=None, **more):
    """What reminders are made from, as seen at `now`; `around` are further circumstances."""
    seen = Circumstances(now, zones, answers=answers or {}, **(around or {}))
    return ReminderBasis(a_routine(*steps, slots=slots), seen, **more)


def said(basis, hours=48):
    """The agenda as seen at the basis's own instant."""
    return agenda(basis, basis.circumstances.now, timedelta(hours=hours))


def told(reminders, zone=BERLIN):
    """(attempt, wall time at which it is to be said, title, body), for reading."""
    return [(each.attempt, f"{each.due.astimezone(zone):%d %H:%M}", each.title, each.body) for each in reminders]
