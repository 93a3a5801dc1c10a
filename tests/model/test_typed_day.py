"""Days as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput
from aftercare.model.typed_day import typed_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "ahead"), [("today", 0), (" Tomorrow ", 1), ("YESTERDAY", -1), ("+7", 7), ("-1", -1), ("-0", 0)]
)
def test_words(typed, ahead):
    assert typed_day(typed, TODAY) == TODAY + timedelta(days=ahead)


@given(st.dates(TODAY - timedelta(days=36_525), TODAY + timedelta(days=36_525)))
def test_every_date_as_it_is_written(day):
    assert typed_day(day.isoformat(), TODAY) == day


@given(st.dates(TODAY, TODAY + timedelta(days=400)), st.integers(0, 6))
def test_a_weekday_is_the_next_one_and_never_today(today, number):
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found = typed_day(names[number][:3].title(), today)
    assert 1 <= (found - today).days <= 7
    assert found.weekday() == number
    assert typed_day(names[number], today) == found


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31"])
def test_what_is_beyond_any_record(typed):
    with pytest.raises(BadInput, match="is too far away"):
        typed_day(typed, TODAY)


def test_an_error_calls_the_day_what_the_field_is_called():
    with pytest.raises(BadInput, match=r"^The first day “soon” is not a day"):
        typed_day(" soon", TODAY, "first day")


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "th", "thursdays", "2026-02-30", "22.11.2026", "+", "-", "+9999", "٢٠٢٦-١١-٢٢", "20261122"],
)
def test_what_is_no_day(typed):
    with pytest.raises(BadInput, match="is not a day"):
        typed_day(typed, TODAY)
