"""One tick over a home: what is said, what never is, and what goes on while something is broken."""

from datetime import UTC, datetime, time, timedelta

import pytest
from ticked import EVENING, NOON

from aftercare.errors import DiskTrouble
from aftercare.model.check_off import Occurrence
from aftercare.model.editing import Draft
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.model.routine import Activity, Slot
from aftercare.model.rules import Daily
from aftercare.reminders.channel import Key, NotSent, Sent, Unknown
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import State
from aftercare.reminders.ledger_file import set_aside_before

TODAY = "slot:evening:2026-11-22"


@pytest.fixture
def ticking(house, anna):
    """A service that has been there since noon."""
    ticking = house.ticking()
    ticking.tick()
    return ticking


def test_nothing_is_said_before_its_time_and_the_time_is_known(house, ticking):
    happened = ticking.tick()
    assert house.channel.messages == []
    assert (happened.deliveries, happened.troubles) == ((), ())
    assert (happened.coming[0].at, happened.coming[0].client) == (EVENING, "anna")


def test_what_is_due_is_said_once(house, ticking):
    house.now = EVENING
    (row,) = ticking.tick().deliveries
    assert (row.client, row.key.slot, row.key.attempt, row.state.value) == ("anna", TODAY, 1, "sent")
    assert ticking.tick().deliveries == ()
    assert house.channel.said == ["anna: Evening care"]


def test_two_services_say_it_once(house, ticking):
    other = house.ticking()
    house.now = EVENING
    ticking.tick()
    other.tick()
    assert house.channel.said == ["anna: Evening care"]


def test_an_evening_that_is_done_is_not_said_nor_said_again(house, anna, ticking):
    house.now = EVENING
    ticking.tick()
    anna.tick(Occurrence("calm", anna.today(house.now), "evening"), house.now)
    house.later(minutes=45)
    ticking.tick()
    assert len(house.channel.messages) == 1


def test_an_evening_that_stays_open_is_said_again_as_often_as_is_set(house, ticking):
    for _ in range(60):
        house.now = house.now if house.now >= EVENING else EVENING
        ticking.tick()
        house.later(minutes=1)
    assert [attempt for slot, attempt, _ in house.states() if slot == TODAY] == [1, 2, 3]
    assert len(house.channel.messages) == 3


def test_each_client_of_a_home_is_reminded(house, anna):
    house.client("ben")
    ticking = house.ticking()
    ticking.tick()
    house.now = EVENING
    ticking.tick()
    assert sorted(house.channel.said) == ["anna: Evening care", "ben: Evening care"]


def test_nothing_is_said_that_is_older_than_the_ledger(house, anna):
    house.now = EVENING + timedelta(minutes=5)
    ticking = house.ticking()
    ticking.tick()
    assert house.channel.messages == []
    assert house.states() == []


def test_what_comes_late_says_when_it_was_due(house, ticking):
    house.now = EVENING + timedelta(minutes=15)
    ticking.tick()
    (message,) = house.channel.messages
    assert message.body == "1 step (was due 21:00)"


def test_what_was_not_sent_is_tried_again_and_its_time_is_known(house, ticking):
    house.channel.outcome = NotSent("no bus")
    house.now = EVENING
    happened = ticking.tick()
    assert [(row.state.value, row.reason) for row in happened.deliveries] == [("not_sent", "no bus")]
    assert happened.coming[0].at == EVENING + house.ledger.patience.first_retry
    ticking.tick()
    assert len(house.channel.messages) == 1
    house.channel.outcome = Sent()
    house.later(seconds=15)
    assert [row.state.value for row in ticking.tick().deliveries] == ["sent"]
    assert len(house.channel.messages) == 2


def test_what_may_have_been_shown_is_never_tried_again(house, ticking):
    house.channel.outcome = Unknown("no answer")
    house.now = EVENING
    ticking.tick()
    house.later(minutes=19)
    ticking.tick()
    assert len(house.channel.messages) == 1


