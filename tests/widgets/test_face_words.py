"""What is written on the face and said below it."""

from __future__ import annotations

from datetime import date

import pytest
from rich.segment import Segment
from rich.style import Style

from aftercare.model.face_layer import (
    Asked,
    Bruise,
    Bruises,
    BruiseStage,
    Changes,
    Chosen,
    FaceState,
    Ghost,
    Photos,
    Plain,
    PointMark,
    Points,
    Rated,
    Ratings,
    View,
    as_in_mirror,
)
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.point_marks import point_marks
from aftercare.model.point_state import PointState
from aftercare.model.routine import ByClient
from aftercare.model.side import Side
from aftercare.store.reference import face, points, zones
from aftercare.widgets.face.caption import beside_the_head, legend
from aftercare.widgets.face.drawing import drawing_of
from aftercare.widgets.face.finder import Finder
from aftercare.widgets.face.marks import OF_PLAN, marks_of, written
from aftercare.widgets.face.raster import FaceSize
from aftercare.widgets.face.words import legend_words, name_words, points_legend, said_of, sides

ZONES = zones()
RATED = Ratings({"chin": Rated(0), "nose": Ghost(6), "forehead": Rated(10), "lips": Rated(14)}, "Redness")
CHANGED = Changes(date(2026, 10, 1), {"chin": -2.6, "nose": 0.2, "forehead": 4}, "Redness")
BRUISED = Bruises({"chin": Bruise(BruiseStage.BLUE, 12), "nose": Bruise(BruiseStage.RED)})
TAKEN = Photos({"chin": 1, "nose": 3})
ASKED = Asked({"chin": 1, "nose": 3})


@pytest.mark.parametrize(
    ("layer", "zone", "sign", "said"),
    [
        (RATED, "chin", "0", "Redness: 0 of 10"),
        (RATED, "nose", "~6", "Redness: 6 yesterday"),
        (RATED, "forehead", "10", "Redness: 10 of 10"),
        (RATED, "lips", "14", "Redness: 14"),
        (RATED, "glabella", "", "Redness: not rated"),
        (CHANGED, "chin", "−3", "Redness: 2.6 lower"),
        (CHANGED, "nose", "=", "Redness: no clear change"),
        (CHANGED, "forehead", "+4", "Redness: 4 higher"),
        (CHANGED, "lips", "", "Redness: not known at both ends"),
        (BRUISED, "chin", "b12", "bruise, blue, 12 mm"),
        (BRUISED, "nose", "r", "bruise, red, not measured"),
        (BRUISED, "lips", "", "no bruise noted"),
        (TAKEN, "chin", "▣1", "1 photo"),
        (TAKEN, "nose", "▣3", "3 photos"),
        (TAKEN, "lips", "", "no photo"),
        (ASKED, "chin", "✓1", "1 rating asked"),
        (ASKED, "nose", "✓3", "3 ratings asked"),
        (ASKED, "lips", "", "not asked for"),
        (Plain(), "lips", "", ""),
    ],
)
def test_a_value_is_written_and_said_and_what_is_missing_never_looks_like_zero(layer, zone, sign, said):
    assert written(layer, zone) == sign
    assert said_of(layer, zone) == said


def test_a_zone_is_named_with_the_clients_own_side():
    assert name_words(ZONES["cheek-up-r"], 40) == "Upper cheek, your right"
    assert name_words(ZONES["chin"], 40) == "Chin"


@pytest.mark.parametrize("zone", [each for each in ZONES if ZONES[each].side is not Side.MIDDLE])
@pytest.mark.parametrize("width", [20, 29, 44])
def test_the_side_is_never_cut_off(zone, width):
    words = name_words(ZONES[zone], width)
    assert len(words) <= width
    assert str(ZONES[zone].side) in words.casefold()


def test_both_sides_are_named_in_either_view():
    assert sides(View.PHOTO) == ("your right", "your left")
    assert sides(View.MIRROR) == ("your left", "your right")


