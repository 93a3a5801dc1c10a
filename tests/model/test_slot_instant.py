"""The instant of a slot: around every clock change of 2026 in every zone there is one for each local date."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.day_start import DayStarts
from aftercare.model.routine import EVENING, FormerTime, Slot
from aftercare.model.slot_instant import DatedZone, date_at, slot_instant, wall_instant, zone_on

DAY_START = time(4)
STARTS = DayStarts(DAY_START)
BERLIN = (DatedZone(date(2020, 1, 1), "Europe/Berlin"),)
WALLS = (*(time(hour, half) for hour in range(5) for half in (0, 30)), time(7, 30), time(21), time(23, 59, 59))
HOUR = timedelta(hours=1)


def slot(at):
    return Slot("any", "Any", at)


def clock_changes(zone):
    """The days of 2026 from whose noon to the next the offset changes."""
    noons = [datetime(2025, 12, 31, 12) + timedelta(n) for n in range(367)]
    return [noon.date() for noon, after in pairwise(noons) if zone.utcoffset(noon) != zone.utcoffset(after)]


def test_every_zone_has_one_instant_a_local_date_around_its_clock_changes():
    changed = 0
    for name in sorted(zoneinfo.available_timezones()):
        zone = ZoneInfo(name)
        zones = (DatedZone(date(2020, 1, 1), name),)
        for change in clock_changes(zone):
            changed += 1
            for wall in WALLS:
                found = [slot_instant(slot(wall), change + timedelta(n), zones, STARTS) for n in range(-3, 4)]
                assert all(later > earlier for earlier, later in pairwise(found)), (name, wall)
                for n, at in enumerate(found, -3):
                    calendar = change + timedelta(n + (wall < DAY_START))
                    shown = at.astimezone(zone)
                    wanted = datetime.combine(calendar, wall)
                    # Shown as written, or in a gap later by it; never on another date, and the first of a fold.
                    assert wanted <= shown.replace(tzinfo=None) <= wanted + 2 * HOUR, (name, wall, shown)
                    assert not shown.fold, (name, wall, shown)
                    # A gap can push the last slot of a day beyond its end: Troll's at 02:00 falls on 04:00.
                    shifted = shown.replace(tzinfo=None) != wanted
                    assert shifted or date_at(at, zones, STARTS) == change + timedelta(n), (name, wall)
    assert changed > 300


def test_a_spring_gap_shifts_forward_and_an_autumn_fold_takes_the_first():
    assert wall_instant(date(2026, 3, 29), time(2, 30), "Europe/Berlin") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert wall_instant(date(2026, 10, 25), time(2, 30), "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_wall_time_that_says_it_is_the_second_of_a_fold_is_taken_as_the_first():
    again = time(2, 30, fold=1)
    assert wall_instant(date(2026, 10, 25), again, "Europe/Berlin") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_slot_before_the_start_of_the_day_falls_on_the_next_calendar_day():
    assert slot_instant(slot(time(1)), date(2026, 11, 2), BERLIN, STARTS) == datetime(2026, 11, 3, 0, tzinfo=UTC)


def test_a_date_that_a_zone_skipped_has_its_instant_too():
    samoa = (DatedZone(date(2000, 1, 1), "Pacific/Apia"),)
    instants = [slot_instant(EVENING, date(2011, 12, day), samoa, STARTS) for day in (29, 30, 31)]
    assert instants == sorted(instants)


def test_the_zone_in_force_is_that_of_the_date():
    zones = (*BERLIN, DatedZone(date(2026, 11, 10), "Asia/Tokyo"))
    assert [zone_on(zones, date(2026, 11, day)) for day in (9, 10)] == ["Europe/Berlin", "Asia/Tokyo"]
    assert zone_on(zones, date(1999, 1, 1)) == "Europe/Berlin"
    assert slot_instant(EVENING, date(2026, 11, 10), zones, STARTS) == datetime(2026, 11, 10, 12, tzinfo=UTC)


def test_a_slot_that_moved_keeps_the_time_of_its_past_days():
    moved = Slot("evening", "Evening", time(22), former=(FormerTime(date(2026, 11, 9), time(21)),))
    assert [moved.at_on(date(2026, 11, day)) for day in (9, 10)] == [time(21), time(22)]


@given(
    st.sampled_from(sorted(zoneinfo.available_timezones())),
    st.dates(date(1971, 1, 1), date(2037, 1, 1)),
    st.times(),
)
def test_in_any_year_a_wall_time_is_shown_or_shifted_forward(name, day, wall):
    at = wall_instant(day, wall, name)
    shown = at.astimezone(ZoneInfo(name)).replace(tzinfo=None)
    assert timedelta(0) <= shown - datetime.combine(day, wall) <= timedelta(days=1)


def test_an_unknown_zone_is_refused():
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        wall_instant(date(2026, 1, 1), time(1), "Europe/Nowhere")
