"""Why something was not sent is said in the same plain words wherever it is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from test_doctor import WELL
from ticked import EVENING, Household

from aftercare.reminders.channel import NotSent
from aftercare.reminders.companion import Companion
from aftercare.reminders.doctor.bus import Bus
from aftercare.reminders.doctor.desktop_links import bus_link
from aftercare.reminders.inbox import inbox_of
from aftercare.reminders.inbox_words import standing_words
from aftercare.reminders.reason_words import NO_BUS, NOBODY_SHOWS, as_sentence, told_reason
from aftercare.reminders.row_words import outcome
from aftercare.widgets.reminder_line import reminder_words

GONE = "GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name org.freedesktop.Notifications was not provided"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Cannot autolaunch D-Bus without X11 $DISPLAY", NO_BUS),
        ("Could not connect: No such file or directory", NO_BUS),
        ("Failed to execute child process “dbus-launch” (No such file or directory)", NO_BUS),
        (f"{GONE} by any .service files", NOBODY_SHOWS),
        ("notify-send could not be started: No such file or directory.", "there is no notify-send"),
        ("notify-send could not be started: Permission denied.", "notify-send could not be started: Permission denied"),
        ("GDBus.Error:org.freedesktop.Notifications.Error: no room on the screen.", "no room on the screen"),
        ("The notifier did not end in time.", "The notifier did not end in time"),
        ("", ""),
    ],
)
def test_what_a_notifier_says_is_told_in_plain_words(said, told):
    assert told_reason(said) == told


def test_the_inbox_the_log_and_the_apps_line_tell_it_as_doctor_does(tmp_path):
    house = Household(tmp_path / "home")
    care = house.client()
    house.channel.outcome = NotSent("Cannot autolaunch D-Bus without X11 $DISPLAY")
    ticking = house.ticking()
    ticking.tick()
    house.now = EVENING
    (row,) = ticking.tick().deliveries
    (item,) = inbox_of(care, house.ledger, house.now)
    assert outcome(row, house.now) == standing_words(item, house.now) == f"not sent: {NO_BUS}; it is tried again"
    line = reminder_words(Companion(house.home, house.clock).look(care))
    assert line == f"Desktop notifications do not arrive, m tells more: {NO_BUS}; retrying"
    assert bus_line(trouble="nobody listens").startswith(as_sentence(NO_BUS))
    assert bus_line(address="unix:path=/b").startswith(as_sentence(NOBODY_SHOWS))


def bus_line(**found):
    """What doctor says of a bus."""
    return bus_link(replace(WELL, bus=Bus(**found)))[1]
