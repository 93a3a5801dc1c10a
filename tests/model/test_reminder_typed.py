"""How reminders are timed and worded, as a person types it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import DEFAULTS, MAX_MINUTES, ByDays, ByMinutes, KindSettings, QuietHours
from aftercare.model.reminder_typed import (
    again_typed,
    again_words,
    late_typed,
    late_words,
    quiet_typed,
    quiet_words,
    timing_typed,
    timing_words,
    wording_typed,
)

SLOT, SESSION, RUN_OUT = (DEFAULTS[each] for each in (ReminderKind.SLOT, ReminderKind.SESSION, ReminderKind.RUN_OUT))


@pytest.mark.parametrize(
    ("settings", "typed", "timing"),
    [
        (SLOT, "at its time", ByMinutes((0,))),
        (SLOT, "15 min", ByMinutes((15,))),
        (SLOT, "15 minutes before", ByMinutes((15,))),
        (SESSION, "2 h, 1 day and 30 min before", ByMinutes((1440, 120, 30))),
        (SESSION, "2h and 2h", ByMinutes((120,))),
        (RUN_OUT, "10 days", ByDays((10,), time(10))),
        (RUN_OUT, "3 days before, 18:30", ByDays((3,), time(18, 30))),
        (RUN_OUT, "18:30", ByDays((7,), time(18, 30))),
        (DEFAULTS[ReminderKind.CHECK_IN], "days 1, 2 and 9 at 20:00", ByDays((1, 2, 9), time(20))),
    ],
)
def test_when(settings, typed, timing):
    assert timing_typed(typed, replace(settings, on=False)) == replace(settings, on=True, timing=timing)


@pytest.mark.parametrize(
    ("settings", "typed"),
    [
        (SLOT, "soon"),
        (SLOT, ""),
        (SLOT, "13 h"),
        (SLOT, "2 h and 1 h"),
        (SLOT, "-5 min"),
        (SESSION, "99999 d"),
        (SESSION, "1 h, 2 h, 3 h, 4 h, 5 h"),
        (RUN_OUT, "a week"),
        (RUN_OUT, "61 days"),
        (RUN_OUT, "7 days, 25:00"),
        (RUN_OUT, "1, 2, 3, 4, 5, 6 and 7"),
        (RUN_OUT, "٣ days"),
    ],
)
def test_what_does_not_say_when_is_refused(settings, typed):
    with pytest.raises(BadInput):
        timing_typed(typed, settings)


def test_off_and_on_keep_the_time():
    off = timing_typed("Off", SESSION)
    assert (off.on, timing_words(off)) == (False, "off")
    assert timing_typed("on", off) == SESSION


@pytest.mark.parametrize("kind", ReminderKind)
def test_what_a_kind_is_by_default_can_be_typed(kind):
    on = replace(DEFAULTS[kind], on=True)
    assert timing_typed(timing_words(on), on) == on


MANY = st.lists(st.integers(0, MAX_MINUTES), min_size=1, max_size=4, unique=True).map(
    lambda each: ByMinutes(tuple(sorted(each, reverse=True)))
)
DAYS = st.builds(
    ByDays,
    st.lists(st.integers(0, 60), min_size=1, max_size=6, unique=True).map(lambda each: tuple(sorted(each))),
    st.times().map(lambda each: each.replace(second=0, microsecond=0)),
)


@given(MANY)
def test_minutes_that_are_read_can_be_typed_again(timing):
    settings = replace(SESSION, timing=timing)
    assert timing_typed(timing_words(settings), settings) == settings


@given(st.sampled_from([ReminderKind.CHECK_IN, ReminderKind.RUN_OUT, ReminderKind.USE_BY]), DAYS)
def test_days_that_are_read_can_be_typed_again(kind, timing):
    settings = KindSettings(kind, timing, late=60)
    typed = timing_typed(timing_words(settings), replace(settings, timing=ByDays((0,), time(1))))
    assert typed == settings


@given(st.text(max_size=40))
def test_whatever_is_typed_is_understood_or_refused(text):
    for settings in (SLOT, SESSION, RUN_OUT):
        try:
            typed = timing_typed(text, settings)
        except BadInput:
            continue
        assert timing_typed(timing_words(typed), typed) == typed


def test_words_of_ones_own():
    assert wording_typed("  Named ") == "named"
    assert wording_typed("Time  for me") == "Time for me"
    for refused in ("", "x" * 61, "a\x1b[31mb", "a\u202eb"):
        with pytest.raises(BadInput):
            wording_typed(refused)


def test_quiet_hours():
    quiet = QuietHours()
    assert quiet_words(quiet) == "22:00 to 07:00"
    assert quiet_typed("23:30-6:15", quiet) == QuietHours(time(23, 30), time(6, 15))
    assert quiet_typed("off", quiet) == QuietHours(on=False)
    assert quiet_typed(quiet_words(quiet), quiet) == quiet
    for refused in ("always", "22:00", "22:00 to 22:00", "22:00 to 25:00"):
        with pytest.raises(BadInput):
            quiet_typed(refused, quiet)


@pytest.mark.parametrize(
    ("quiet", "within", "outside"),
    [
        (QuietHours(), (time(22), time(0), time(6, 59)), (time(7), time(21, 59))),
        (QuietHours(time(13), time(15)), (time(13), time(14, 59)), (time(12, 59), time(15), time(23))),
        (QuietHours(on=False), (), (time(23), time(3))),
    ],
)
def test_when_it_is_quiet(quiet, within, outside):
    assert all(quiet.cover(each) for each in within)
    assert not any(quiet.cover(each) for each in outside)


def test_how_often_again():
    assert again_words(SLOT) == "after 20 min, at most 2 times"
    assert again_typed("30 min", SLOT) == replace(SLOT, again_after=30)
    assert again_typed("after 10 min, at most 1 time", SLOT) == replace(SLOT, again_after=10, again=1)
    assert again_words(again_typed("off", SLOT)) == "off"
    assert again_typed("on", again_typed("off", SLOT)) == SLOT
    for refused in ("often", "1 min", "20 min, 9 times", "999 min"):
        with pytest.raises(BadInput):
            again_typed(refused, SLOT)


# ---- for how long it is still said


@pytest.mark.parametrize(("typed", "minutes"), [("4 h", 240), ("30 min late", 30), ("3 Days", 3 * 1440), ("5min", 5)])
def test_how_late(typed, minutes):
    assert late_typed(typed, SLOT) == replace(SLOT, late=minutes)


@pytest.mark.parametrize("typed", ["", "soon", "4 min", "15 days", "4", "-1 h"])
def test_what_says_no_lateness(typed):
    with pytest.raises(BadInput):
        late_typed(typed, SLOT)


@given(st.integers(5, MAX_MINUTES))
def test_a_lateness_that_is_read_can_be_typed_again(minutes):
    settings = replace(SLOT, late=minutes)
    assert late_typed(late_words(settings), SLOT) == settings
