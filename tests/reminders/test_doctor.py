"""What the doctor says of each link, from what was found: how it is, the words, and what to do."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time, timedelta

import pytest
from machines import MISSING, WithSystemd
from msgspec.structs import replace
from ticked import EVENING, Household

from aftercare.model.notice import MachineElsewhere, ZoneUnknown
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import QuietHours
from aftercare.reminders.autostart import Kind, Standing, State
from aftercare.reminders.channel import Key, NotSent, Sent
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.doctor import Link, Verdict, examined
from aftercare.reminders.doctor.bus import Bus, bus_address
from aftercare.reminders.doctor.diagnosis import diagnosis
from aftercare.reminders.doctor.facts import Client, Facts, Listed, Notifier, Trouble
from aftercare.reminders.ledger import Delivery
from aftercare.reminders.ledger import State as Sending
from aftercare.reminders.presence import Beat, Running, keep_beat, the_only_service

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEAT = Beat(4711, NOW - HOUR, NOW, 15.0, at_login=True)
ROW = Delivery("anna", Key("slot", "slot:morning:2026-11-22"), DESKTOP, Sending.SENT, 1, NOW, NOW + HOUR, NOW, "")
NOTHING_STARTS = Standing(State.ABSENT, None, (), "Nothing.")
NO_NOTIFIER = Notifier("notify-send", "", "Install it.")
ANNA = Client("anna", kinds=7, zone="Europe/Berlin", next=NOW + 9 * HOUR)
WELL = Facts(
    now=NOW,
    machine_zone="Europe/Berlin",
    clients=(ANNA,),
    running=Running(BEAT),
    beat=BEAT,
    starts=Standing(State.READY, Kind.SYSTEMD, ("/u",), "systemd starts the reminders at login: /u."),
    ledger=Listed(NOW - HOUR, ROW),
    notifier=Notifier("notify-send", "/usr/bin/notify-send", "Install it."),
    bus=Bus("unix:path=/b", server="dunst 1.9"),
)


def line(link, **changes):
    """The line of `link` where all is well but for `changes`."""
    return next(each for each in diagnosis(replace(WELL, **changes)).lines if each.link is link)


def anna(**changes):
    return {"clients": (replace(ANNA, **changes),)}


def listed(**changes):
    return {"ledger": replace(WELL.ledger, **changes)}


def row(**changes):
    return listed(newest=replace(ROW, **changes))


def test_where_all_is_well_each_link_is_fine_and_nothing_is_to_do():
    found = diagnosis(WELL)
    assert [each.link for each in found.lines] == list(Link)
    assert {each.verdict for each in found.lines} == {Verdict.FINE}
    assert not any(each.to_do for each in found.lines)
    assert all(each.found.endswith(".") for each in found.lines)
    assert (found.broken, found.words) == (False, "All is in order.")


@pytest.mark.parametrize(
    ("link", "changes", "verdict", "words", "to_do"),
    [
        (
            Link.RECORD,
            anna(trouble=Trouble("It is gone.", "Put it back.")),
            "broken",
            "anna: It is gone.",
            "Put it back.",
        ),
        (Link.RECORD, {"home_trouble": Trouble("No access.", "Rights.")}, "broken", "No access.", "Rights."),
        (Link.RECORD, {"clients": ()}, "look", "There is no record", "aftercare start"),
        (Link.REMINDERS, anna(kinds=0), "look", "all switched off", "aftercare settings"),
        (Link.REMINDERS, anna(kinds=1), "fine", "1 kind switched on.", ""),
        (Link.QUIET, anna(quiet_now=True), "fine", "It is quiet now", ""),
        (Link.QUIET, anna(quiet=QuietHours(time(1), time(2))), "fine", "01:00 to 02:00.", ""),
        (Link.QUIET, anna(quiet=QuietHours(on=False)), "fine", "none.", ""),
        (
            Link.ZONE,
            anna(elsewhere=MachineElsewhere("Europe/Berlin", "America/Lima")),
            "look",
            "kept in the time of Europe/Berlin, this machine America/Lima",
            "aftercare client zone America/Lima",
        ),
        (Link.ZONE, anna(unknown=ZoneUnknown("Mars/Olympus", "UTC")), "look", "Mars/Olympus", "tzdata"),
        (Link.ZONE, {"machine_zone": None}, "look", "does not tell the name", "system's settings"),
        (Link.CLOCK, listed(begun=NOW + HOUR), "broken", "until then nothing is reminded of", "Set the clock"),
        (
            Link.CLOCK,
            row(changed=NOW + HOUR),
            "look",
            "noted at Sun 22 Nov 13:00, which",
            "Look at the clock",
        ),
        (Link.CLOCK, {"beat": replace(BEAT, at=NOW + HOUR)}, "look", "which is to come", "Look at the clock"),
        (Link.CLOCK, anna(ahead=NOW + 48 * HOUR), "look", "A device wrote into the record", "Look at the clocks"),
        (Link.NEXT, anna(next=None), "fine", "Nothing in the next two days.", ""),
        (Link.SERVICE, {"running": None}, "broken", "It is installed and does not run.", "systemctl --user status"),
        (Link.SERVICE, {"running": Running(None)}, "fine", "One begins just now.", ""),
        (Link.SERVICE, {"running": None, **anna(kinds=0)}, "fine", "nothing is to be said", ""),
        (
            Link.LOCK,
            {"lock_trouble": Trouble("Access is denied.", "Rights.")},
            "broken",
            "Access is denied.",
            "Rights.",
        ),
        (Link.LOCK, {"running": Running(None)}, "look", "not noted anything yet", "Look again"),
        (Link.LOCK, {"running": None}, "fine", "Free.", ""),
        (Link.BEAT, {"beat": replace(BEAT, at=NOW - HOUR)}, "broken", "It hangs, or was stopped", "End process 4711"),
        (
            Link.BEAT,
            {"beat": replace(BEAT, troubles=("anna: It is gone.",))},
            "look",
            "It met: anna: It is gone.",
            "what to do",
        ),
        (Link.BEAT, {"running": None}, "look", "ended without a word after Sun 22 Nov 12:00", "killed"),
        (Link.BEAT, {"running": None, "beat": None}, "fine", "None, as no service runs.", ""),
        (Link.AUTOSTART, {"starts": NOTHING_STARTS}, "look", "Nothing.", "remind install"),
        (Link.AUTOSTART, {"starts": Trouble("Unreadable.", "Rights.")}, "look", "Unreadable.", "Rights."),
        (Link.NOTIFIER, {"notifier": NO_NOTIFIER}, "broken", "There is no notify-send", "Install it."),
        (Link.NOTIFIER, {"notifier": NO_NOTIFIER, "by_service": True}, "broken", "The service does not", "Install"),
        (Link.BUS, {"bus": Bus(trouble="No session bus is named")}, "broken", "No session bus is named.", "over ssh"),
        (Link.BUS, {"bus": Bus("unix:path=/b", "refused")}, "broken", "(unix:path=/b): refused.", "over ssh"),
        (Link.BUS, {"bus": Bus(trouble="none"), "by_service": True}, "broken", "none.", "in your desktop's session"),
        (Link.BUS, {"bus": Bus("b")}, "broken", "nothing on it shows notifications", "Start a notification daemon"),
        (Link.BUS, {"bus": Bus("b", starts=True)}, "fine", "starts when it is called", ""),
        (Link.BUS, {"bus": Bus("b", server_trouble="it did not answer")}, "broken", "does not answer", "Restart it"),
        (Link.LEDGER, listed(trouble=Trouble("It is damaged.", "Once.")), "broken", "It is damaged.", "Once."),
        (Link.LEDGER, listed(begun=None), "fine", "Not begun", ""),
        (Link.LEDGER, listed(set_aside=("/h/l.damaged",)), "look", "set aside: /h/l.damaged", "Delete it"),
        (Link.DELIVERY, row(state=Sending.NOT_SENT, reason="no bus"), "broken", "not sent: no bus", "remind test"),
        (Link.DELIVERY, row(state=Sending.UNKNOWN), "look", "may not have been shown", "remind test"),
        (Link.DELIVERY, row(state=Sending.EXPIRED), "look", "not shown in its time", "remind test"),
        (Link.DELIVERY, listed(newest=None), "fine", "Nothing was sent yet", ""),
        (Link.DELIVERY, listed(newest=None, trouble=Trouble("Damaged.")), "look", "Cannot be told", ""),
    ],
)
def test_a_link_that_is_not_well_says_what_was_found_and_what_to_do(link, changes, verdict, words, to_do):
    said = line(link, **changes)
    assert said.verdict == verdict
    assert words in said.found
    assert to_do in said.to_do
    assert bool(said.to_do) == bool(to_do)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_service_that_is_installed_and_does_not_run_is_broken_on_every_system(kind):
    starts = Standing(State.READY, kind, (), "Installed.")
    assert "remind install" in line(Link.SERVICE, running=None, starts=starts).to_do


def test_a_service_that_nobody_installed_is_offered():
    said = line(Link.SERVICE, running=None, starts=NOTHING_STARTS)
    assert (said.verdict, "remind install" in said.to_do) == (Verdict.BROKEN, True)


def test_several_clients_are_told_apart():
    ben = Client("ben", zone="Asia/Tokyo", next=NOW + HOUR)
    both = {"clients": (ANNA, ben)}
    assert line(Link.REMINDERS, **both).found == "anna: 7 kinds switched on; ben: all switched off."
    assert line(Link.ZONE, **both).found == "anna: Europe/Berlin; ben: Asia/Tokyo."
    assert line(Link.NEXT, **both).found == "Sun 22 Nov 13:00, ben."


def test_times_of_a_record_that_is_kept_elsewhere_are_told_in_its_zone_and_in_this_machines():
    away = anna(elsewhere=MachineElsewhere("America/Lima", "UTC"))
    assert line(Link.NEXT, **away).found == "Sun 22 Nov 16:00 in America/Lima, which is Sun 22 Nov 21:00 here, anna."
    assert line(Link.QUIET, **away).found == "22:00 to 07:00 in America/Lima."
    last = line(Link.DELIVERY, **away, **row(changed=NOW + HOUR)).found
    assert last.startswith("Sun 22 Nov 07:00 in America/Lima, which is Sun 22 Nov 12:00 here, routine: morning")
    assert last.endswith(": sent 08:00.")
    # what is no client's goes by this machine's clock, and so does a test
    assert line(Link.BEAT, **away).found == "Sun 22 Nov 12:00, every 15 s."
    assert "Lima" not in line(Link.DELIVERY, **away, **row(client="")).found


def test_a_system_without_a_bus_has_no_line_for_it():
    assert Link.BUS not in [each.link for each in diagnosis(replace(WELL, bus=None)).lines]


def test_all_of_it_in_one_sentence():
    two = diagnosis(replace(WELL, bus=Bus(trouble="none"), notifier=NO_NOTIFIER, machine_zone=None))
    assert (two.broken, two.words) == (True, "2 links of the chain are broken, 1 more to look at.")
    assert diagnosis(replace(WELL, machine_zone=None)).words == "Nothing is broken; 1 link to look at."
    assert diagnosis(replace(WELL, bus=Bus(trouble="none"))).words == "1 link of the chain is broken."


def test_the_bus_is_looked_for_where_notify_send_looks():
    assert bus_address({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/a", "XDG_RUNTIME_DIR": "/run/user/1"}) == "unix:path=/a"
    assert bus_address({"XDG_RUNTIME_DIR": "/run/user/1"}) == "unix:path=/run/user/1/bus"
    assert bus_address({}) == ""


# ---- a home on the disk


@pytest.fixture
def house(tmp_path):
    (tmp_path / "person").mkdir()
    return Household(tmp_path / "home")


def looked_at(house, link, **environment):
    machine = WithSystemd(house.home.data.parent / "person", **{"PATH": "/nowhere", **environment}).machine
    return next(each for each in examined(house.home, house.clock, machine).lines if each.link is link)


def test_an_empty_home_is_looked_at_and_nothing_comes_into_being(house):
    assert looked_at(house, Link.RECORD).verdict is Verdict.LOOK
    assert looked_at(house, Link.LEDGER).found.startswith("Not begun")
    assert not house.home.data.exists()


def test_the_next_reminder_is_that_of_the_agenda(house):
    house.client("anna")
    assert looked_at(house, Link.NEXT).found == "Sun 22 Nov 21:00, anna."
    house.now = EVENING
    assert looked_at(house, Link.NEXT).found.startswith("Sun 22 Nov 21:20")


def test_a_record_that_cannot_be_read_is_named(house):
    records = house.client("anna").folder.records
    house.client("ben")
    records.rename(records.with_name("away"))
    said = looked_at(house, Link.RECORD)
    assert (said.verdict, said.found.startswith("anna: ")) == (Verdict.BROKEN, True)
    assert said.to_do
    assert looked_at(house, Link.NEXT).found == "Sun 22 Nov 21:00, ben."


def test_who_is_archived_is_not_to_be_reminded(house):
    house.client("anna").archive(house.now)
    assert looked_at(house, Link.NEXT).found == "Nothing in the next two days."
    assert looked_at(house, Link.SERVICE).verdict is Verdict.FINE


def test_what_is_switched_off_is_counted(house):
    care = house.client("anna")
    before = looked_at(house, Link.REMINDERS).found
    care.set_reminder(ReminderKind.SLOT, "off", house.now)
    assert (before, looked_at(house, Link.REMINDERS).found) == ("8 kinds switched on.", "7 kinds switched on.")


def test_a_damaged_ledger_is_told_and_left_for_the_service_to_set_aside(house):
    house.client("anna")
    house.ticking().tick()
    house.ledger.path.write_bytes(b"damaged" * 1000)
    said = looked_at(house, Link.LEDGER)
    assert (said.verdict, "sets it aside" in said.to_do) == (Verdict.BROKEN, True)
    house.ticking().tick()
    said = looked_at(house, Link.LEDGER)
    assert (said.verdict, ".damaged-" in said.found) == (Verdict.LOOK, True)


def test_the_last_delivery_is_that_of_any_client(house):
    house.client("anna")
    house.client("ben")
    ticking = house.ticking()
    ticking.tick()
    house.now = EVENING
    house.channel.outcome = NotSent("no room on the screen")
    ticking.tick()
    assert "no room on the screen" in looked_at(house, Link.DELIVERY).found
    house.channel.outcome = Sent()
    house.later(minutes=5)
    ticking.tick()
    assert looked_at(house, Link.DELIVERY).verdict is Verdict.FINE


def test_a_service_that_runs_is_seen_with_its_lock_and_its_beat(house):
    house.client("anna")
    with the_only_service(house.home):
        keep_beat(house.home, Beat(os.getpid(), house.now, house.now, 15.0))
        for link in (Link.SERVICE, Link.LOCK, Link.BEAT):
            assert looked_at(house, link).verdict is Verdict.FINE
        assert str(os.getpid()) in looked_at(house, Link.LOCK).found
    # its note stays where it was killed
    assert looked_at(house, Link.SERVICE).verdict is Verdict.BROKEN
    assert "without a word" in looked_at(house, Link.BEAT).found


def test_a_lock_that_cannot_be_opened_is_told(house):
    house.home.state.mkdir(parents=True)
    (house.home.state / "reminders.lock").mkdir()
    assert looked_at(house, Link.LOCK).verdict is Verdict.BROKEN


def test_a_notifier_is_looked_for_on_the_path(house, tmp_path):
    assert looked_at(house, Link.NOTIFIER).verdict is Verdict.BROKEN
    program = tmp_path / "notify-send"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    assert looked_at(house, Link.NOTIFIER, PATH=str(tmp_path)).found == f"notify-send: {program}."


@pytest.mark.parametrize(("platform", "program"), [("darwin", "osascript"), ("win32", "plyer")])
def test_on_other_systems_another_notifier_is_looked_for_and_no_bus(house, platform, program):
    machine = replace(WithSystemd(house.home.data.parent / "person", PATH="/nowhere").machine, platform=platform)
    machine = replace(machine, ask=lambda _: MISSING)
    found = {each.link: each for each in examined(house.home, house.clock, machine).lines}
    assert Link.BUS not in found
    assert program in found[Link.NOTIFIER].found