def test_what_could_not_be_shown_in_its_time_is_kept_as_expired(house, ticking):
    house.now = EVENING + timedelta(hours=6)
    happened = ticking.tick()
    assert house.channel.messages == []
    assert {row.state.value for row in happened.deliveries} == {"expired"}
    assert (TODAY, 3, "expired") in house.states()
    assert ticking.tick().deliveries == ()


def test_who_is_archived_is_not_reminded(house, anna, ticking):
    anna.archive(house.now)
    house.now = EVENING
    ticking.tick()
    assert house.channel.messages == []


def test_what_another_process_changes_is_heeded_at_the_next_tick(house, ticking):
    elsewhere = house.client("anna")
    elsewhere.set_reminder(ReminderKind.SLOT, "off", house.now)
    house.now = EVENING
    ticking.tick()
    assert house.channel.messages == []


def test_what_is_done_while_others_are_sent_is_not_said_any_more(house, anna):
    ben = house.client("ben")
    ticking = house.ticking(at_once=1)
    ticking.tick()
    house.now = EVENING
    send = house.channel.send

    def slowly(message):
        ben.tick(Occurrence("calm", ben.today(house.now), "evening"), house.now)
        return send(message)

    house.channel.send = slowly
    ticking.tick()
    assert house.channel.said == ["anna: Evening care"]
    assert house.states("ben") == []


def test_what_changes_while_others_are_sent_is_said_as_it_is_then(house, anna):
    ben = house.client("ben")
    ticking = house.ticking(at_once=1)
    ticking.tick()
    house.now = EVENING
    send = house.channel.send

    def slowly(message):
        ben.set_reminder_wording(ReminderKind.SLOT, "Time for me", house.now)
        return send(message)

    house.channel.send = slowly
    ticking.tick()
    assert house.channel.said == ["anna: Evening care", "ben: Time for me"]


# ---- while something is broken


def broken(house, client):
    """Takes a record away, as a drive that is pulled out does."""
    records = house.home.client(client).records
    away = records.with_name("away")
    records.rename(away)
    return lambda: away.rename(records)


def test_a_record_that_cannot_be_read_is_told_and_its_last_good_agenda_goes_on(house, ticking):
    mend = broken(house, "anna")
    house.now = EVENING
    happened = ticking.tick()
    (trouble,) = happened.troubles
    assert (trouble.client, type(trouble.error)) == ("anna", DiskTrouble)
    assert house.channel.said == ["anna: Evening care"]
    mend()
    assert ticking.tick().troubles == ()


def test_a_record_that_cannot_be_read_does_not_silence_the_others(house, anna):
    house.client("ben")
    ticking = house.ticking()
    broken(house, "anna")
    ticking.tick()
    house.now = EVENING
    assert [each.client for each in ticking.tick().troubles] == ["anna"]
    assert house.channel.said == ["ben: Evening care"]


def test_a_damaged_ledger_is_set_aside_and_what_is_older_is_not_said_again(house, ticking):
    house.now = EVENING
    ticking.tick()
    house.later(minutes=1)
    damaged = b"this is no ledger, and it is long enough to be seen as none" * 9
    house.ledger.path.write_bytes(damaged)
    happened = ticking.tick()
    assert [each.client for each in happened.troubles] == [""]
    assert "was damaged" in happened.troubles[0].error.message
    (aside,) = set_aside_before(house.ledger.path)
    assert aside.read_bytes() == damaged
    assert aside.name in happened.troubles[0].error.message
    assert ticking.tick().troubles == ()
    assert len(house.channel.messages) == 1


def test_reminders_go_on_with_the_ledger_that_has_begun_after_a_damaged_one(house, ticking):
    house.ledger.path.write_bytes(b"damaged" * 1000)
    ticking.tick()
    house.now = EVENING
    assert ticking.tick().troubles == ()
    assert house.channel.said == ["anna: Evening care"]


def test_whoever_comes_second_to_a_damaged_ledger_leaves_the_new_one(house, ticking):
    house.ledger.path.write_bytes(b"damaged" * 1000)
    assert house.ledger.set_aside(house.now) is not None
    house.ledger.settle(house.now)
    begun = house.ledger.begun()
    assert house.ledger.set_aside(house.now) is None
    assert house.ledger.begun() == begun
    assert len(set_aside_before(house.ledger.path)) == 1


