"""A set of days as one recurrence with exceptions; python-dateutil says what the recurrence comes to."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.day_series import series_of
from aftercare.model.due import due_days
from aftercare.model.rules import Daily, EveryDays, Weekday, Weekdays

MONDAY = date(2026, 11, 2)
some_days = st.sets(st.integers(0, 120), min_size=1).map(lambda found: [MONDAY + timedelta(n) for n in sorted(found)])


def expanded(series):
    """The days of `series` by dateutil."""
    days = {series.first}
    if series.rrule:
        until = f"{series.rrule};UNTIL={series.last:%Y%m%d}T000000"
        days = {each.date() for each in rrulestr(until, dtstart=datetime.combine(series.first, time()))}
    assert set(series.left_out) <= days
    return sorted(days - set(series.left_out))


@given(some_days)
def test_any_days_come_out_exactly(days):
    assert expanded(series_of(days)) == days


@given(some_days)
def test_never_more_is_left_out_than_of_all_days(days):
    series = series_of(days)
    assert len(series.left_out) <= (days[-1] - days[0]).days + 1 - len(days)


@pytest.mark.parametrize(
    ("rule", "rrule"),
    [
        (Daily(), "FREQ=DAILY"),
        (EveryDays(3, MONDAY), "FREQ=DAILY;INTERVAL=3"),
        (Weekdays((Weekday.MON, Weekday.THU)), "FREQ=WEEKLY;BYDAY=MO,TH"),
    ],
)
def test_a_rule_of_the_calendar_is_found_again_and_a_rest_is_left_out(rule, rrule):
    days = list(due_days(rule, MONDAY, MONDAY + timedelta(200)))
    assert (series_of(days).rrule, series_of(days).left_out) == (rrule, ())
    rested = [day for day in days if not MONDAY + timedelta(20) <= day <= MONDAY + timedelta(40)]
    series = series_of(rested)
    assert series.rrule == rrule
    assert set(series.left_out) == set(days) - set(rested)


def test_a_single_day_needs_no_recurrence():
    assert series_of([MONDAY]).rrule == ""
