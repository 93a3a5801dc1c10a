"""Reminders beside an open app: what it shows, and that it does a service's work only where none runs."""

from __future__ import annotations

import threading
from datetime import date, timedelta

from ticked import EVENING, InHand

from aftercare.care import HIDDEN, REMINDER_LINE, set_on_machine
from aftercare.errors import DiskTrouble
from aftercare.model.check_off import Occurrence
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.reminders.autostart import State
from aftercare.reminders.channel import NotSent
from aftercare.reminders.companion import BEAT, Companion
from aftercare.reminders.presence import the_only_service
from aftercare.reminders.tick import AT_ONCE

TODAY = SlotKey("evening", date(2026, 11, 22))


def a_companion(house):
    return Companion(house.home, house.clock, InHand(house.ledger, house.channel, house.clock))


def shown(found):
    return [(each.key, each.attempt) for each in found.due]


def test_without_a_service_it_sends_and_shows_what_is_due(house, anna):
    companion = a_companion(house)
    assert not companion.look(anna).runs
    house.now = EVENING
    found = companion.look(anna)
    assert house.channel.said == ["anna: Evening care"]
    assert shown(found) == [(TODAY, 1)]
    assert (found.due[0].title, found.due[0].body) == ("Evening care", "1 step")


def test_where_a_service_runs_it_sends_nothing_and_shows_all_the_same(house, anna):
    companion = a_companion(house)
    companion.look(anna)
    house.now = EVENING
    with the_only_service(house.home):
        found = companion.look(anna)
    assert (found.runs, house.channel.messages) == (True, [])
    assert shown(found) == [(TODAY, 1)]


def test_it_takes_over_when_the_service_ends(house, anna):
    companion = a_companion(house)
    companion.look(anna)
    with the_only_service(house.home):
        companion.look(anna)
    house.now = EVENING
    companion.look(anna)
    assert house.channel.said == ["anna: Evening care"]


def test_it_sends_for_every_client_and_shows_what_is_of_the_open_one(house, anna):
    house.client("ben")
    companion = a_companion(house)
    companion.look(anna)
    house.now = EVENING
    found = companion.look(anna)
    assert sorted(house.channel.said) == ["anna: Evening care", "ben: Evening care"]
    assert shown(found) == [(TODAY, 1)]


def test_what_was_due_before_the_app_was_opened_does_not_pop_up(house, anna):
    house.ticking().tick()
    house.now = EVENING + timedelta(minutes=1)
    companion = a_companion(house)
    assert companion.look(anna).due == ()
    assert house.channel.said == ["anna: Evening care"]


def test_two_apps_and_a_service_say_each_attempt_once(house, anna):
    companions = [a_companion(house), a_companion(house)]
    ticking = house.ticking()
    found = []
    for minutes in range(0, 60, 5):
        house.now = EVENING - timedelta(minutes=5) + timedelta(minutes=minutes)
        for companion in companions:
            found += companion.look(anna).due
        ticking.tick()
    keys = [message.key for message in house.channel.messages]
    assert len(keys) == len(set(keys)) == 3
    assert sorted(each.attempt for each in found) == [1, 2, 3]


def test_what_is_ticked_silences_its_follow_ups(house, anna):
    companion = a_companion(house)
    companion.look(anna)
    house.now = EVENING
    companion.look(anna)
    anna.tick(Occurrence("calm", TODAY.day, "evening"), house.now)
    house.later(minutes=45)
    assert companion.look(anna).due == ()
    assert len(house.channel.messages) == 1


def test_it_looks_again_when_something_comes_and_at_each_beat(house, anna):
    companion = a_companion(house)
    assert companion.look(anna).next == house.now + BEAT
    house.now = EVENING - timedelta(seconds=4)
    assert companion.look(anna).next == EVENING


def test_it_says_why_the_desktop_does_not_take_them(house, anna):
    companion = a_companion(house)
    companion.look(anna)
    house.channel.outcome = NotSent("no bus")
    house.now = EVENING
    assert companion.look(anna).unsent == "no bus"


def test_a_record_that_cannot_be_read_is_told(house, anna):
    companion = a_companion(house)
    companion.look(anna)
    records = house.home.client("anna").records
    records.rename(records.with_name("away"))
    assert "anna" in companion.look(anna).trouble


def test_a_lock_that_cannot_be_looked_at_is_told_and_nothing_is_sent(house, anna, monkeypatch):
    companion = a_companion(house)
    companion.look(anna)

    def refused(home):
        raise DiskTrouble("Could not look at the lock.")

    monkeypatch.setattr("aftercare.reminders.companion.running", refused)
    house.now = EVENING
    assert companion.look(anna).trouble == "Could not look at the lock."
    assert house.channel.messages == []


def test_whoever_wants_no_reminders_is_not_told_that_they_end(house, anna):
    companion = a_companion(house)
    assert companion.look(anna).wanted
    for kind in ReminderKind:
        anna.set_reminder(kind, "off", house.now)
    assert not companion.look(anna).wanted


def test_the_line_can_be_hidden_for_good(house, anna):
    companion = a_companion(house)
    assert companion.look(anna).told
    set_on_machine(house.home, REMINDER_LINE, HIDDEN)
    assert not companion.look(anna).told


def test_what_was_installed_is_noticed(house, anna, monkeypatch):
    companion = a_companion(house)
    assert not companion.look(anna).installed
    standing = type("Standing", (), {"installed": True, "state": State.READY})
    monkeypatch.setattr("aftercare.reminders.autostart.look", lambda home: standing)
    assert not companion.look(anna).installed
    companion.anew()
    assert companion.look(anna).installed


def test_a_shelf_that_waits_is_counted_and_the_evening_on_the_screen_is_not(house, anna):
    from aftercare.care import PackFacts

    anna.add_pack("gel", PackFacts(TODAY.day, best_before=date(2026, 11, 25)), house.now)
    house.now = EVENING
    assert a_companion(house).look(anna).waiting == 1


def test_closing_lets_nothing_begin_and_waits_for_what_is_on_its_way(house, anna):
    """So many are on their way as are sent side by side; two more are due and wait for one of them to end."""
    companion = a_companion(house)
    companion.look(anna)
    for number in range(AT_ONCE + 1):
        house.client(f"another-{number}")
    house.now = EVENING
    begun, go_on = threading.Semaphore(0), threading.Event()
    send = house.channel.send

    def slowly(message):
        begun.release()
        assert go_on.wait(30)
        return send(message)

    house.channel.send = slowly
    looking = threading.Thread(target=companion.look, args=(anna,))
    looking.start()
    for _ in range(AT_ONCE):
        assert begun.acquire(timeout=30)
    end = companion._ticking.stop

    def ending():
        end()
        go_on.set()

    companion._ticking.stop = ending
    stopping = threading.Thread(target=companion.stop)
    stopping.start()
    stopping.join(30)
    looking.join(30)
    assert not stopping.is_alive()
    assert len(house.channel.messages) == AT_ONCE
    companion.look(anna)
    assert len(house.channel.messages) == AT_ONCE
