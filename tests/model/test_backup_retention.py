"""Which backups stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.backup_retention import backups_to_keep

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
DAY = timedelta(days=1)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=13)), timezone(timedelta(hours=-9))])
MOMENTS = st.builds(
    lambda minutes, zone: (NOW - timedelta(minutes=minutes)).astimezone(zone),
    st.integers(-3000, 900 * 1440),
    ZONES,
)
MADE = st.frozensets(MOMENTS, max_size=120)


def test_a_year_of_daily_backups() -> None:
    made = [NOW - n * DAY for n in range(365)]
    kept = sorted((each.date() for each in backups_to_keep(made, NOW)), reverse=True)
    days = [date(2026, 11, 22) - n * DAY for n in range(7)]
    weeks = [date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)]
    months = [date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31), date(2026, 7, 31), date(2026, 6, 30)]
    months += [date(2026, 5, 31), date(2026, 4, 30), date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 31)]
    months += [date(2025, 12, 31)]
    assert kept == [*days, *weeks, *months]


def test_each_import_of_today_keeps_the_backup_that_was_made_before_it() -> None:
    made = [NOW - timedelta(minutes=n) for n in range(0, 600, 10)]
    assert backups_to_keep(made, NOW) == frozenset(made)
    assert len(backups_to_keep(made, NOW + 3 * DAY)) == 1


@given(MADE)
def test_the_newest_stays_and_nothing_is_made_up(made: frozenset[datetime]) -> None:
    kept = backups_to_keep(made, NOW)
    assert kept <= made
    if made:
        assert max(made) in kept


@given(MADE)
def test_no_more_stay_than_seven_four_and_twelve_besides_those_of_the_last_day(made: frozenset[datetime]) -> None:
    assert len([each for each in backups_to_keep(made, NOW) if NOW - each >= DAY]) <= 7 + 4 + 12


@given(MADE)
def test_every_day_week_and_month_that_counts_has_its_newest(made: frozenset[datetime]) -> None:
    kept = backups_to_keep(made, NOW)
    for period, most in (
        (lambda each: each.date(), 7),
        (lambda each: tuple(each.isocalendar())[:2], 4),
        (lambda each: (each.year, each.month), 12),
    ):
        seen: list[object] = []
        for each in sorted(made, reverse=True):
            if period(each) not in seen:
                seen.append(period(each))
                if len(seen) <= most:
                    assert each in kept


@given(MADE)
def test_looking_twice_takes_nothing_more(made: frozenset[datetime]) -> None:
    kept = backups_to_keep(made, NOW)
    assert backups_to_keep(kept, NOW) == kept


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
def test_made_one_after_another_they_are_those_of_all_at_once(pauses: list[int]) -> None:
    """Each day takes away only what a look at everything would: so the year of a person is that of the rule."""
    every: list[datetime] = []
    left: frozenset[datetime] = frozenset()
    now = NOW
    for hours in pauses:
        now += timedelta(hours=hours + 1)
        every.append(now)
        left = backups_to_keep({*left, now}, now)
    assert left == backups_to_keep(every, now)


def test_there_may_be_none() -> None:
    assert backups_to_keep([], NOW) == frozenset()
