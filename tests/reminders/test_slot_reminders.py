"""The parts of the day: what is said of them, when, how often, and what is never said."""

from datetime import date, time, timedelta

import pytest
from msgspec.structs import replace
from reminded import BERLIN, ZONES, a_basis, a_session, a_step, done, on_day, only, said, set_to, told, wall

from aftercare.model.hold import Hold
from aftercare.model.pause import Pause
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.model.reminder_settings import ByMinutes, QuietHours
from aftercare.model.routine import EVENING, MORNING, ByClient, Slot, Weekday, Weekdays
from aftercare.model.slot_instant import DatedZone
from aftercare.model.snooze import Snooze

SLOTS = only(ReminderKind.SLOT)
ONCE = only(ReminderKind.SLOT, again=0)
TEN = timedelta(minutes=10)
EVENING_OF_DAY_0 = SlotKey("evening", on_day(0))


def steps(*names, **more):
    return [a_step(name, order=number, **more) for number, name in enumerate(names)]


def test_one_reminder_a_slot_with_how_many_steps_are_open():
    basis = a_basis(wall(0, 12), *steps("Cleanser", "Serum", "Cream"), settings=ONCE)
    assert told(said(basis, 24)) == [(1, "02 21:00", "Evening care", "3 steps")]


def test_where_it_may_name_things_it_names_the_first_in_the_order_of_layers():
    settings = only(ReminderKind.SLOT, wording="named", again=0)
    basis = a_basis(wall(0, 12), *steps("Cleanser", "Serum"), settings=settings)
    assert told(said(basis, 24)) == [(1, "02 21:00", "Evening care", "2 steps, first Cleanser")]
    alone = a_basis(wall(0, 12), *steps("Serum"), settings=settings)
    assert told(said(alone, 24)) == [(1, "02 21:00", "Evening care", "Serum")]


def test_by_default_nothing_of_the_clients_is_named():
    noon = Slot("noon", "Retinoid noon", time(12, 30))
    basis = a_basis(wall(0, 8), a_step("Secret serum", ("noon",)), slots=(noon,), sessions=(a_session(1),))
    found = said(basis)
    assert {each.kind for each in found} == {ReminderKind.SLOT, ReminderKind.SESSION, ReminderKind.TOOK_PLACE}
    for each in found:
        shown = f"{each.title} {each.body} {each.neutral_title}".casefold()
        assert not [word for word in ("secret", "retinoid", "needle") if word in shown]
    assert "Secret serum" in found[0].detail


def test_own_words_stand_for_the_title():
    settings = only(ReminderKind.SLOT, wording="Time for me", again=0)
    (found,) = said(a_basis(wall(0, 12), a_step(), settings=settings), 24)
    assert (found.title, found.body, found.neutral_title) == ("Time for me", "1 step", "Evening care")


@pytest.mark.parametrize(
    ("at", "name"),
    [
        (time(7, 30), "Morning care"),
        (time(12, 30), "Midday care"),
        (time(15), "Afternoon care"),
        (time(21), "Evening care"),
        (time(23), "Night care"),
        (time(1), "Night care"),
    ],
)
def test_it_is_called_by_the_time_of_the_day(at, name):
    slot = Slot("any", "Any", at)
    basis = a_basis(wall(0, 5), a_step(slots=("any",)), slots=(slot,), settings=ONCE)
    assert [each.neutral_title for each in said(basis, 23)] == [name]


def test_a_lead_says_it_before_its_time():
    settings = only(ReminderKind.SLOT, timing=ByMinutes((15,)), again=0)
    assert told(said(a_basis(wall(0, 12), a_step(), settings=settings), 24))[0][1] == "02 20:45"


def test_it_is_said_again_twice_as_long_as_it_is_open():
    basis = a_basis(wall(0, 12), a_step(), settings=SLOTS)
    assert [each[:2] for each in told(said(basis, 24))] == [(1, "02 21:00"), (2, "02 21:20"), (3, "02 21:40")]
    started = a_basis(
        wall(0, 21, 5), *steps("Cleanser", "Serum"), answers=done(("cleanser", 0, "evening")), settings=SLOTS
    )
    assert [(each.attempt, each.body) for each in said(started, 12)] == [(1, "1 step"), (2, "1 step"), (3, "1 step")]
    ended = a_basis(wall(0, 21, 5), a_step(), answers=done(("gel", 0, "evening")), settings=SLOTS)
    assert said(ended, 12) == ()


