"""Sessions: what is said before and after them, and what is not."""

from datetime import date, datetime, time, timedelta

import pytest
from msgspec.structs import replace
from reminded import a_basis, a_session, only, said, told, wall

from aftercare.model.later_watch import LaterWatch
from aftercare.model.reminder_key import ReminderKind, SessionKey, WatchKey
from aftercare.model.reminder_settings import ByMinutes, ReminderSettings
from aftercare.model.session import Attendance
from aftercare.model.snooze import Snooze

AHEAD = only(ReminderKind.SESSION)
NAMED = only(ReminderKind.SESSION, wording="named")
ASKED = only(ReminderKind.TOOK_PLACE)


def before_session(now, session=None, settings=AHEAD, hours=72, **more):
    return said(a_basis(now, sessions=(session or a_session(2),), settings=settings, **more), hours)


def test_a_session_is_said_a_day_and_two_hours_before():
    found = before_session(wall(0, 12))
    assert told(found) == [
        (1, "03 17:30", "Appointment", "Wed 4 Nov 17:30"),
        (1, "04 15:30", "Appointment", "Wed 4 Nov 17:30"),
    ]
    assert len({each.key.id for each in found}) == 2


def test_where_it_may_name_things_it_says_what_session():
    assert told(before_session(wall(0, 12), settings=NAMED))[0][2:] == ("facial needles", "Wed 4 Nov 17:30")


def test_two_hours_before_the_earlier_one_is_no_longer_said():
    found = before_session(wall(2, 16))
    assert [(each.key.minutes, each.is_due(wall(2, 16))) for each in found] == [(120, True)]


def test_once_it_begins_nothing_is_said_of_it():
    assert not any(each.is_due(wall(2, 17, 30)) for each in before_session(wall(2, 17, 30)))


def test_at_its_time_it_is_said_at_its_time():
    (found,) = before_session(wall(2, 12), settings=only(ReminderKind.SESSION, timing=ByMinutes((0,))))
    assert found.is_due(wall(2, 17, 30))


def test_an_early_session_is_said_when_the_quiet_hours_end_or_expires():
    breakfast = before_session(wall(1, 12), a_session(2, hour=7, minute=30))
    assert [(each.due, each.lapses) for each in breakfast] == [(wall(1, 7, 30), False), (wall(2, 7), False)]
    before_it = before_session(wall(1, 12), a_session(2, hour=6, minute=0))
    assert [(each.due, each.lapses) for each in before_it] == [(wall(1, 7), False), (wall(2, 7), True)]


@pytest.mark.parametrize("attendance", [Attendance.CANCELLED, Attendance.TOOK_PLACE])
def test_one_that_is_not_planned_is_not_said(attendance):
    session = a_session(2, attendance=attendance)
    everything = a_basis(wall(0, 12), sessions=(session,), settings=ReminderSettings())
    # the days after one that took place are asked about all the same
    assert {each.kind for each in said(everything, 120)} <= {ReminderKind.CHECK_IN}


def test_one_that_was_moved_is_said_anew():
    moved = replace(a_session(2), at=datetime(2026, 11, 4, 18, 30), planned_at=datetime(2026, 11, 4, 17, 30))
    before, after = (before_session(wall(0, 12), each) for each in (a_session(2), moved))
    assert not {each.key.id for each in before} & {each.key.id for each in after}
    assert [each.at for each in after] == [wall(1, 18, 30), wall(2, 16, 30)]


def test_putting_off_the_earlier_one_leaves_the_later_one():
    key = SessionKey("session-6", datetime(2026, 11, 4, 17, 30), 24 * 60)
    found = before_session(wall(1, 17, 45), snoozes=(Snooze(key, wall(1, 19), wall(1, 17, 40)),))
    assert [(each.attempt, each.at) for each in found] == [(11, wall(1, 19)), (1, wall(2, 15, 30))]


# ---- afterwards


def test_whether_it_took_place_is_asked_when_it_has_ended():
    (found,) = before_session(wall(2, 12), settings=ASKED)
    assert (found.title, found.due) == ("A short question", wall(2, 19))
    assert found.detail == "Did “facial needles” on Wed 4 Nov take place?"


def test_check_ins_are_said_where_nothing_is_set():
    basis = a_basis(wall(0, 12), sessions=(a_session(0, hour=10),), settings=ReminderSettings())
    assert ReminderKind.CHECK_IN in {each.kind for each in said(basis, 240)}


def test_a_day_that_has_a_check_in_is_not_asked_for_another():
    basis = a_basis(wall(0, 12), sessions=(a_session(0, hour=10),), settings=only(ReminderKind.CHECK_IN))
    done = replace(basis, checked_in=frozenset({date(2026, 11, 5)}))
    assert [each[1] for each in told(said(done, 240))] == ["03 18:00", "09 18:00"]


def test_check_ins_come_on_the_days_after_a_session():
    basis = a_basis(wall(0, 12), sessions=(a_session(0, hour=10),), settings=only(ReminderKind.CHECK_IN))
    assert [each[1] for each in told(said(basis, 240))] == ["03 18:00", "05 18:00", "09 18:00"]


def test_a_check_in_ends_with_its_day():
    settings = only(ReminderKind.CHECK_IN, late=24 * 60)
    first, *_ = said(a_basis(wall(0, 12), sessions=(a_session(0, hour=10),), settings=settings), 240)
    assert first.expires == wall(2, 4)


def test_the_watch_is_asked_on_the_day_from_which_it_is_due():
    watch = LaterWatch(date(2026, 11, 4), date(2026, 12, 24))
    (found,) = said(a_basis(wall(0, 12), watch=watch, settings=only(ReminderKind.WATCH)), 96)
    assert (found.key, found.due, found.title) == (WatchKey(watch.due), wall(2, 10), "A short question")


def test_a_watch_that_is_over_is_not_asked():
    for watch in (LaterWatch(None, date(2026, 12, 24)), None):
        assert said(a_basis(wall(0, 12), watch=watch, settings=only(ReminderKind.WATCH)), 96) == ()


def test_what_is_late_for_days_waits_through_each_night():
    watch = LaterWatch(date(2026, 11, 2), date(2026, 12, 24))
    for hours, due in ((0, wall(0, 10)), (11, wall(1, 7)), (13, wall(1, 7)), (20, wall(0, 10))):
        now = wall(0, 12) + timedelta(hours=hours)
        (found,) = said(a_basis(now, watch=watch, settings=only(ReminderKind.WATCH)), 1)
        assert (found.at, found.due) == (wall(0, 10), due)
        assert found.at.astimezone(now.tzinfo).time() == time(10)
