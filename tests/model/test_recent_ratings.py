"""The last 14 days in a line a measure, and the word that stands only where the change means something."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.check_in import CheckIn
from aftercare.model.rating import Count, Points, Rating, Subject, Term
from aftercare.model.recent_ratings import DAYS, Trend, measure_lines
from aftercare.store.reference import measures

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)


def rated(subject, values, made=Points):
    """A check-in a day, the last value today; None is a day without a rating."""
    days = [TODAY - timedelta(days=len(values) - 1 - at) for at in range(len(values))]
    return [
        CheckIn(f"{day:%Y-%m}-{subject.name}", day, AT, (Rating(subject.measure, made(value), subject.zone),))
        for day, value in zip(days, values, strict=True)
        if value is not None
    ]


def line(subject, values, made=Points):
    found = measure_lines(rated(subject, values, made), [subject], measures(), TODAY)
    return found[0] if found else None


REDNESS, GLOW, BLEMISHES = Subject("redness", "nose"), Subject("glow"), Subject("blemishes", "chin")


def test_a_line_has_a_value_for_each_day_and_nothing_for_a_missing_one():
    found = line(REDNESS, [5, None, 0])
    assert found.values == (None,) * (DAYS - 3) + (5, None, 0)
    assert found.last == 0
    assert found.highest == 10
    assert found.trend is None


def test_what_was_never_rated_has_no_line():
    assert measure_lines([], [REDNESS], measures(), TODAY) == ()
    assert measure_lines(rated(GLOW, [5]), [REDNESS], measures(), TODAY) == ()


@pytest.mark.parametrize(
    ("subject", "values", "trend"),
    [
        (REDNESS, [6] * 7 + [4] * 7, Trend.BETTER),
        (REDNESS, [4] * 7 + [6] * 7, Trend.WORSE),
        (GLOW, [4] * 7 + [6] * 7, Trend.BETTER),
        (GLOW, [6] * 7 + [4] * 7, Trend.WORSE),
        (REDNESS, [6] * 7 + [5] * 7, None),
        (REDNESS, [6] * 7 + [5, 5, 5, 5, 5, 5, 0], None),
        (Subject("itch"), [6] * 7 + [4] * 7, None),
        (Subject("itch"), [6] * 7 + [3] * 7, Trend.BETTER),
    ],
)
def test_a_word_stands_only_where_the_change_means_something(subject, values, trend):
    assert line(subject, values).trend is trend


@pytest.mark.parametrize(
    "values",
    [
        [9, 9] + [None] * 5 + [1] * 7,
        [9] * 7 + [None] * 5 + [1, 1],
        [None] * 7 + [1] * 7,
        [9] * 7 + [None] * 7,
    ],
)
def test_without_three_days_on_both_sides_nothing_is_said(values):
    assert line(REDNESS, values).trend is None


def test_three_days_on_both_sides_are_enough():
    assert line(REDNESS, [9, None, 9, None, 9, None, None, 1, 1, 1, None, None, None, None]).trend is Trend.BETTER


def test_counts_change_by_a_share():
    assert line(BLEMISHES, [10] * 7 + [9] * 7, Count).trend is None
    found = line(BLEMISHES, [10] * 7 + [8] * 7, Count)
    assert found.trend is Trend.BETTER
    assert found.highest == 10
    assert line(BLEMISHES, [0] * 7 + [3] * 7, Count).trend is None


def test_zones_of_one_measure_share_a_line_and_are_compared_each_with_itself():
    right, left = Subject("redness", "cheek-up-r"), Subject("redness", "cheek-up-l")
    # the left side was rated from the second week on only: that it is redder is no change
    check_ins = rated(right, [2] * 14) + rated(left, [None] * 7 + [8] * 7)
    (found,) = measure_lines(check_ins, [right, left], measures(), TODAY)
    assert found.values == (2,) * 7 + (5,) * 7
    assert found.trend is None


def test_of_several_check_ins_of_a_day_the_last_one_counts():
    early = CheckIn("2026-11-a", TODAY, AT - timedelta(hours=9), (Rating("glow", Points(2)),))
    late = CheckIn("2026-11-b", TODAY, AT, (Rating("glow", Points(6)),))
    assert measure_lines([late, early], [GLOW], measures(), TODAY)[0].last == 6


def test_scales_of_words_and_what_is_unknown_have_no_line():
    words = CheckIn("2026-11-a", TODAY, AT, (Rating("gais-self", Term("improved")), Rating("newer", Points(1))))
    assert measure_lines([words], [Subject("gais-self"), Subject("newer")], measures(), TODAY) == ()


@given(st.lists(st.none() | st.integers(0, 10), min_size=14, max_size=14))
def test_better_and_worse_are_mirror_images(values):
    words = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER, None: None}
    one = line(REDNESS, values)
    other = line(REDNESS, [None if each is None else 10 - each for each in values])
    assert (one.trend if one else None) is words[other.trend if other else None]
