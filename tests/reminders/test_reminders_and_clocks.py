"""Around every clock change of 2026, in every zone, a part of the day is said once for each local date."""

import zoneinfo
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from reminded import a_basis, a_step, on_day, only, said

from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import QuietHours
from aftercare.model.routine import Slot
from aftercare.model.slot_instant import DatedZone

ONCE = only(ReminderKind.SLOT, QuietHours(on=False), again=0)
USUAL = only(ReminderKind.SLOT, again=0)
#: In the gaps and folds of the world's zones, and where people keep their slots.
WALLS = (time(0, 30), time(2, 30), time(7, 30), time(21))
SLOTS = tuple(Slot(f"slot-{number}", "Any", at) for number, at in enumerate(WALLS))
LONGEST_GAP = timedelta(hours=2)


def clock_changes(zone):
    """The days of 2026 from whose noon to the next the offset changes."""
    noons = [datetime(2025, 12, 31, 12) + timedelta(n) for n in range(367)]
    return [noon.date() for noon, after in pairwise(noons) if zone.utcoffset(noon) != zone.utcoffset(after)]


def around(name, change, settings, now_hour=12):
    """The agenda for three days around a change, as seen the day before it."""
    zones = (DatedZone(date(2020, 1, 1), name),)
    now = datetime.combine(change - timedelta(1), time(now_hour), ZoneInfo(name))
    step = a_step(slots=tuple(each.id for each in SLOTS), since=date(2025, 1, 1))
    return said(a_basis(now, step, zones=zones, slots=SLOTS, settings=settings), 84)


def test_in_every_zone_each_slot_is_said_once_a_local_date():
    told = 0
    for name in sorted(zoneinfo.available_timezones()):
        zone = ZoneInfo(name)
        for change in clock_changes(zone):
            found = around(name, change, ONCE)
            keys = [(each.key.slot, each.key.day) for each in found]
            assert len(keys) == len(set(keys)), name
            for each in found:
                wanted = SLOTS[int(each.key.slot[-1])].at
                calendar = each.key.day + timedelta(wanted < time(4))
                shown = each.due.astimezone(zone).replace(tzinfo=None)
                # as written, or in a gap later by it
                assert timedelta(0) <= shown - datetime.combine(calendar, wanted) <= LONGEST_GAP, (name, each)
                assert not each.lapses, (name, each)
            for day in (change, change + timedelta(1)):
                assert {slot for slot, of in keys if of == day} == {each.id for each in SLOTS}, (name, day)
            told += 1
    assert told > 300


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/New_York", date(2026, 11, 1)),
    ],
)
def test_with_quiet_hours_too(zone, change):
    found = [each for each in around(zone, change, USUAL) if each.key.day >= change]
    assert {each.due.astimezone(ZoneInfo(zone)).time() for each in found if each.key.slot == "slot-3"} == {time(21)}
    # a slot of the night is said in the night
    assert {each.due == each.at for each in found} == {True}


def test_in_a_spring_gap_it_is_said_after_it_and_in_an_autumn_fold_once():
    for change, shown in ((date(2026, 3, 29), "03:30+0200"), (date(2026, 10, 25), "02:30+0200")):
        found = [each for each in around("Europe/Berlin", change, ONCE) if each.key.slot == "slot-1"]
        (night,) = [each for each in found if each.key.day == change - timedelta(1)]
        assert f"{night.due.astimezone(ZoneInfo('Europe/Berlin')):%H:%M%z}" == shown


def test_over_the_date_line_no_local_date_is_said_twice():
    east = (DatedZone(date(2020, 1, 1), "Pacific/Honolulu"), DatedZone(on_day(1), "Pacific/Auckland"))
    west = (DatedZone(date(2020, 1, 1), "Pacific/Auckland"), DatedZone(on_day(1), "Pacific/Honolulu"))
    for zones in (east, west):
        now = datetime.combine(on_day(0), time(12), ZoneInfo(zones[0].zone))
        found = said(
            a_basis(now, a_step(), zones=zones, slots=(Slot("evening", "Evening", time(21)),), settings=ONCE), 96
        )
        days = [each.key.day for each in sorted(found, key=lambda each: each.key.day)]
        assert days == sorted(set(days))
        assert days[:3] == [on_day(0), on_day(1), on_day(2)]