def test_a_ledger_that_is_damaged_in_the_middle_is_set_aside_too(house, anna):
    for day in range(300):
        key = Key("slot", f"slot:evening:{day}")
        house.ledger.claim("anna", key, DESKTOP, EVENING, EVENING + timedelta(hours=4), EVENING)
    whole = bytearray(house.ledger.path.read_bytes())
    middle = len(whole) // 2 // 4096 * 4096
    whole[middle : middle + 4096] = bytes(range(256)) * 16
    house.ledger.path.write_bytes(whole)
    house.now = EVENING
    assert "was damaged" in house.ticking().tick().troubles[0].error.message
    assert house.ticking().tick().troubles == ()


def test_a_ledger_that_cannot_be_written_sends_nothing_and_says_so(house, ticking):
    house.now = EVENING
    house.ledger.path.unlink()
    house.ledger.path.mkdir()
    happened = ticking.tick()
    assert [each.client for each in happened.troubles] == [""]
    assert str(house.ledger.path) in happened.troubles[0].error.message
    assert house.channel.messages == []


def test_a_ledger_that_was_deleted_says_nothing_again(house, ticking):
    house.now = EVENING
    ticking.tick()
    house.ledger.path.unlink()
    house.later(minutes=1)
    ticking.tick()
    assert len(house.channel.messages) == 1


def test_looking_sends_nothing_and_begins_no_ledger(house, anna):
    assert house.ticking().look().coming[0].at == EVENING
    house.now = EVENING
    house.ticking().look()
    assert house.channel.messages == []
    assert not house.ledger.path.exists()


# ---- a clock that steps (proof 5)


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=-3)])
def test_a_clock_that_steps_after_it_was_said_says_no_attempt_twice(house, ticking, step):
    house.now = EVENING
    ticking.tick()
    house.now += step
    for _ in range(4 * 60):
        ticking.tick()
        house.later(minutes=1)
    keys = [message.key for message in house.channel.messages]
    assert len(set(keys)) == len(keys)
    assert [key.attempt for key in keys if key.slot == TODAY] == sorted({k.attempt for k in keys if k.slot == TODAY})


def test_a_clock_that_jumps_three_days_ahead_says_the_running_evening_alone(house, ticking):
    house.now = EVENING + timedelta(days=3, minutes=1)
    ticking.tick()
    assert [message.key.slot for message in house.channel.messages] == ["slot:evening:2026-11-25"]


def test_a_clock_set_back_over_a_lease_strands_nothing(house, ticking):
    house.channel.outcome = NotSent("no bus")
    house.now = EVENING + timedelta(minutes=1)
    ticking.tick()
    house.channel.outcome = Sent()
    house.now = EVENING - timedelta(hours=1)
    ticking.tick()
    house.now = EVENING + timedelta(minutes=2)
    ticking.tick()
    assert [state for slot, attempt, state in house.states() if (slot, attempt) == (TODAY, 1)] == ["sent"]


def test_after_days_away_each_evening_between_is_kept_as_expired_once(house, anna, ticking):
    anna.set_said_again("off", house.now)
    house.now = EVENING
    ticking.tick()
    for away in (house.ticking(), ticking):
        house.later(days=3)
        days = {row.key.slot[-2:] for row in away.tick().deliveries if row.state is State.EXPIRED}
        assert len(days) == 2
        assert away.tick().deliveries == ()
    assert {slot[-2:] for slot, _, state in house.states()} == {str(day) for day in range(22, 29)}


def test_a_ledger_that_began_while_the_clock_was_ahead_begins_when_it_is_set_right(house, anna):
    house.now = EVENING + timedelta(hours=2)
    ticking = house.ticking()
    ticking.tick()
    house.now = NOON
    ticking.tick()
    house.now = EVENING
    ticking.tick()
    assert house.channel.said == ["anna: Evening care"]


