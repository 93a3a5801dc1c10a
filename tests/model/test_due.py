"""When a step is due: each rule by example, and what holds for all of them."""

from datetime import date, timedelta

import pytest
from calendar_oracle import due_slots
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.due import rule_is_due
from aftercare.model.routine import ByClient, Daily, EveryDays, Step, Terms, Weekday, Weekdays

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def fortnight(rule, start=date(2026, 11, 2)):
    """Two weeks from a Monday, as a row: x is due."""
    return "".join("x" if rule_is_due(rule, start + timedelta(n)) else "." for n in range(14))


def test_daily_is_due_on_every_day():
    assert fortnight(Daily()) == "xxxxxxxxxxxxxx"


def test_every_three_days_counts_on_the_calendar_from_its_start():
    assert fortnight(EveryDays(3, date(2026, 11, 2))) == "x..x..x..x..x."


def test_every_n_days_is_not_due_before_its_start():
    assert fortnight(EveryDays(3, date(2026, 11, 6))) == "....x..x..x..x"


def test_weekdays_are_due_on_the_days_named():
    assert fortnight(Weekdays((Weekday.MON, Weekday.THU))) == "x..x...x..x..."


@given(days, st.integers(2, 365), st.integers(0, 3000))
def test_every_n_days_is_due_n_days_after_it_was_due_and_on_no_day_between(start, n, offset):
    rule = EveryDays(n, start)
    day = start + timedelta(offset)
    assert sum(rule_is_due(rule, day + timedelta(k)) for k in range(n)) == 1


@given(st.sets(st.sampled_from(Weekday), min_size=1), days)
def test_a_week_holds_each_named_weekday_once(named, day):
    rule = Weekdays(tuple(named))
    assert sum(rule_is_due(rule, day + timedelta(k)) for k in range(7)) == len(named)


def step(*terms):
    return Step("gel", "Gel", 45, terms, ByClient())


def test_a_step_is_due_in_the_slots_of_the_terms_in_force_on_that_day():
    gel = step(
        Terms(date(2026, 11, 1), ("evening",), Daily()),
        Terms(date(2026, 11, 10), ("morning", "evening"), Weekdays((Weekday.TUE,))),
    )
    assert due_slots(gel, date(2026, 10, 31)) == ()
    assert due_slots(gel, date(2026, 11, 9)) == ("evening",)
    assert due_slots(gel, date(2026, 11, 10)) == ("morning", "evening")
    assert due_slots(gel, date(2026, 11, 11)) == ()


def test_an_ended_step_is_due_on_its_last_day_and_on_none_after_it():
    gel = step(Terms(date(2026, 11, 1), ("evening",), Daily(), until=date(2026, 11, 5)))
    assert gel.ends == date(2026, 11, 5)
    assert due_slots(gel, date(2026, 11, 5)) == ("evening",)
    assert due_slots(gel, date(2026, 11, 6)) == ()


def test_a_step_that_came_back_is_not_due_in_the_gap():
    gel = step(
        Terms(date(2026, 11, 1), ("evening",), Daily(), until=date(2026, 11, 5)),
        Terms(date(2026, 11, 9), ("evening",), Daily()),
    )
    due = [day for day in range(1, 12) if due_slots(gel, date(2026, 11, day))]
    assert due == [1, 2, 3, 4, 5, 9, 10, 11]
    assert gel.ends is None


@given(st.lists(days, min_size=2, max_size=5, unique=True), days)
def test_later_terms_never_rewrite_an_earlier_day(begins, day):
    begins.sort()
    terms = [Terms(since, ("evening",), EveryDays(n + 2, since)) for n, since in enumerate(begins)]
    if day < begins[-1]:
        assert due_slots(step(*terms), day) == due_slots(step(*terms[:-1]), day)


def test_weekdays_name_at_least_one_day_when_they_are_read():
    import msgspec

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "weekdays", "days": []}, Weekdays)
