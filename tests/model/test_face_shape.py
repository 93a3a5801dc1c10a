"""The drawing of the face: zones cover the skin, lie where the data has them, and both halves are alike."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.face_shape import FEATURES, SKIN, Corner, FaceShape, Part, contains, face_of
from aftercare.model.grade import Grade
from aftercare.model.side import Side
from aftercare.model.zone import mirror_of
from aftercare.store.reference import face, face_shapes, points, zones

FACE = face()
OUTLINE = next(each.ring for each in FACE.regions if each.part is Part.OUTLINE)
NECK = next(each.ring for each in FACE.regions if each.part is Part.NECK)
ACROSS = st.floats(0, 1, allow_nan=False)
DOWN = st.floats(-0.2, 1.35, allow_nan=False)
#: The zones on a grid that is fine enough to meet each many times.
FINE = 120


@cache
def zones_of_grid() -> dict[tuple[int, int], str | None]:
    return {(x, y): FACE.zone_at(x / FINE, y / FINE) for x in range(FINE + 1) for y in range(-6, 160)}


def triangle(**terms: object) -> FaceShape:
    path = (Corner(0.5, 0.1), Corner(0.2, 0.1), Corner(0.5, 0.4))
    shape = FaceShape(id="t", label="T", part=Part.HAIR, path=path, grade=Grade.UNVERIFIED, source="ours", corners=True)
    return replace(shape, **terms)


@given(ACROSS, DOWN)
def test_every_place_on_the_skin_lies_in_exactly_one_zone_and_no_other_place_in_any(x, y):
    on_skin = contains(OUTLINE, x, y) or contains(NECK, x, y)
    assert (FACE.zone_at(x, y) is not None) == on_skin


@given(ACROSS, DOWN)
def test_the_mirror_image_of_a_place_lies_in_the_mirror_image_of_its_zone(x, y):
    zone = FACE.zone_at(x, y)
    # on an edge itself a hair's breadth decides
    assume(all(FACE.zone_at(x + step, y) == zone for step in (-1e-9, 1e-9)))
    other = FACE.zone_at(1 - x, y)
    assert other == (mirror_of(FACE.zones, zone) if zone else None)


def test_every_zone_is_drawn_and_its_middle_lies_in_it():
    for zone in zones().values():
        assert FACE.zone_at(zone.x, zone.y) == zone.id


def test_a_zone_keeps_to_its_box_in_the_data_within_what_the_geometry_is_good_for():
    slack = 0.08
    for zone in zones().values():
        if zone.id in {"forehead", "neck-front"}:
            continue  # they go on to the hair and to the shoulders
        xs, ys = zip(
            *((x / FINE, y / FINE) for (x, y), found in zones_of_grid().items() if found == zone.id), strict=True
        )
        assert min(xs) >= zone.box.left - slack, zone.id
        assert max(xs) <= zone.box.right + slack, zone.id
        assert min(ys) >= zone.box.top - slack, zone.id
        assert max(ys) <= zone.box.bottom + slack, zone.id


def test_a_zone_is_one_piece():
    for zone in zones():
        cells = {at for at, found in zones_of_grid().items() if found == zone}
        reached, edge = set(), [next(iter(cells))]
        while edge:
            x, y = edge.pop()
            if (x, y) in cells and (x, y) not in reached:
                reached.add((x, y))
                edge += [(x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
        assert reached == cells, zone


def test_no_two_neighbours_have_the_same_tone():
    tones = {each.zone: each.tone for each in FACE.regions if each.zone}
    # the lips have a colour of their own
    for (x, y), here in zones_of_grid().items():
        for beside in (zones_of_grid().get((x + 1, y)), zones_of_grid().get((x, y + 1))):
            if here and beside and here != beside and "lips" not in (here, beside):
                assert tones[here] != tones[beside], (here, beside)


def test_what_is_drawn_over_the_zones_lies_on_the_skin():
    for region in FACE.regions:
        if region.part in FEATURES:
            assert all(contains(OUTLINE, x, y) for x, y in region.ring), region.shape


def test_there_is_all_that_makes_a_face():
    assert {each.part for each in FACE.regions} == set(Part)
    assert {Part.OUTLINE, Part.NECK} == SKIN


@given(ACROSS, DOWN)
def test_the_nearest_zone_is_the_one_at_the_place_or_some_other(x, y):
    assert FACE.nearest_zone(x, y) in FACE.zones
    assert FACE.zone_at(x, y) in (None, FACE.nearest_zone(x, y))


def test_points_lie_in_the_zones_that_their_places_in_words_name():
    where = {"GB14": "forehead", "LI20": "nasolabial-r", "CV24": "chin", "GV26": "upper-lip", "EX-HN3": "glabella"}
    where |= {"ST2": "undereye-r", "SI18": "cheek-up-r", "ST5": "jawline-r", "CV23": "submental", "GV25": "nose"}
    for code, zone in where.items():
        point = points()[code]
        assert FACE.nearest_zone(point.x, point.y) == zone, code


def test_a_shape_is_a_zone_or_names_none():
    with pytest.raises(ValueError, match="names one and is none"):
        triangle(zone="chin").__post_init__()
    with pytest.raises(ValueError, match="a zone without its name"):
        triangle(part=Part.ZONE).__post_init__()


def test_a_shape_on_the_midline_keeps_to_its_half():
    with pytest.raises(ValueError, match="left half"):
        triangle(path=(Corner(0.6, 0.1), Corner(0.2, 0.1), Corner(0.5, 0.4))).__post_init__()


def test_a_shape_of_an_unknown_zone_and_a_zone_without_a_shape_are_told():
    with pytest.raises(ValueError, match="which is none"):
        face_of([triangle(part=Part.ZONE, zone="elbow")], zones())
    with pytest.raises(ValueError, match="nothing draws the zones"):
        face_of([each for each in face_shapes().values() if each.zone != "chin"], zones())


def test_a_shape_on_the_midline_is_completed_by_its_mirror_image():
    (region,) = face_of([triangle()], {}).regions
    assert region.side is Side.MIDDLE
    assert set(region.ring) == {(0.5, 0.1), (0.2, 0.1), (0.5, 0.4), (0.8, 0.1)}
