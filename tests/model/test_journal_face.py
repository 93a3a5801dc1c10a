"""What the face shows of a journal, by example."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from aftercare.model.bruise import Bruise, BruiseSeen, Stage, courses
from aftercare.model.face_layer import Bruise as Drawn
from aftercare.model.face_layer import BruiseStage, Ghost, Rated
from aftercare.model.journal_face import bruises_there, changes_until, measures_by_zone, photos_by_zone, ratings_on
from aftercare.model.photo import Photo, PhotoView
from aftercare.model.rating import Subject
from aftercare.store.reference import measures

MEASURES = measures()
REDNESS = MEASURES["redness"]
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_face_has_the_values_of_a_day_and_today_those_of_yesterday_as_ghosts() -> None:
    rated = {
        Subject("redness", "nose"): {back(1): 3, TODAY: 4},
        Subject("redness", "chin"): {back(1): 0},
        Subject("redness", "forehead"): {back(2): 9},
        Subject("redness"): {TODAY: 5},
        Subject("tension", "jawline-l"): {TODAY: 7},
    }
    shown = ratings_on(rated, REDNESS, TODAY, TODAY)
    assert shown.values == {"nose": Rated(4), "chin": Ghost(0)}
    assert (shown.measure, shown.highest) == ("Redness", 10)
    assert ratings_on(rated, REDNESS, back(1), TODAY).values == {"nose": Rated(3), "chin": Rated(0)}


def test_the_measure_with_the_most_days_comes_first_and_those_of_the_whole_face_have_no_zone() -> None:
    rated = {
        Subject("redness", "nose"): {back(3): 3, TODAY: 4},
        Subject("redness", "chin"): {back(2): 1, TODAY: 4},
        Subject("tension", "jawline-l"): {back(1): 1, TODAY: 7},
        Subject("glow"): {back(each): 5 for each in range(9)},
    }
    assert measures_by_zone(rated, MEASURES) == {
        "redness": (back(3), back(2), TODAY),
        "tension": (back(1), TODAY),
    }


def test_a_change_needs_three_days_at_both_ends_and_has_to_mean_something() -> None:
    early, late = range(28, 24, -1), range(3, -1, -1)

    def values(before: int, after: int) -> dict[date, int]:
        return {back(each): before for each in early} | {back(each): after for each in late}

    rated = {
        Subject("redness", "nose"): values(6, 3),
        Subject("redness", "chin"): values(3, 4),
        Subject("redness", "forehead"): {back(28): 9, back(27): 9, **values(9, 2)} | dict.fromkeys(map(back, late), 9),
        Subject("redness", "lips"): {back(28): 9, TODAY: 1},
        Subject("redness", "neck-front"): values(1, 9) | {back(60): 9, back(61): 9, back(62): 9},
    }
    shown = changes_until(rated, REDNESS, back(28), TODAY)
    # the chin's one point is less than the two that mean something; of the lips two days are known
    assert shown.changes == {"nose": -3, "chin": 0, "forehead": 0, "neck-front": 8}
    assert (shown.since, shown.measure, shown.widest) == (back(28), "Redness", 5)


def test_bruises_stand_as_they_were_seen_last_until_they_are_gone() -> None:
    found = [
        Bruise("a", back(9), NOW, "temple-l", Stage.BLUE, 12),
        Bruise("b", back(5), NOW, "chin", Stage.RED),
        Bruise("c", back(3), NOW, "nose", Stage.RED, 4),
    ]
    seen = [
        BruiseSeen("d", back(2), NOW, "a", Stage.GREEN_OR_YELLOW, 7),
        BruiseSeen("e", back(1), NOW, "b", Stage.NONE),
    ]
    assert bruises_there(courses(found, seen)).bruises == {
        "temple-l": Drawn(BruiseStage.GREEN_OR_YELLOW, 7),
        "nose": Drawn(BruiseStage.RED, 4),
    }


def test_every_colour_of_a_bruise_that_is_there_can_be_drawn() -> None:
    assert {each.value for each in BruiseStage} == {each.value for each in Stage} - {Stage.NONE.value}


def test_photos_are_counted_where_they_show_a_zone() -> None:
    def photo(number: int, zone: str | None) -> Photo:
        view = PhotoView.FRONT if zone is None else PhotoView.CLOSE_UP
        return Photo(f"2026-11-{number:012x}", TODAY, NOW, "0" * 64, view, 300, 400, 0.5, zone=zone)

    assert photos_by_zone([photo(1, "nose"), photo(2, "nose"), photo(3, None), photo(4, "chin")]).counts == {
        "nose": 2,
        "chin": 1,
    }
