"""When a client's days begin, as the record keeps it: changed from a day on, read as it was kept before, undone."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from calm_plan import NOW, a_plan
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.deed import Deed

BEGAN = date(2026, 11, 16)


def hour(hours, minutes=0, day=22):
    return datetime(2026, 11, day, hours, minutes, tzinfo=UTC)


def test_a_change_is_kept_from_tomorrow_on(care, home):
    assert care.set_day_start("6:00", NOW)
    again = Care.open(home)
    assert again.present().starts == DayStarts(time(4), (DatedStart(date(2026, 11, 23), time(6)),))
    assert again.today(hour(5, day=23)) == date(2026, 11, 22)
    assert again.today(hour(6, day=23)) == date(2026, 11, 23)


def test_before_dawn_an_earlier_start_takes_effect_at_once_and_undo_takes_it_back(care):
    night = hour(1, 30, day=23)
    assert care.today(night) == date(2026, 11, 22)
    care.set_day_start("00:00", night)
    assert care.today(night) == date(2026, 11, 23)
    care.undo(night)
    assert care.today(night) == date(2026, 11, 22)


def test_a_change_of_mind_takes_away_what_was_to_come(care):
    care.set_day_start("6:00", NOW)
    assert care.set_day_start("4:00", NOW)
    assert care.present().starts == DayStarts()
    assert not care.set_day_start("4:00", NOW)


def test_a_start_that_was_kept_without_a_date_holds_for_every_day(care, home):
    """Records of before this have the start in the client's own document."""
    document = {**care._database.fetch(tables.CLIENT, "client"), "day_start": "05:30:00"}
    care._do(Deed.SET_DAY_START, NOW, lambda: care._database.put(tables.CLIENT, "client", document))
    again = Care.open(home)
    assert again.present().starts == DayStarts(time(5, 30))
    again.set_day_start("7:00", NOW)
    assert [again.present().starts.on(date(2026, 11, day)) for day in (1, 22, 23)] == [
        time(5, 30),
        time(5, 30),
        time(7),
    ]


def test_another_name_leaves_the_start(care):
    care.set_day_start("5:00", NOW)
    care.rename("Anna B.", NOW)
    assert care.present().starts.latest == time(5)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 11), st.sampled_from((0, 30))), min_size=1, max_size=4))
def test_changing_the_start_again_and_again_leaves_every_past_day_as_it_was(changes):
    with TemporaryDirectory() as folder:
        care = Care.start(Home.at(Path(folder)), NOW)
        care.import_plan(a_plan(), NOW, BEGAN)
        now = NOW
        for hours, start, minutes in changes:
            now += timedelta(hours=hours)
            today = care.today(now)
            past = [BEGAN + timedelta(n) for n in range((today - BEGAN).days)]
            care.tick(care.day(now).due[-1].occurrence, now)
            before = [care.day(now, day).slots for day in past]
            care.set_day_start(f"{start}:{minutes:02}", now)
            assert [care.day(now, day).slots for day in past] == before
            assert care.today(now) in (today, today + timedelta(days=1))
