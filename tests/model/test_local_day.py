"""Which date and which slot an instant belongs to."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.day_start import DayStarts
from aftercare.model.local_day import current_slot, in_day_order, local_date, seconds_into_day
from aftercare.model.routine import EVENING, MORNING, Slot

FOUR = time(4)
LATE = Slot("late", "Late", time(1, 0))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 22, 21, 0), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 1, 30), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 3, 59, 59), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 4, 0), date(2026, 11, 23)),
        (datetime(2027, 1, 1, 0, 10), date(2026, 12, 31)),
    ],
)
def test_an_evening_finished_after_midnight_belongs_to_its_evening(now, day):
    assert local_date(now, DayStarts(FOUR)) == day


def test_a_slot_after_midnight_is_the_last_of_its_day():
    assert [slot.id for slot in in_day_order([LATE, EVENING, MORNING], FOUR)] == ["morning", "evening", "late"]


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        (time(4, 0), "morning"),
        (time(7, 30), "morning"),
        (time(14, 14), "morning"),
        (time(14, 15), "evening"),
        (time(22, 59), "evening"),
        (time(23, 0), "late"),
        (time(23, 30), "late"),
        (time(3, 59), "late"),
    ],
)
def test_the_slot_that_matters_now_is_the_nearest_in_time(at, slot):
    found = current_slot([MORNING, EVENING, LATE], datetime.combine(date(2026, 11, 22), at), DayStarts(FOUR))
    assert found is not None
    assert found.id == slot


def test_without_slots_none_matters():
    assert current_slot([], datetime(2026, 11, 22, 9, 0), DayStarts(FOUR)) is None


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.times())
def test_a_day_lasts_from_its_start_for_24_hours(now, start):
    begins = datetime.combine(local_date(now, DayStarts(start)), start)
    assert begins <= now < begins + timedelta(days=1)
    assert seconds_into_day(now.time(), start.replace(microsecond=0)) < 24 * 3600
