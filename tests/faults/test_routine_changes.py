"""Journeys, edits and a lost ledger while a real notification server records: nothing twice, nothing lost silently."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from reminded_place import HOUR, Place, shown

from aftercare.model.reminder_key import SlotKey
from aftercare.reminders.ledger import State

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

EAST_AND_WEST = ["Pacific/Auckland", "Asia/Kolkata", "America/Los_Angeles", "Pacific/Honolulu"]


@pytest.fixture
def place(tmp_path, recorder):
    """A home in which one reminder is due."""
    return Place(tmp_path, recorder.bus, 1)


def now():
    return datetime.now(UTC)


def through(place, hours):
    """Ticks as a service does that looks once in half an hour."""
    for half in range(2 * hours + 1):
        place.tick(half * HOUR / 2)


def soon(place, number, seconds=2):
    """One more slot that is put off until so many seconds from now."""
    place.add(number, now() + HOUR)
    until = now() + timedelta(seconds=seconds)
    place.care.snooze(SlotKey(f"slot-{number}", place.care.today(now())), until, now())


def each_day_once(place, recorder):
    """What came is what the ledger has as sent: one row for each slot and date."""
    rows = place.ledger.deliveries("anna")
    assert {row.state for row in rows} <= {State.SENT, State.EXPIRED}
    sent = Counter(row.key.slot.split(":")[1].removeprefix("slot-") for row in rows if row.state is State.SENT)
    assert shown(recorder) == {f"Massage {number}": count for number, count in sent.items()}
    return {row.key.slot: row.state for row in rows}


@pytest.mark.parametrize("zone", EAST_AND_WEST)
def test_a_journey_after_it_was_said_says_it_no_second_time(place, recorder, zone):
    today = place.care.today(now())
    place.tick()
    assert shown(recorder) == {"Massage 0": 1}
    place.care.set_zone(zone, now())
    through(place, 30)
    told = each_day_once(place, recorder)
    assert told[f"slot:slot-0:{today}"] is State.SENT


@pytest.mark.parametrize("zone", EAST_AND_WEST)
def test_a_journey_before_it_was_said_neither_loses_nor_doubles_it(place, recorder, zone):
    place.add(1, now() + 2 * HOUR)
    today = place.care.today(now())
    place.tick()
    place.care.set_zone(zone, now())
    through(place, 30)
    told = each_day_once(place, recorder)
    assert f"slot:slot-1:{today}" in told


def test_a_time_edited_after_it_was_said_is_not_said_anew(place, recorder):
    place.tick()
    later = now() + 2 * HOUR
    place.care.set_slot("Slot 0", place.care.wall(later).time().replace(second=0, microsecond=0), now())
    through(place, 4)
    assert shown(recorder) == {"Massage 0": 1}


def test_a_step_that_ends_while_it_is_tried_again_is_not_said_and_is_kept_as_expired(place, recorder):
    recorder.be("error")
    place.tick()
    assert [row.state for row in place.rows()] == [State.NOT_SENT]
    (step,) = place.care.present().routine.steps.values()
    place.care.end_step(step, now())
    recorder.be("ok")
    through(place, 5)
    # it came once and was refused
    assert shown(recorder) == {"Massage 0": 1}
    assert [row.state for row in place.rows()] == [State.EXPIRED]


def test_a_ledger_that_is_deleted_under_a_service_says_nothing_again_and_goes_on(place, recorder):
    with place.service() as service:
        recorder.wait_for_message()
        place.ledger.path.unlink()
        # what is due from now on is newer than the next ledger, which begins with the next beat
        while not place.ledger.path.exists():
            assert service.poll() is None
        soon(place, 1)
        recorder.wait_for_message()
    assert shown(recorder) == {"Massage 0": 1, "Massage 1": 1}


def test_a_record_that_is_damaged_under_a_service_is_told_and_its_reminders_go_on(place, recorder):
    with place.service() as service:
        recorder.wait_for_message()
        soon(place, 1, 5)
        place.wait_until_seen(service)
        records = place.home.client("anna").records
        records.rename(records.with_name("away"))
        told = service.stderr.readline()
        assert "it is not there any more" in told
        assert told.endswith("What was read of it before is still said.\n")
        recorder.wait_for_message()
        records.with_name("away").rename(records)
        assert service.stderr.readline().endswith("anna: it can be read again.\n")
    assert shown(recorder) == {"Massage 0": 1, "Massage 1": 1}
    place.sweep()
    assert State.NOT_SENT not in {row.state for row in place.rows()}
