"""Arrow keys on the face: every zone from every zone, and back by the opposite key where the face allows it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.face_walk import Direction, neighbour, zones_called
from aftercare.model.zone import mirror_of
from aftercare.store.reference import zones

ZONES = zones()
BACK = {
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
}
ANY_ZONE = st.sampled_from(sorted(ZONES))
ANY_WAY = st.sampled_from(list(Direction))


def reached_from(start: str) -> set[str]:
    reached, edge = set(), [start]
    while edge:
        zone = edge.pop()
        if zone not in reached:
            reached.add(zone)
            edge += [there for way in Direction if (there := neighbour(ZONES, zone, way))]
    return reached


@pytest.mark.parametrize("start", ZONES)
def test_every_zone_is_reached_from_every_zone(start):
    assert reached_from(start) == set(ZONES)


@given(ANY_ZONE, ANY_WAY)
def test_a_step_goes_in_its_direction(zone, way):
    there = neighbour(ZONES, zone, way)
    if there is None:
        return
    here, next_one = ZONES[zone], ZONES[there]
    ahead = {
        Direction.LEFT: here.x - next_one.x,
        Direction.RIGHT: next_one.x - here.x,
        Direction.UP: here.y - next_one.y,
        Direction.DOWN: next_one.y - here.y,
    }
    assert ahead[way] > 0


@given(ANY_ZONE, ANY_WAY)
def test_the_two_halves_of_the_face_are_walked_alike(zone, way):
    there = neighbour(ZONES, zone, way)
    other = neighbour(ZONES, mirror_of(ZONES, zone), way.mirrored)
    if there is None:
        assert other is None
    elif ZONES[zone].pair is not None or way in (Direction.LEFT, Direction.RIGHT):
        assert other == mirror_of(ZONES, there)


#: Rows and columns of the face along which the opposite key always leads back.
ALONG = [
    ("right", "temple-r brow-lid-r glabella brow-lid-l temple-l"),
    ("right", "crowsfeet-r undereye-r nose undereye-l crowsfeet-l"),
    ("right", "cheek-low-r nasolabial-r upper-lip nasolabial-l cheek-low-l"),
    ("right", "jawline-r mouth-corner-r lips mouth-corner-l jawline-l"),
    ("right", "ear-front-r cheek-up-r"),
    ("down", "forehead glabella nose upper-lip lips chin submental neck-front"),
    ("down", "temple-r crowsfeet-r cheek-up-r cheek-low-r jawline-r"),
    ("down", "nasolabial-r mouth-corner-r"),
    ("down", "brow-lid-r undereye-r"),
]


@pytest.mark.parametrize(("way", "zones_along"), ALONG)
def test_the_opposite_key_leads_back_along_the_rows_and_columns_of_the_face(way, zones_along):
    along, way = zones_along.split(), Direction(way)
    for here, there in pairwise(along):
        assert neighbour(ZONES, here, way) == there
        assert neighbour(ZONES, there, BACK[way]) == here


def test_the_face_has_edges():
    assert neighbour(ZONES, "forehead", Direction.UP) is None
    assert neighbour(ZONES, "neck-front", Direction.DOWN) is None
    assert neighbour(ZONES, "ear-front-r", Direction.LEFT) is None


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        ("chin", "chin", 2),
        ("upper cheek", "cheek-up-r", 2),
        ("left cheek", "cheek-up-l", 2),
        ("UPPER", "cheek-up-r", 5),
        ("marionette left", "mouth-corner-l", 1),
        ("brow", "brow-lid-r", 3),
        ("elbow", None, 0),
        ("  ", None, 0),
    ],
)
def test_a_part_of_the_name_finds_zones_those_first_that_begin_with_it(typed, first, count):
    found = zones_called(ZONES, typed)
    assert (found[0] if found else None) == first
    assert len(found) == count


@given(ANY_ZONE)
def test_every_zone_is_found_by_its_own_name(zone):
    assert zones_called(ZONES, ZONES[zone].label)[0] == zone
