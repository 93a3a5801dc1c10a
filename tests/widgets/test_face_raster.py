"""The face in cells: both halves alike, every zone at every size, with a cell to write in and a line round it."""

from __future__ import annotations

import pytest

from aftercare.model.face_shape import FEATURES, Part
from aftercare.model.zone import mirror_of
from aftercare.store.reference import face, zones
from aftercare.widgets.face.drawing import drawing_of, size_for
from aftercare.widgets.face.raster import RING, FaceSize

ZONES = zones()
SIZES = pytest.mark.parametrize("size", FaceSize)
EACH = pytest.mark.parametrize("zone", ZONES)

#: Each block sign and what a mirror makes of it.
MIRRORED = dict(zip(" ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█", " ▖▗▄▘▌▚▙▝▞▐▟▀▛▜█", strict=True))


def drawn(size):
    return drawing_of(face(), size)


@SIZES
def test_the_right_half_is_the_mirror_image_of_the_left_one(size):
    raster, _ = drawn(size)
    for row in range(size.rows):
        for column in range(size.columns):
            one, other = raster.quarters_at(row, column), raster.quarters_at(row, size.columns - 1 - column)
            assert tuple(map(raster.mirror_of, (other[1], other[0], other[3], other[2]))) == one


@SIZES
def test_the_signs_of_both_halves_are_mirror_images(size):
    raster, _ = drawn(size)
    middle = size.columns // 2
    for row in raster.cells:
        signs = [cell.sign if cell.ink != cell.ground else " " for cell in row]
        assert [MIRRORED[sign] for sign in reversed(signs[middle + 1 :])] == signs[:middle]


@SIZES
@EACH
def test_every_zone_is_there_with_a_cell_of_its_own_to_write_in(size, zone):
    raster, places = drawn(size)
    row, column = places.centres[zone]
    assert places.zone_in(row, column) == zone
    assert raster.quarters_at(row, column).count(raster.numbers[zone]) >= 2


@SIZES
@EACH
def test_zones_of_a_pair_have_mirrored_cells(size, zone):
    _, places = drawn(size)
    other = mirror_of(ZONES, zone)
    mirrored = {(row, size.columns - 1 - column) for row, column in places.cells[zone]}
    assert mirrored == places.cells[other]
    row, column = places.centres[zone]
    assert places.centres[other] == (row, size.columns - 1 - column)


@SIZES
def test_two_zones_never_write_in_the_same_cell(size):
    centres = drawn(size).places.centres
    assert len(set(centres.values())) == len(ZONES)


@SIZES
@EACH
def test_the_line_round_a_zone_leaves_all_of_the_zone(size, zone):
    raster, places = drawn(size)
    ring = places.ring(zone)
    assert ring
    for (row, column), cell in ring.items():
        quarters = raster.quarters_at(row, column)
        if all(each == raster.numbers[zone] for each in quarters):
            assert RING not in (cell.ink, cell.ground)
    assert any(RING in (cell.ink, cell.ground) for cell in ring.values())


@SIZES
def test_brows_closed_eyes_nostrils_mouth_ears_and_hair_are_there_at_every_size(size):
    raster, _ = drawn(size)
    seen = {number for line in raster.quarters for number in line}
    shown = {raster.regions[number].part for number in seen if number}
    assert shown >= (FEATURES | {Part.EAR, Part.HAIR, Part.ZONE}) - ({Part.MOUTH} if size is FaceSize.SMALL else set())


@SIZES
def test_a_cell_and_a_place_of_the_face_name_each_other(size):
    raster, _ = drawn(size)
    for row, column in ((0, 0), (5, 9), (size.rows - 1, size.columns - 1)):
        assert raster.cell_of(*raster.place_of(row + 0.5, column + 0.5)) == (row, column)


@pytest.mark.parametrize(
    ("room", "size"),
    [
        ((29, 20), FaceSize.SMALL),
        ((30, 20), FaceSize.SMALL),
        ((42, 60), FaceSize.SMALL),
        ((44, 29), FaceSize.MEDIUM),
        ((120, 38), FaceSize.MEDIUM),
        ((120, 39), FaceSize.LARGE),
        ((200, 60), FaceSize.LARGE),
        ((28, 20), None),
        ((80, 19), None),
    ],
)
def test_the_largest_size_that_fits_is_drawn(room, size):
    assert size_for(*room, words=3) is size
