"""The inbox: an occurrence is one row, whatever was tried for it, and says whether anything is left to do about it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from ticked import EVENING, NOON

from aftercare.care import PackFacts
from aftercare.model.check_off import Occurrence
from aftercare.model.reminder_key import ReminderKind, RunOutKey, SlotKey, TookPlaceKey
from aftercare.reminders.agenda import agenda_of
from aftercare.reminders.channel import Key, NotSent, Sent, Unknown
from aftercare.reminders.inbox import Open, Standing, inbox_of
from aftercare.reminders.inbox_words import standing_words
from aftercare.reminders.seen import shown_now

TODAY = SlotKey("evening", date(2026, 11, 22))


@pytest.fixture
def ticking(house, anna):
    """A ledger that began at noon."""
    ticking = house.ticking()
    ticking.tick()
    house.now = EVENING
    return ticking


def inbox(house, care):
    return inbox_of(care, house.ledger, house.now)


def row(house, care, key=TODAY):
    (found,) = [each for each in inbox(house, care) if each.key == key]
    return found


def test_before_its_time_there_is_nothing(house, anna):
    assert inbox(house, anna) == ()


def test_what_is_due_is_there_before_anything_was_sent(house, anna):
    house.now = EVENING
    item = row(house, anna)
    assert (item.standing, item.open, item.about) == (Standing.DUE, Open.OPEN, "Evening 21:00: Calming gel")


@pytest.mark.parametrize(
    ("outcome", "standing", "reason"),
    [
        (Sent(), Standing.SENT, ""),
        (NotSent("no bus"), Standing.NOT_SENT, "no bus"),
        (Unknown("no answer"), Standing.UNKNOWN, "no answer"),
    ],
)
def test_it_says_what_became_of_it_and_stays_open(house, anna, ticking, outcome, standing, reason):
    house.channel.outcome = outcome
    ticking.tick()
    item = row(house, anna)
    assert (item.standing, item.reason, item.open) == (standing, reason, Open.OPEN)


def test_follow_ups_make_no_second_row(house, anna, ticking):
    for _ in range(3):
        ticking.tick()
        house.later(minutes=20)
    assert (row(house, anna).said, row(house, anna).due) == (3, EVENING + timedelta(minutes=40))
    assert standing_words(row(house, anna), house.now) == "sent 21:40, said 3 times"


def test_what_could_not_be_shown_in_its_time_is_expired_and_still_open_while_its_day_runs(house, anna, ticking):
    house.channel.outcome = NotSent("no bus")
    ticking.tick()
    house.later(hours=5)
    ticking.tick()
    item = row(house, anna)
    assert (item.standing, item.reason, item.open) == (Standing.EXPIRED, "no bus", Open.OPEN)
    house.now = NOON + timedelta(days=1)
    ticking.tick()
    item = row(house, anna)
    assert (item.standing, item.open) == (Standing.EXPIRED, Open.OVER)
    assert item.about == "Evening, Sun 22 Nov: 1 of 1 step left open"


def test_what_was_said_once_was_said_though_its_follow_ups_had_no_time(house, anna, ticking):
    ticking.tick()
    house.later(hours=5)
    ticking.tick()
    assert (row(house, anna).standing, row(house, anna).due) == (Standing.SENT, EVENING)


def test_what_is_done_is_answered(house, anna, ticking):
    ticking.tick()
    anna.tick(Occurrence("calm", TODAY.day, "evening"), house.now)
    assert row(house, anna).open is Open.ANSWERED


def test_a_pause_leaves_nothing_to_do_and_is_no_answer(house, anna, ticking):
    ticking.tick()
    anna.pause(house.now, last=TODAY.day)
    assert row(house, anna).open is Open.OVER


def test_what_was_put_away_says_so_and_is_said_no_more(house, anna, ticking):
    ticking.tick()
    anna.dismiss(TODAY, house.now)
    assert row(house, anna).open is Open.DISMISSED
    house.later(minutes=45)
    ticking.tick()
    assert len(house.channel.messages) == 1


def test_what_is_put_off_waits_for_its_new_time_and_is_said_then(house, anna, ticking):
    ticking.tick()
    anna.snooze(TODAY, EVENING + timedelta(minutes=50), house.now)
    item = row(house, anna)
    assert (item.standing, item.due, item.open) == (Standing.PUT_OFF, EVENING + timedelta(minutes=50), Open.OPEN)
    house.later(minutes=50)
    ticking.tick()
    assert row(house, anna).standing is Standing.SENT
    assert [message.key.attempt for message in house.channel.messages] == [1, 11]


def test_what_the_app_showed_is_known_as_seen_and_is_shown_once(house, anna, ticking):
    reminder = next(each for each in agenda_of(anna, house.now) if each.key == TODAY)
    assert shown_now(house.ledger, "anna", reminder, house.now)
    assert not shown_now(house.ledger, "anna", reminder, house.now)
    item = row(house, anna)
    assert (item.standing, item.seen) == (Standing.DUE, house.now)
    ticking.tick()
    assert row(house, anna).standing is Standing.SENT


def test_what_is_open_stands_before_what_is_over_each_the_newest_first(house, anna, ticking):
    ticking.tick()
    house.later(days=1)
    ticking.tick()
    house.later(days=1)
    ticking.tick()
    anna.add_session(datetime(2026, 11, 24, 15), "review", house.now)
    kinds = [(each.open, each.due) for each in inbox(house, anna)]
    assert [each for each, _ in kinds][:2] == [Open.OPEN, Open.OPEN]
    assert kinds == sorted(kinds, key=lambda each: (each[0] is not Open.OPEN, -each[1].timestamp()))


def test_a_question_is_answered_once_somebody_says(house, anna, ticking):
    session = anna.add_session(datetime(2026, 11, 22, 19), "review", house.now)
    key = TookPlaceKey(session.id, session.at)
    ticking.tick()
    assert row(house, anna, key).open is Open.OPEN
    anna.session_took_place(session.id, house.now)
    item = row(house, anna, key)
    assert (item.open, item.about) == (Open.ANSWERED, "Did it take place? review, Sun 22 Nov 19:00")


def test_a_pack_that_is_finished_is_over(house, anna, ticking):
    pack = anna.add_pack("gel", PackFacts(TODAY.day, best_before=date(2026, 11, 25)), house.now)
    house.now = NOON + timedelta(days=1)
    ticking.tick()
    found = [each for each in inbox(house, anna) if each.kind is ReminderKind.USE_BY]
    assert [each.open for each in found] == [Open.OPEN]
    anna.finish_pack(pack, house.now)
    found = [each for each in inbox(house, anna) if each.kind is ReminderKind.USE_BY]
    assert [(each.open, each.about) for each in found] == [(Open.OVER, "Calming gel: use by Wed 25 Nov")]


def test_a_row_of_what_is_gone_altogether_is_told_all_the_same(house, anna, ticking):
    key = RunOutKey("gone", TODAY.day)
    house.ledger.claim("anna", Key("run-out", key.id), "desktop", house.now, house.now + timedelta(hours=1), house.now)
    assert (row(house, anna, key).open, row(house, anna, key).about) == (Open.OVER, "A product runs out")


def test_what_is_older_than_a_week_is_left_out(house, anna, ticking):
    ticking.tick()
    house.later(days=8)
    assert TODAY not in [each.key for each in inbox(house, anna)]


def test_of_an_archived_client_nothing_is_open(house, anna, ticking):
    ticking.tick()
    anna.archive(house.now)
    assert {each.open for each in inbox(house, anna)} == {Open.OVER}
