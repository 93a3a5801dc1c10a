"""Until when something is put off, as a person types it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from aftercare.errors import BadInput
from aftercare.model.day_start import DayStarts
from aftercare.model.routine import EVENING, MORNING, Slot
from aftercare.model.slot_instant import DatedZone
from aftercare.model.snooze_typed import evening_of, until_typed

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (DatedZone(date(2020, 1, 1), "Europe/Berlin"),)
SUNDAY = date(2026, 11, 22)


def wall(hour, minute=0, day=22):
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def until(text, now=wall(14)):  # noqa: B008  # it is frozen
    return until_typed(text, now, SUNDAY, wall(21), ZONES).astimezone(BERLIN)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("20 min", wall(14, 20)),
        ("in 1 h", wall(15)),
        ("for 2 days", wall(14, day=24)),
        ("This  evening", wall(21)),
        ("tonight", wall(21)),
        ("16:30", wall(16, 30)),
        ("at 9:05", wall(9, 5, day=23)),
        ("14:00", wall(14, day=23)),
        ("tomorrow 9:00", wall(9, day=23)),
        ("2026-11-24 18:00", wall(18, day=24)),
    ],
)
def test_until_when(text, at):
    assert until(text) == at


@pytest.mark.parametrize("text", ["", "soon", "25:00", "20", "-5 min", "tomorrow", "٢٠ min"])
def test_what_does_not_say_until_when(text):
    with pytest.raises(BadInput):
        until(text)


def test_an_evening_that_is_past_is_no_evening():
    with pytest.raises(BadInput):
        until("this evening", wall(21, 1))


@pytest.mark.parametrize(
    ("slots", "at"),
    [
        ((MORNING, EVENING), wall(21)),
        ((MORNING,), wall(20)),
        ((MORNING, EVENING, Slot("night", "Night", time(0, 30))), wall(21)),
        ((Slot("tea", "Tea", time(17, 15)),), wall(17, 15)),
    ],
)
def test_the_evening_is_the_last_part_of_the_day_that_lies_in_one(slots, at):
    assert evening_of(SUNDAY, slots, ZONES, DayStarts()) == at


def test_a_time_that_the_clocks_leave_out_is_an_hour_later():
    saturday = datetime(2026, 3, 28, 23, tzinfo=BERLIN)
    found = until_typed("2:30", saturday, saturday.date(), saturday, ZONES)
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