# ---- a routine that changes (proof 8)


def test_a_time_edited_after_it_was_said_is_not_said_anew(house, anna, ticking):
    house.now = EVENING
    ticking.tick()
    anna.set_slot("Evening", time(21, 10), house.now)
    house.now = EVENING + timedelta(minutes=11)
    ticking.tick()
    assert len(house.channel.messages) == 1


def test_a_step_that_ends_while_it_is_retried_is_not_said(house, anna, ticking):
    house.channel.outcome = NotSent("no bus")
    house.now = EVENING
    ticking.tick()
    anna.end_step(anna.present().routine.steps["calm"], house.now)
    house.channel.outcome = Sent()
    house.later(minutes=1)
    ticking.tick()
    assert len(house.channel.messages) == 1
    house.now = NOON + timedelta(days=1)
    ticking.tick()
    assert (TODAY, 1, "expired") in house.states()


def test_a_time_that_is_moved_later_after_it_was_said_is_not_to_come_again(house, anna, ticking):
    house.now = EVENING
    ticking.tick()
    anna.set_said_again("off", house.now)
    anna.set_slot("Evening", time(23, 10), house.now)
    assert ticking.tick().coming[0].at > house.now + timedelta(hours=12)


def test_what_the_ledger_refuses_waits_for_a_beat_and_is_not_tried_at_once_for_ever(house, anna, ticking):
    """Moved to before the ledger began while it waited to be tried again: nothing is sent, and nothing rings for it."""
    anna.set_said_again("off", house.now)
    house.channel.outcome = NotSent("no bus")
    house.now = EVENING
    ticking.tick()
    anna.set_slot("Evening", time(11, 50), house.now)
    anna.set_reminder_late(ReminderKind.SLOT, "12 h", house.now)
    house.later(minutes=5)
    happened = ticking.tick()
    assert len(house.channel.messages) == 1
    assert all(each.at > house.now for each in happened.coming)


def test_a_new_part_of_the_day_whose_time_is_past_is_not_said_that_day(house, anna, ticking):
    house.now = EVENING - timedelta(hours=4)
    lunch = Slot("lunch", "Lunch", time(14))
    draft = Draft("Spray", (lunch.id,), Daily(), anna.today(house.now), activity=Activity.MASSAGE, new_slot=lunch)
    anna.add_step(draft, house.now)
    for _ in range(3):
        happened = ticking.tick()
        house.later(minutes=1)
    assert house.channel.messages == []
    assert not any("lunch" in slot for slot, _, _ in house.states())
    house.now = datetime(2026, 11, 23, 14, tzinfo=UTC)
    happened = ticking.tick()
    assert [row.key.slot for row in happened.deliveries if row.state is State.SENT] == ["slot:lunch:2026-11-23"]


def test_a_plan_that_comes_in_the_evening_says_nothing_of_the_day_before_it(house):
    ticking = house.ticking()
    ticking.tick()
    house.now = EVENING + timedelta(minutes=1)
    house.client("late", house.now)
    ticking.tick()
    assert (house.channel.messages, house.states("late")) == ([], [])
    house.later(days=1)
    ticking.tick()
    assert house.channel.said == ["late: Evening care"]


def test_what_was_written_after_its_time_is_said_where_the_client_puts_it_off(house, ticking):
    house.now = EVENING + timedelta(minutes=5)
    care = house.client("late", house.now)
    care.snooze(SlotKey("evening", care.today(house.now)), house.now + timedelta(minutes=20), house.now)
    ticking.tick()
    assert "late: Evening care" not in house.channel.said
    house.later(minutes=20)
    ticking.tick()
    # beside another client's, in whichever order
    assert house.channel.said.count("late: Evening care") == 1


def test_an_appointment_that_is_written_down_for_tomorrow_is_told_next_at_its_next_time(house, anna, ticking):
    anna.add_session(datetime(2026, 11, 23, 11), "facial needles", house.now)
    ticking.tick()
    assert house.channel.messages == []
    house.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    ticking.tick()
    assert "anna: Appointment" in house.channel.said
