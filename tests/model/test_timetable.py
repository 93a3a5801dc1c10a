"""What a calendar is told: the occasions of each slot with their steps, and the sessions."""

from datetime import date, datetime, time, timedelta

from days_in_rows import START, a_routine, a_step, circumstances, on_day
from msgspec.structs import replace

from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.routine import ByClient, Product, Slot
from aftercare.model.rules import AsNeeded, Daily, EveryDays
from aftercare.model.session import Session
from aftercare.model.slot_instant import DatedZone
from aftercare.model.timetable import timetable


def occasions(table, slot):
    (found,) = [each for each in table.slots if each.slot.id == slot]
    return found.occasions


def test_the_steps_of_a_day_are_in_layering_order_and_as_they_are_then():
    cream = replace(a_step(Daily(), step_id="cream"), name="Cream", order=2)
    later = cream.changed_from(on_day(2), name="Rich cream")
    serum = replace(a_step(EveryDays(2, START), step_id="serum"), name="Serum")
    table = timetable(a_routine(later, serum), circumstances(), (), 4)
    assert [[step.name for step in each.steps] for each in occasions(table, "evening")] == [
        ["Serum", "Cream"],
        ["Cream"],
        ["Serum", "Rich cream"],
        ["Rich cream"],
    ]


def test_where_a_step_names_no_amount_its_product_does():
    routine = a_routine(a_step(Daily()))
    routine = replace(routine, products={"cream": Product("cream", "Cream", "cream", ByClient(), amount="1 pea")})
    (occasion,) = occasions(timetable(routine, circumstances(), (), 1), "evening")
    assert occasion.steps[0].amount == "1 pea"


def test_a_slot_that_no_step_names_is_not_there_and_one_of_the_past_is_without_occasions():
    over = a_step(Daily(), slots=("morning",), since=START - timedelta(9))
    over = replace(over, terms=(replace(over.terms[0], until=START - timedelta(1)),))
    table = timetable(a_routine(over), circumstances(), (), 7)
    assert [(each.slot.id, each.occasions) for each in table.slots] == [("morning", ())]


def test_what_is_taken_as_needed_has_no_occasion():
    table = timetable(a_routine(a_step(AsNeeded(2))), circumstances(), (), 7)
    assert occasions(table, "evening") == ()


def test_an_occasion_after_midnight_lies_on_the_calendar_day_after_its_date():
    routine = a_routine(a_step(Daily(), slots=("late",)))
    routine = replace(routine, slots={"late": Slot("late", "Late", time(1, 30))})
    earlier = DayStarts(changes=(DatedStart(on_day(1), time(1)),))
    table = timetable(routine, circumstances(starts=earlier), (), 2)
    assert [(each.day, each.at) for each in occasions(table, "late")] == [
        (on_day(0), datetime.combine(on_day(1), time(1, 30))),
        (on_day(1), datetime.combine(on_day(1), time(1, 30))),
    ]


def test_a_session_is_told_in_the_zone_of_its_day():
    zones = (DatedZone(date(2020, 1, 1), "Europe/Berlin"), DatedZone(on_day(3), "Asia/Tokyo"))
    sessions = [Session(f"s-{n}", datetime.combine(on_day(n), time(17, 30)), "review", ByClient()) for n in (2, 3, 9)]
    seen = replace(circumstances(), zones=zones)
    table = timetable(a_routine(), seen, sessions, 7)
    assert [(each.session.id, each.zone, each.off) for each in table.appointments] == [
        ("s-2", "Europe/Berlin", False),
        ("s-3", "Asia/Tokyo", False),
    ]