def test_who_was_away_is_told_once():
    basis = a_basis(wall(0, 21, 50), a_step(), settings=SLOTS)
    (found,) = said(basis, 1)
    assert (found.attempt, found.is_due(wall(0, 21, 50))) == (3, True)


def test_an_attempt_gives_way_to_the_next():
    first, second, last = said(a_basis(wall(0, 12), a_step(), settings=SLOTS), 24)
    assert (first.expires, second.expires) == (second.at, last.at)
    assert last.expires == first.at + timedelta(hours=4)


def test_it_expires_when_it_is_late_and_is_told_of_for_a_day():
    after = a_basis(wall(1, 1, 30), a_step(), settings=SLOTS)
    (found,) = [each for each in said(after, 12) if each.key == EVENING_OF_DAY_0]
    assert found.has_expired(wall(1, 1, 30))
    assert not found.is_due(wall(1, 1, 30))
    later = a_basis(wall(2, 1, 30), a_step(), settings=SLOTS)
    assert EVENING_OF_DAY_0 not in {each.key for each in said(later)}


def test_it_is_never_said_after_its_day_has_ended():
    settings = only(ReminderKind.SLOT, late=12 * 60, again=0)
    (found,) = said(a_basis(wall(0, 12), a_step(), settings=settings), 24)
    assert found.expires == wall(1, 4)


# ---- what is never said


def test_what_is_done_skipped_or_not_due_is_not_counted_and_alone_not_said():
    monday = Weekdays((Weekday.MON,))
    some = a_basis(
        wall(0, 12),
        *steps("Cleanser", "Serum"),
        a_step("Mask", rule=Weekdays((Weekday.TUE,))),
        answers=done(("cleanser", 0, "evening")),
        settings=ONCE,
    )
    assert [each.body for each in said(some, 12)] == ["1 step"]
    weekly = a_basis(wall(0, 22), a_step("Mask", rule=monday), settings=ONCE)
    assert [each.key.day for each in said(weekly, 9 * 24)] == [on_day(0), on_day(7)]


def test_what_is_held_as_a_whole_is_not_said():
    hold = Hold("gel", wall(0, 12), wall(1, 22), ByClient())
    basis = a_basis(wall(0, 12), a_step(), around={"holds": (hold,)}, settings=ONCE)
    assert [each.key.day for each in said(basis, 72)] == [on_day(2)]


def test_what_is_paused_as_a_whole_is_not_said():
    pause = Pause("holiday", on_day(0), on_day(1))
    basis = a_basis(wall(0, 12), a_step(), around={"pauses": (pause,)}, settings=ONCE)
    assert [each.key.day for each in said(basis, 72)] == [on_day(2)]


def test_nothing_is_said_before_a_step_begins():
    basis = a_basis(wall(0, 12), a_step(since=on_day(2)), settings=ONCE)
    assert [each.key.day for each in said(basis, 72)] == [on_day(2)]


def test_switched_off_it_is_not_said():
    basis = a_basis(wall(0, 12), a_step(), settings=set_to(ReminderKind.SLOT, on=False))
    assert said(basis) == ()


# ---- quiet hours


def test_a_slot_in_the_quiet_hours_is_said_at_its_time():
    night = Slot("night", "Night", time(23, 30))
    basis = a_basis(wall(0, 12), a_step(slots=("night",)), slots=(night,), settings=SLOTS)
    assert [each[1] for each in told(said(basis, 24))] == ["02 23:30", "02 23:50", "03 00:10"]


def test_a_lead_that_lies_in_them_waits_for_their_end():
    settings = only(ReminderKind.SLOT, timing=ByMinutes((60,)), again=0)
    basis = a_basis(wall(0, 1), a_step(slots=("morning",)), settings=settings)
    found = said(basis, 12)[-1]
    assert (found.at, found.due) == (wall(0, 6, 30), wall(0, 7))


