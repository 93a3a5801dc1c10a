"""One changed zone of the face, until its rows are drawn; beside as many rows that are only put together again."""

from __future__ import annotations

import itertools

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from aftercare.model.face_layer import FaceState, Rated, Ratings
from aftercare.store.reference import face, zones
from aftercare.widgets.face.drawing import drawing_of
from aftercare.widgets.face.raster import FaceSize, Raster
from aftercare.widgets.face.scale import Depth
from aftercare.widgets.face_map import FaceMap

SIZES = {FaceSize.SMALL: (30, 20), FaceSize.MEDIUM: (44, 29), FaceSize.LARGE: (64, 39)}


class Bare(App[None]):
    """The face map alone."""

    def compose(self):
        yield FaceMap(face())


@pytest.mark.parametrize("size", FaceSize)
@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("zone", ["chin", "forehead", "neck-front"])
async def test_a_changed_zone_is_drawn_again(against, size, depth, zone):
    app = Bare()
    async with app.run_test(size=SIZES[size]):
        shown = app.query_one(FaceMap)
        shown.depth = depth
        height = shown.size.height
        for y in range(height):
            shown.render_line(y)
        values = {each: Rated(5) for each in zones()}
        states = itertools.cycle([FaceState(Ratings({**values, zone: Rated(n)})) for n in (1, 9)])
        rows = sorted({row for row, _ in drawing_of(face(), size).places.cells[zone]})
        style = Style(color="red", bgcolor="blue")

        def change() -> None:
            shown.state = next(states)
            for y in range(height):
                shown.render_line(y)

        def rows_alone() -> None:
            for _ in rows:
                Strip([Segment("▀", style) for _ in range(size.columns)])

        name = f"the {zone} of the {size.name.lower()} face, {depth.name}, changed and drawn again"
        against(name, change, rows_alone, rounds=100, bound="at most 5 ms")


@pytest.mark.parametrize("size", FaceSize)
def test_the_face_is_drawn_for_the_first_time(against, size):
    name = f"the {size.name.lower()} face, drawn for the first time"
    against(name, lambda: Raster(face(), size), lambda: sorted(range(200_000)), rounds=10, bound="once, told alone")
