"""What is written over the face: the figures of the layer, the points, and the brackets round what is selected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aftercare.model.face_layer import (
    Asked,
    Bruise,
    Bruises,
    BruiseStage,
    Changes,
    Chosen,
    FaceState,
    Ghost,
    Layer,
    Photos,
    Points,
    Rated,
    Ratings,
    marks_in,
)
from aftercare.widgets.face.places import Places
from aftercare.widgets.face.raster import At, Raster

#: Stands before what is of the day before.
GHOST_SIGN = "~"
#: What a stage is written as, before the millimetres.
STAGE_SIGNS = {BruiseStage.RED: "r", BruiseStage.BLUE: "b", BruiseStage.GREEN_OR_YELLOW: "g", BruiseStage.BROWN: "n"}
#: Stands on a zone in which the plan does something.
OF_PLAN = "□"


class Mark(NamedTuple):
    """A sign in a cell, on the colour of `zone` where it names one; `faint` for what is not of this day, `bold` for the
    cursor and the client's points.
    """

    sign: str
    zone: str
    faint: bool = False
    bold: bool = False


def written(layer: Layer, zone: str) -> str:
    """What the layer writes on a zone; nothing where it has nothing."""
    match layer:
        case Ratings(values=values):
            match values.get(zone):
                case Rated(value=value):
                    return str(value)
                case Ghost(value=value):
                    return f"{GHOST_SIGN}{value}"
        case Changes(changes=changes) if zone in changes:
            by = round(changes[zone])
            return f"+{by}" if by > 0 else f"−{-by}" if by < 0 else "="
        case Bruises(bruises=bruises) if zone in bruises:
            return _of_bruise(bruises[zone])
        case Photos(counts=counts) if zone in counts:
            return f"▣{counts[zone]}"
        case Asked(counts=counts) if zone in counts:
            return f"✓{counts[zone]}"
        case Chosen(zones=zones) if zone in zones:
            return "✓"
        case Points(zones=of_plan) if zone in of_plan:
            return OF_PLAN
        case _:
            pass
    return ""


def _of_bruise(bruise: Bruise) -> str:
    return STAGE_SIGNS[bruise.stage] + (str(bruise.millimetres) if bruise.millimetres is not None else "")


def marks_of(raster: Raster, places: Places, state: FaceState, selected: str, focused: bool) -> dict[At, Mark]:
    """The signs by cell. The zones are those of the drawing: in a mirror they are swapped before and after."""
    marks: dict[At, Mark] = {}
    for zone in raster.numbers:
        text = written(state.layer, zone)
        faint = isinstance(state.layer, Ratings) and isinstance(state.layer.values.get(zone), Ghost)
        if text and zone != selected:
            marks.update(_laid(raster, places, zone, text, faint, bold=False))
    figure, points = written(state.layer, selected), _points_on(raster, state.layer)
    opening, closing = "[]" if focused else "()"
    over = dict(_laid(raster, places, selected, f"{opening}{figure or '·'}{closing}", faint=False, bold=True))
    if isinstance(state.layer, Chosen):
        # what is chosen is seen by its figure where there are no colours: no point hides that
        ticks = {*marks, *(at for at, mark in over.items() if mark.sign == figure)}
        points = {at: mark for at, mark in points.items() if at not in ticks}
    marks |= points
    if isinstance(state.layer, Points) or points:
        # a point is never hidden by the cursor
        over = {at: mark for at, mark in over.items() if at not in marks}
    return marks | over


def _points_on(raster: Raster, layer: Layer) -> dict[At, Mark]:
    found: dict[At, Mark] = {}
    for point in marks_in(layer):
        at = raster.cell_of(point.x, point.y)
        if 0 <= at[0] < raster.size.rows and 0 <= at[1] < raster.size.columns:
            found[at] = Mark(point.state.sign, "", bold=True)
    return found


def _laid(
    raster: Raster, places: Places, zone: str, text: str, faint: bool, *, bold: bool
) -> Iterator[tuple[At, Mark]]:
    """The signs of `text` about the centre of a zone, the same way on both sides of the midline."""
    row, column = places.centres[zone]
    aside = (len(text) - 1) // 2
    if column > raster.size.columns // 2:
        aside = len(text) - 1 - aside
    start = max(0, min(raster.size.columns - len(text), column - aside))
    for at, sign in enumerate(text):
        yield (row, start + at), Mark(sign, zone, faint, bold)
