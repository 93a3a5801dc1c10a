"""What a point went through beside the ratings of its zone: plain numbers of three days, and its rests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aftercare.model.magnet_event import Missed, Placed, Removed, Skin, SkinChecked, Spot
from aftercare.model.point_history import RatedAround, point_history
from aftercare.model.point_history_words import day_lines, rated_words
from aftercare.model.press import Pressed
from aftercare.model.rating import Subject
from aftercare.model.side import Side

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = {"redness": "Redness"}
JAW = Spot("jaw", Side.LEFT)


def at(days: float) -> dict[str, object]:
    when = NOW + days * DAY
    return {"id": f"2026-11-{days:g}".replace(".", "-"), "at": when, "spots": (JAW,)}


def test_each_day_with_the_ratings_of_the_zone_around_it_the_latest_first():
    events = [Placed(**at(2)), Removed(**at(0.5)), Placed(**at(0)), SkinChecked(**at(0.6), skin=Skin.MARK)]
    day = NOW.date()
    rated = {
        Subject("redness", "jawline-l"): {day - DAY: 2, day: 5, day + DAY: 3},
        Subject("itch", "jawline-l"): {day + 2 * DAY: 1},
        Subject("redness", "chin"): {day: 9},
        Subject("glow"): {day: 9},
    }
    later, first = point_history(events, "jawline-l", rated, NAMES, lambda when: when.date())
    assert (later.day, first.day) == (day + 2 * DAY, day)
    assert first.rated == (RatedAround("redness", "Redness", 2, 5, 3),)
    assert later.rated == (RatedAround("itch", "itch", None, 1, None), RatedAround("redness", "Redness", 3, None, None))
    assert day_lines(later) == ("09:00  put on, after a rest of 36 h",)
    assert day_lines(first) == (
        "09:00  put on",
        "21:00  taken off, counted in",
        "23:24  skin: a mark, rests until it is clear",
    )


def test_a_rest_counts_from_when_it_was_missed_too_and_a_point_of_the_body_has_no_ratings():
    events = [Placed(**at(0)), Missed(**at(1)), Placed(**at(4))]
    rated = {Subject("redness", "jawline-l"): {NOW.date(): 5}}
    days = point_history(events, None, rated, NAMES, lambda when: when.date())
    assert [each.rested for day in days for each in day.happened] == [3 * DAY, None, None]
    assert not any(each.rated for each in days)


def test_in_words():
    assert rated_words(RatedAround("redness", "Redness", 2, None, 3)) == ("redness: 2 the day before, 3 the day after")
    for seconds, words in ((120, "pressed 2:00"), (45, "pressed 0:45 of 2:00")):
        pressed = Pressed(id="2026-11-a", at=NOW, spot=JAW, seconds=seconds, set_to=120)
        (day,) = point_history([pressed], None, {}, {}, lambda when: when.date())
        assert day_lines(day) == (f"09:00  {words}",)
