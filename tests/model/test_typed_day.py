"""Days as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput
from aftercare.model.typed_day import typed_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("typed", "ahead"), [("today", 0), (" Tomorrow ", 1), ("YESTERDAY", -1), ("+7", 7)])
def test_words(typed, ahead):
    assert typed_day(typed, TODAY) == TODAY + timedelta(days=ahead)


@given(st.dates(TODAY - timedelta(days=36_525), TODAY + timedelta(days=36_525)))
def test_every_date_as_it_is_written(day):
    assert typed_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    "typed",
    ["", "soon", "2026-02-30", "22.11.2026", "+", "+9999", "٢٠٢٦-١١-٢٢", "20261122", "0001-01-01", "9999-12-31"],
)
def test_what_is_no_day(typed):
    with pytest.raises(BadInput, match="is not a day"):
        typed_day(typed, TODAY)
