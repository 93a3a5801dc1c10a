"""The time for which a point is pressed: it runs down, stands, goes on, and never runs over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.magnet_event import Spot
from aftercare.model.press import LONGEST_PRESS, PRESS_STEP, Pressed, PressTimer
from aftercare.model.side import Side

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_it_runs_stands_and_goes_on_where_it_stood():
    timer = PressTimer(2 * MINUTE).turned(NOW)
    assert (timer.left(NOW + MINUTE), timer.is_over(NOW + MINUTE)) == (MINUTE, False)
    stood = timer.turned(NOW + MINUTE)
    assert not stood.runs
    assert stood.left(NOW + 60 * MINUTE) == MINUTE
    again = stood.turned(NOW + 60 * MINUTE)
    assert again.left(NOW + 60 * MINUTE + MINUTE / 2) == MINUTE / 2
    assert again.is_over(NOW + 61 * MINUTE)


def test_a_clock_that_is_set_back_takes_nothing_away():
    stood = PressTimer(2 * MINUTE).turned(NOW).turned(NOW + MINUTE)
    again = stood.turned(NOW)
    assert again.left(NOW - 5 * MINUTE) == MINUTE


def test_another_time_is_never_shorter_than_what_has_run():
    stood = PressTimer(2 * MINUTE, gone=MINUTE)
    assert stood.set_to(timedelta()).whole > MINUTE
    assert PressTimer(MINUTE).set_to(timedelta()).whole == PRESS_STEP
    assert stood.set_to(timedelta(hours=3)).whole == LONGEST_PRESS


@given(st.lists(st.integers(0, 200), max_size=12), st.integers(1, 900))
def test_what_has_run_only_grows_and_stays_within_what_was_set(steps, whole):
    timer, now, before = PressTimer(timedelta(seconds=whole)), NOW, timedelta()
    for step in steps:
        timer, now = timer.turned(now), now + timedelta(seconds=step)
        done = timer.done(now)
        assert before <= done <= timer.whole
        assert timer.left(now) + done == timer.whole
        before = done


@pytest.mark.parametrize("wrong", [{"seconds": 0}, {"seconds": 121}, {"at": datetime(2026, 11, 22)}])
def test_what_is_no_pressing_cannot_be_made(wrong):
    from msgspec import ValidationError, convert, to_builtins

    right = Pressed(id="2026-11-a", at=NOW, spot=Spot("jaw", Side.LEFT), seconds=60, set_to=120)
    with pytest.raises((ValueError, ValidationError)):
        convert({**to_builtins(right), **{key: to_builtins(value) for key, value in wrong.items()}}, Pressed)
