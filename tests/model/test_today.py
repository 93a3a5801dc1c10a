"""The view of a day."""

from datetime import UTC, date, datetime, time

from msgspec.structs import replace

from aftercare.model.check_off import CheckOff, Done, Missed, Occurrence, Pending, Skipped
from aftercare.model.circumstances import Circumstances, answers_by_step
from aftercare.model.note import Note
from aftercare.model.routine import (
    EVENING,
    MORNING,
    ByClient,
    Client,
    Daily,
    FormerTime,
    Product,
    Routine,
    Slot,
    Step,
    Terms,
)
from aftercare.model.session import Session
from aftercare.model.slot_instant import DatedZone
from aftercare.model.today import today_view

DAY = date(2026, 11, 22)
NIGHT = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)


def step(name, order, *slots, product=None):
    terms = (Terms(date(2026, 11, 1), slots or ("evening",), Daily()),)
    return Step(name.lower(), name, order, terms, ByClient(), product=product)


def routine(*steps, slots=(MORNING, EVENING), products=()):
    return Routine(
        {slot.id: slot for slot in slots},
        {product.id: product for product in products},
        {each.id: each for each in steps},
    )


def seen(answers, now):
    check_offs = [
        CheckOff(step, date.fromisoformat(on), slot, answer)
        for name, answer in answers.items()
        for step, on, slot in [name.split(":")]
    ]
    return Circumstances(now, (DatedZone(date(2026, 1, 1), "UTC"),), answers=answers_by_step(check_offs))


def view(of, answers=None, notes=(), sessions=(), day=DAY, now=NIGHT):
    return today_view(Client("Anna"), of, seen(answers or {}, now), notes, sessions, None, day)


def test_slots_are_in_day_order_and_steps_in_layering_order():
    seen = view(routine(step("Cream", 60, "morning", "evening"), step("Serum", 40)))
    assert [(slot.slot.id, [due.step.name for due in slot.due]) for slot in seen.slots] == [
        ("morning", ["Cream"]),
        ("evening", ["Serum", "Cream"]),
    ]


def test_what_was_answered_this_morning_stays_when_the_step_ends_today():
    ended = replace(step("Cream", 60), terms=(Terms(date(2026, 11, 1), ("evening",), Daily(), date(2026, 11, 21)),))
    done = {Occurrence("cream", DAY, "evening").id: Done(NIGHT)}
    (evening,) = view(routine(ended), done).slots
    assert [each.state for each in evening.due] == [Done(NIGHT)]
    assert not view(routine(ended)).slots


def test_a_slot_that_moves_later_has_todays_time_today():
    moved = replace(EVENING, at=time(22), former=(FormerTime(date(2026, 11, 25), time(21)),))
    (evening,) = view(routine(step("Cream", 60), slots=(MORNING, moved))).slots
    assert evening.slot.at == time(21)


def test_a_slot_without_steps_is_not_shown():
    assert [slot.slot.id for slot in view(routine(step("Cream", 60, "morning"))).slots] == ["morning"]


def test_an_occurrence_is_named_by_step_date_and_slot():
    seen = view(routine(step("Cream", 60, "morning", "evening")))
    assert [due.occurrence.id for due in seen.due] == ["cream:2026-11-22:morning", "cream:2026-11-22:evening"]


def test_states_of_today_and_of_a_day_gone_by():
    steps = routine(step("Cream", 60), step("Serum", 40), step("Gel", 45))
    done, skipped = Done(NIGHT), Skipped(NIGHT, "no time")
    for day, unanswered in ((DAY, Pending()), (date(2026, 11, 21), Missed())):
        answers = {
            Occurrence("serum", day, "evening").id: done,
            Occurrence("gel", day, "evening").id: skipped,
        }
        (evening,) = view(steps, answers, day=day).slots
        assert [due.state for due in evening.due] == [done, skipped, unanswered]
        assert (evening.done, evening.answered) == (1, 2)


def test_the_current_slot_is_told_for_today_only():
    of = routine(step("Cream", 60, "morning", "evening"))
    assert view(of).current == "evening"
    assert view(of, now=datetime(2026, 11, 22, 8, 0, tzinfo=UTC)).current == "morning"
    assert view(of, day=date(2026, 11, 21)).current is None


def test_at_half_past_one_it_is_still_the_evening_before():
    seen = view(routine(step("Cream", 60)), now=datetime(2026, 11, 23, 1, 30, tzinfo=UTC))
    assert (seen.today, seen.current) == (DAY, "evening")


def test_a_named_time_is_a_slot_of_its_own():
    noon = Slot("noon", "Noon", time(12, 30))
    of = routine(step("Mist", 20, "noon"), step("Cream", 60, "morning", "evening"), slots=(EVENING, noon, MORNING))
    assert [slot.slot.id for slot in view(of).slots] == ["morning", "noon", "evening"]


def test_the_product_stands_beside_its_step():
    serum = Product("hydra", "Hydra serum", "serum", ByClient())
    (due,) = view(routine(step("Serum", 40, product="hydra"), products=[serum])).due
    assert due.product == serum


def test_the_next_session_is_the_first_still_to_come():
    def session(i, at):
        return Session(i, at, "facial needles", ByClient())

    past, soon, later = (
        session("a", datetime(2026, 11, 20, 17, 30)),
        session("b", datetime(2026, 11, 26, 17, 30)),
        session("c", datetime(2026, 12, 3, 17, 30)),
    )
    assert view(routine(), sessions=[later, past, soon]).next_session == soon
    assert view(routine(), sessions=[past]).next_session is None
    assert view(routine(), sessions=[soon, later], day=date(2026, 11, 26)).next_session == soon
    assert view(routine(), sessions=[soon, later], day=date(2026, 11, 27)).next_session == later
    assert view(routine(), sessions=[past, soon], day=date(2026, 11, 19)).next_session == soon


def test_notes_of_the_day_are_shown_in_the_order_in_which_they_were_written():
    def note(i, day, hour):
        return Note(i, day, datetime(2026, 11, 22, hour, tzinfo=UTC), i)

    seen = view(routine(), notes=[note("late", DAY, 21), note("early", DAY, 7), note("other", date(2026, 11, 21), 8)])
    assert [each.text for each in seen.notes] == ["early", "late"]