@pytest.mark.parametrize(("left", "one", "other"), [(0, "right", "left"), (9, "your right", "your left")])
def test_both_sides_are_named_short_or_neither(left, one, other):
    raster = drawing_of(face(), FaceSize.SMALL).raster
    row = [Segment(" " * raster.size.columns)]
    words = "".join(each.text for each in beside_the_head(row, left, raster, View.PHOTO, Style())).split()
    assert " ".join(words) == f"{one} {other}"


@pytest.mark.parametrize("with_colours", [True, False])
@pytest.mark.parametrize("layer", [RATED, CHANGED, Points(()), BRUISED, TAKEN, ASKED])
def test_the_legend_fits_beside_a_list(layer, with_colours):
    before, after = legend_words(FaceState(layer), with_colours=with_colours)
    assert before
    swatches = 11 if with_colours and layer is RATED else 7 if with_colours and layer is CHANGED else 0
    assert len(before) + swatches + len(after) <= 29


def test_in_a_mirror_left_and_right_are_exchanged_and_twice_is_as_it_was():
    rated = Ratings({"temple-r": Rated(3), "chin": Ghost(1)})
    assert as_in_mirror(rated, ZONES) == Ratings({"temple-l": Rated(3), "chin": Ghost(1)})
    pointed = Points((PointMark("p", 0.25, 0.5, "LI20"),))
    assert as_in_mirror(pointed, ZONES) == Points((PointMark("p", 0.75, 0.5, "LI20"),))
    for layer in (rated, pointed, CHANGED, BRUISED, TAKEN, Plain()):
        assert as_in_mirror(as_in_mirror(layer, ZONES), ZONES) == layer


@pytest.mark.parametrize("size", FaceSize)
def test_every_value_is_there_to_read_at_every_size(size):
    raster, places = drawing_of(face(), size)
    layer = Ratings({zone: Rated(at % 10) for at, zone in enumerate(ZONES)})
    marks = marks_of(raster, places, FaceState(layer), "lips", focused=True)
    for at, zone in enumerate(ZONES):
        assert marks[places.centres[zone]].sign in f"{at % 10}[]"
    row, column = places.centres["lips"]
    assert [marks[row, column + step].sign for step in (-1, 0, 1)] == ["[", str(list(ZONES).index("lips") % 10), "]"]


def test_the_cursor_is_told_from_a_face_without_the_focus_and_never_hides_a_point():
    raster, places = drawing_of(face(), FaceSize.MEDIUM)
    row, column = places.centres["nose"]
    here = marks_of(raster, places, FaceState(), "nose", focused=False)
    assert [here[row, column + step].sign for step in (-1, 0, 1)] == ["(", "·", ")"]
    x, y = raster.place_of(row + 0.5, column + 0.5)
    pointed = marks_of(raster, places, FaceState(Points((PointMark("p", x, y, "GV25"),))), "nose", focused=True)
    assert [pointed[row, column + step].sign for step in (-1, 0, 1)] == ["[", PointState.OWN.sign, "]"]


def test_the_clients_own_points_become_marks_on_their_sides():
    own = [
        FacePoint("a", Side.BOTH, Means.MAGNET, ByClient(), code="LI20"),
        FacePoint("b", Side.LEFT, Means.ACUPRESSURE, ByClient(), code="ST3"),
        FacePoint("c", Side.MIDDLE, Means.MAGNET, ByClient(), code="CV24"),
        FacePoint("d", Side.RIGHT, Means.MAGNET, ByClient(), zone="temple-r", note="below the hair"),
        FacePoint("e", Side.BOTH, Means.ACUPRESSURE, ByClient(), code="LI4"),
        # another device may have kept one for the client's hands: it is drawn only where the therapist needles it
        FacePoint("f", Side.BOTH, Means.MAGNET, ByClient(), code="BL1"),
        FacePoint("g", Side.RIGHT, Means.NEEDLE, ByClient(), code="BL1"),
    ]
    marks = point_marks(own, points(), ZONES)
    assert [(each.id, round(each.x, 3), each.name) for each in marks] == [
        ("a", 0.38, "LI20 Yingxiang, right"),
        ("a", 0.62, "LI20 Yingxiang, left"),
        ("b", 0.68, "ST3 Juliao, left"),
        ("c", 0.5, "CV24 Chengjiang"),
        ("d", 0.12, "below the hair"),
        ("g", 0.4, "BL1 Jingming, right"),
    ]
    magnet, finger, needle = PointState.MAGNET, PointState.FINGER, PointState.NEEDLE
    assert [each.state for each in marks] == [magnet, magnet, finger, magnet, magnet, needle]