def test_a_follow_up_that_lies_in_them_is_left_out():
    late = replace(EVENING, at=time(21, 45))
    basis = a_basis(wall(0, 12), a_step(), slots=(late,), settings=SLOTS)
    assert told(said(basis, 24)) == [(1, "02 21:45", "Evening care", "1 step")]


def test_who_comes_back_in_the_night_is_left_alone_and_told_that_it_expired():
    basis = a_basis(wall(0, 23), a_step(), settings=SLOTS)
    (found,) = said(basis, 1)
    assert (found.due, found.lapses) == (wall(1, 7), True)
    assert not any(found.is_due(wall(0, 23) + number * TEN) for number in range(60))


def test_without_quiet_hours_it_is_said_in_the_night():
    basis = a_basis(wall(0, 23), a_step(), settings=only(ReminderKind.SLOT, QuietHours(on=False)))
    assert [each.is_due(wall(0, 23)) for each in said(basis, 1)] == [True]


# ---- snoozes


def test_a_snooze_gives_this_occurrence_one_new_time_and_the_series_stays():
    snooze = Snooze(EVENING_OF_DAY_0, wall(0, 23, 15), wall(0, 21, 2))
    basis = a_basis(wall(0, 21, 3), a_step(), settings=SLOTS, snoozes=(snooze,))
    assert [each[:2] for each in told(said(basis, 36))] == [
        (11, "02 23:15"),
        (12, "02 23:35"),
        (13, "02 23:55"),
        (1, "03 21:00"),
        (2, "03 21:20"),
        (3, "03 21:40"),
    ]


def test_of_several_snoozes_the_last_counts_with_attempts_of_its_own():
    first = Snooze(EVENING_OF_DAY_0, wall(0, 21, 30), wall(0, 21, 2))
    second = Snooze(EVENING_OF_DAY_0, wall(0, 22, 30), wall(0, 21, 31), times=2)
    basis = a_basis(wall(0, 21, 35), a_step(), settings=ONCE, snoozes=(second, first))
    assert [each[:2] for each in told(said(basis, 12))] == [(21, "02 22:30")]


def test_what_was_snoozed_and_then_done_is_not_said():
    snooze = Snooze(EVENING_OF_DAY_0, wall(0, 22), wall(0, 21, 2))
    basis = a_basis(wall(0, 21, 5), a_step(), settings=SLOTS, snoozes=(snooze,), answers=done(("gel", 0, "evening")))
    assert said(basis, 12) == ()


# ---- zones and the start of the day


def test_going_east_or_west_an_evening_stays_one_evening():
    for zone in ("Asia/Tokyo", "America/Los_Angeles"):
        zones = (*ZONES, DatedZone(on_day(1), zone))
        before = a_basis(wall(0, 12), a_step(), zones=ZONES, settings=ONCE)
        after = a_basis(wall(0, 12), a_step(), zones=zones, settings=ONCE)
        there = [(each.key.day, each.at) for each in said(after, 60)]
        assert [day for day, _ in there] == [on_day(0), on_day(1), on_day(2)][: len(there)]
        assert there[0] == (said(before, 12)[0].key.day, said(before, 12)[0].at)
        assert there[1][1].astimezone(BERLIN).hour == {"Asia/Tokyo": 13, "America/Los_Angeles": 6}[zone]


def test_a_slot_after_midnight_belongs_to_the_day_before():
    late = Slot("late", "Late", time(1))
    basis = a_basis(wall(0, 12), a_step(slots=("late",)), slots=(MORNING, late), settings=ONCE)
    (found,) = said(basis, 24)
    assert (found.key.day, found.at) == (on_day(0), wall(1, 1))


def test_a_time_edited_after_it_was_said_is_the_same_occurrence():
    evening = EVENING.at_from(on_day(0), time(20))
    keys = [
        said(a_basis(wall(0, 12), a_step(), slots=(each,), settings=ONCE), 24)[0].key for each in (EVENING, evening)
    ]
    assert keys[0] == keys[1] == SlotKey("evening", date(2026, 11, 2))
