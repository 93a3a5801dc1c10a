"""Whether two photos can be compared: what stands against it is said instead of silence."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.photo import PhotoView
from aftercare.model.photo_comparing import PhotoFacts, after_session_words, comparability

FIRST = PhotoFacts(PhotoView.FRONT, None, datetime(2026, 11, 1, 9, 0), 3000, 4000, 0.5, timedelta(days=9))
LATER = replace(FIRST, taken=datetime(2026, 11, 29, 9, 30), after_session=timedelta(days=3))


def test_two_photos_taken_alike_have_nothing_against_them() -> None:
    assert comparability(FIRST, LATER) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"view": PhotoView.LEFT_45}, "They show different views: front, then 45° left."),
        ({"brightness": 0.7}, "The later one is lighter: the light was not the same."),
        ({"brightness": 0.35}, "The later one is darker: the light was not the same."),
        ({"width": 4000, "height": 3000}, "One is upright, the other lies on its side."),
        (
            {"width": 1200, "height": 1600},
            "They are not of the same size: the distance, the zoom or the camera was another.",
        ),
        (
            {"after_session": timedelta(hours=20)},
            "The later one was taken 20 hours after a session: needles still show for 48 hours.",
        ),
        (
            {"taken": datetime(2026, 11, 29, 21, 0)},
            "They were taken at different hours: 09:00, then 21:00.",
        ),
    ],
)
def test_each_difference_is_said(changed: dict[str, object], said: str) -> None:
    assert comparability(FIRST, replace(LATER, **changed)) == (said,)


def test_close_ups_of_two_zones_are_not_the_same_view() -> None:
    chin = replace(FIRST, view=PhotoView.CLOSE_UP, zone="chin")
    assert comparability(chin, replace(LATER, view=PhotoView.CLOSE_UP, zone="nose")) == ("They show different zones.",)
    assert comparability(chin, replace(LATER, view=PhotoView.CLOSE_UP, zone="chin")) == ()


def test_shortly_before_and_after_midnight_is_the_same_hour() -> None:
    assert (
        comparability(
            replace(FIRST, taken=datetime(2026, 11, 1, 23, 0)), replace(LATER, taken=datetime(2026, 11, 29, 1, 0))
        )
        == ()
    )


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (None, "before any session"),
        (timedelta(minutes=90), "1 hour after a session"),
        (timedelta(hours=47), "47 hours after a session"),
        (timedelta(days=9, hours=3), "9 days after a session"),
    ],
)
def test_how_long_after_a_session_is_told(after: timedelta | None, said: str) -> None:
    assert after_session_words(after) == said


FACTS = st.builds(
    PhotoFacts,
    st.sampled_from(PhotoView),
    st.sampled_from([None, "chin", "nose"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.integers(64, 9000),
    st.integers(64, 9000),
    st.floats(0, 1),
    st.none() | st.timedeltas(timedelta(), timedelta(days=300)),
)


@given(FACTS, FACTS)
def test_it_does_not_matter_which_of_the_two_is_named_first(one: PhotoFacts, other: PhotoFacts) -> None:
    if one.taken != other.taken:
        assert comparability(one, other) == comparability(other, one)


@given(FACTS)
def test_a_photo_differs_from_itself_in_nothing_but_its_session(one: PhotoFacts) -> None:
    assert all("after a session" in each for each in comparability(one, one))