def test_a_point_tells_what_is_so_there_by_a_sign_a_word_and_the_legend():
    raster, places = drawing_of(face(), FaceSize.MEDIUM)
    x, y = raster.place_of(*(each + 0.5 for each in places.centres["chin"]))
    for state in PointState:
        layer = Points((PointMark("p", x, y, "CV24", state),), {"nose": "Massage"})
        assert (
            marks_of(raster, places, FaceState(layer), "lips", focused=True)[places.centres["chin"]].sign == state.sign
        )
        assert said_of(layer, "chin", layer.marks) == ("CV24" if state is PointState.OWN else f"CV24: {state}")
        assert points_legend(layer) == (f"{state.sign} {state}", f"{OF_PLAN} in your plan")
    # a point of which nothing is told looks like one for a magnet
    assert len({each.sign for each in PointState}) == len(PointState) - 1
    assert (written(layer, "nose"), said_of(layer, "nose")) == (OF_PLAN, "your plan: Massage")
    assert as_in_mirror(Points((), {"temple-l": "Magnets"}), ZONES) == Points((), {"temple-r": "Magnets"})


def test_the_legend_of_points_takes_as_many_lines_as_it_needs():
    layer = Points(tuple(PointMark("p", 0.5, 0.5, "p", each) for each in PointState))
    lines = ["".join(one.text for one in legend(FaceState(layer), None, 31, Style(), line)) for line in range(9)]
    assert " ".join(" ".join(lines).split()) == " ".join(" ".join(points_legend(layer)).split())
    assert max(map(len, lines)) <= 31


def test_looking_for_a_zone_says_what_is_found_and_how_many_more():
    finder = Finder(ZONES, "chin")
    assert finder.words(40) == "/▏ a part of its name"
    assert finder.found is None
    cheek = finder.typing("cheek")
    assert cheek.found == "cheek-up-r"
    assert cheek.words(44) == "/cheek▏ Upper cheek, your right 1 of 4"
    assert cheek.turned(1).found == "cheek-up-l"
    assert cheek.turned(-1).found == "cheek-low-l"
    assert cheek.typing("elbow").words(40) == "/elbow▏ no zone"
    assert len(cheek.words(29)) <= 29


def test_the_points_stand_on_the_face_on_which_zones_are_chosen_and_never_over_what_is_chosen():
    raster, places = drawing_of(face(), FaceSize.SMALL)
    nose = ZONES["nose"]
    beside = PointMark("bitong", nose.x - 0.08, nose.y, "EX-HN8 Bitong, right", PointState.NEEDLE)
    layer = Chosen(frozenset({"nose"}), (beside,))
    marks = marks_of(raster, places, FaceState(layer), "chin", focused=True)
    assert marks[raster.cell_of(beside.x, beside.y)].sign == PointState.NEEDLE.sign
    assert marks[places.centres["nose"]].sign == "✓"
    row, column = places.centres["nose"]
    at_the_centre = PointMark("tip", *raster.place_of(row + 0.5, column + 0.5), "GV25 Suliao", PointState.NEEDLE)
    covered = marks_of(raster, places, FaceState(Chosen(frozenset({"nose"}), (at_the_centre,))), "chin", focused=True)
    assert covered[row, column].sign == "✓"
    assert said_of(layer, "nose", (beside,)) == f"chosen, EX-HN8 Bitong, right: {PointState.NEEDLE}"
    assert points_legend(layer) == ("✓ chosen", f"{PointState.NEEDLE.sign} {PointState.NEEDLE}")
    mirrored = as_in_mirror(layer, ZONES)
    assert isinstance(mirrored, Chosen)
    assert [each.x for each in mirrored.marks] == [1 - beside.x]
