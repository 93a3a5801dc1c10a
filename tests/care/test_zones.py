"""The zone of a record: recorded at the start, changed from a day on, and told when the machine is elsewhere."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from aftercare.care import Care
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.notice import MachineElsewhere, ZoneUnknown
from aftercare.model.slot_instant import DatedZone, slot_instant

BERLIN = ZoneInfo("Europe/Berlin")


def in_berlin(hour, day=22):
    return datetime(2026, 11, day, hour, tzinfo=BERLIN)


@pytest.fixture
def berlin(home):
    return Care.start(home, in_berlin(9, day=16), name="Anna")


def test_a_record_begins_in_the_zone_of_the_clock(berlin):
    assert berlin.present().zones == (DatedZone(date(2026, 11, 16), "Europe/Berlin"),)


def test_a_bare_offset_that_the_machine_does_not_have_is_kept_as_such(home):
    care = Care.start(home, datetime(2026, 11, 16, 9, tzinfo=timezone(timedelta(hours=-3))))
    assert care.zone(in_berlin(9)) == "Etc/GMT+3"


def test_an_offset_that_no_zone_always_has_is_left_open(home):
    care = Care.start(home, datetime(2026, 11, 16, 9, tzinfo=timezone(timedelta(hours=3, minutes=17))))
    assert care.present().zones == ()
    assert care.wall(in_berlin(9)) == in_berlin(9)


def test_the_day_is_that_of_the_record_wherever_the_machine_is(berlin):
    in_tokyo = in_berlin(22).astimezone(ZoneInfo("Asia/Tokyo"))
    assert in_tokyo.date() == date(2026, 11, 23)
    assert berlin.today(in_tokyo) == date(2026, 11, 22)
    assert berlin.day(in_tokyo).now.hour == 22


def test_a_machine_elsewhere_is_told_and_taken_over_from_today_on(berlin, home):
    in_tokyo = in_berlin(22).astimezone(ZoneInfo("Asia/Tokyo"))
    assert MachineElsewhere("Europe/Berlin", "Asia/Tokyo") in berlin.notices(in_tokyo)
    assert berlin.set_zone("asia/tokyo", in_tokyo) == "Asia/Tokyo"
    again = Care.open(home)
    assert again.present().zones == (
        DatedZone(date(2026, 11, 16), "Europe/Berlin"),
        DatedZone(date(2026, 11, 23), "Asia/Tokyo", in_berlin(22)),
    )
    assert again.today(in_tokyo) == date(2026, 11, 23)
    assert again.notices(in_tokyo) == []
    evening = again.present().routine.slots["evening"]
    zones, start = again.present().zones, again.present().starts
    assert slot_instant(evening, date(2026, 11, 22), zones, start) == in_berlin(21)
    assert slot_instant(evening, date(2026, 11, 23), zones, start) == datetime(2026, 11, 23, 12, tzinfo=UTC)
    again.undo(in_tokyo)
    assert Care.open(home).zone(in_tokyo) == "Europe/Berlin"


def test_back_over_the_date_line_the_later_change_goes(berlin):
    late = in_berlin(22)
    berlin.set_zone("Asia/Tokyo", late)
    berlin.set_zone("Europe/Berlin", late + timedelta(minutes=5))
    assert {each.zone for each in berlin.present().zones} == {"Europe/Berlin"}
    assert berlin.today(late + timedelta(minutes=6)) == date(2026, 11, 22)


def test_two_zones_of_the_same_time_are_not_told_apart(berlin):
    assert berlin.notices(in_berlin(22).astimezone(ZoneInfo("Europe/Paris"))) == []


def test_the_same_zone_again_writes_nothing(berlin):
    before = berlin.history("time_zones", "2026-11-22")
    berlin.set_zone("Europe/Berlin", in_berlin(9))
    assert berlin.history("time_zones", "2026-11-22") == before == []


def with_a_zone_unknown_here(care, home, name, since):
    """As if a machine with a newer tz database had written it."""
    zone = DatedZone(since, name)
    care._do(Deed.SET_ZONE, in_berlin(9), lambda: care._put(tables.TIME_ZONES, since.isoformat(), zone))
    return Care.open(home)


@pytest.mark.parametrize("name", ["Mars/Base", "+ab:cd", "../../etc/passwd", "Europe", "a\0b", "Ü"])
def test_a_zone_that_this_machine_does_not_know_gives_way_to_the_one_before_and_that_is_said(berlin, home, name):
    care = with_a_zone_unknown_here(berlin, home, name, date(2026, 11, 20))
    late = in_berlin(22).astimezone(ZoneInfo("Asia/Tokyo"))
    assert (care.today(late), care.day(late).now.hour) == (date(2026, 11, 22), 22)
    assert care.zone(late) == "Europe/Berlin"
    assert care.notices(late) == [ZoneUnknown(name, "Europe/Berlin")]


def test_the_days_of_a_known_zone_stay_its_own_beside_an_unknown_one(berlin, home):
    berlin.set_zone("Asia/Tokyo", in_berlin(9, day=18))
    care = with_a_zone_unknown_here(berlin, home, "Mars/Base", date(2026, 11, 20))
    care.set_zone("Europe/Paris", in_berlin(12))
    evening, starts = care.present().routine.slots["evening"], care.present().starts
    hours = [slot_instant(evening, date(2026, 11, day), care.present().zones, starts).hour for day in (17, 18, 20, 22)]
    assert hours == [20, 12, 12, 20]
    assert care.notices(in_berlin(13)) == []


def test_where_no_zone_is_known_the_machines_clock_goes_and_that_is_said(home):
    care = Care.start(home, datetime(2026, 11, 16, 9, tzinfo=timezone(timedelta(hours=3, minutes=17))))
    care = with_a_zone_unknown_here(care, home, "Mars/Base", date(2026, 11, 16))
    in_tokyo = in_berlin(22).astimezone(ZoneInfo("Asia/Tokyo"))
    assert care.today(in_tokyo) == care.day(in_tokyo).day == date(2026, 11, 23)
    assert care.notices(in_tokyo) == [ZoneUnknown("Mars/Base", None)]


def test_the_zone_that_stands_in_can_be_chosen_for_good(berlin, home):
    care = with_a_zone_unknown_here(berlin, home, "Mars/Base", date(2026, 11, 20))
    care.set_zone("Europe/Berlin", in_berlin(9))
    assert care.notices(in_berlin(9)) == []
    care.undo(in_berlin(9))
    assert care.notices(in_berlin(9)) == [ZoneUnknown("Mars/Base", "Europe/Berlin")]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("xyzzy", "like"),
    ],
)
def test_an_unknown_zone_suggests_the_nearest(berlin, typed, near):
    with pytest.raises(BadInput, match=near):
        berlin.set_zone(typed, in_berlin(9))
