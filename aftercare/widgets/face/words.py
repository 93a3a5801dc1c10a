"""What is said below the face: the zone with its side, what the layer knows of it, and what the colours mean."""

from __future__ import annotations

from rich.cells import cell_len

from aftercare.model.face_layer import (
    Asked,
    Bruises,
    Changes,
    Chosen,
    FaceState,
    Ghost,
    Layer,
    Photos,
    Plain,
    PointMark,
    Points,
    Rated,
    Ratings,
    View,
)
from aftercare.model.point_state import PointState
from aftercare.model.side import Side
from aftercare.model.zone import Zone, short_name, side_first
from aftercare.widgets.drawn_text import clipped
from aftercare.widgets.face.marks import OF_PLAN


def name_words(zone: Zone, width: int) -> str:
    """The zone and its side; where the line is short, with the side in front so that it stays."""
    whole = short_name(zone) if zone.side is Side.MIDDLE else f"{short_name(zone)}, your {zone.side}"
    return whole if cell_len(whole) <= width else clipped(side_first(zone)[0].upper() + side_first(zone)[1:], width)


def said_of(layer: Layer, zone: str, points: tuple[PointMark, ...] = ()) -> str:
    """What the layer knows of a zone; `points` are those that lie in it."""
    match layer:
        case Ratings(values=values, measure=measure, highest=highest):
            match values.get(zone):
                case Rated(value=value):
                    said = f"{value} of {highest}" if value <= highest else f"{value}"
                case Ghost(value=value):
                    said = f"{value} yesterday"
                case None:
                    said = "not rated"
            return f"{measure}: {said}" if measure else said
        case Changes(changes=changes, measure=measure):
            said = _change_words(changes[zone]) if zone in changes else "not known at both ends"
            return f"{measure}: {said}" if measure else said
        case Points(zones=of_plan):
            told = [_point_words(each) for each in points]
            told += [f"your plan: {of_plan[zone]}"] if zone in of_plan else []
            return ", ".join(told) or "no point of yours"
        case Bruises(bruises=bruises):
            bruise = bruises.get(zone)
            if bruise is None:
                return "no bruise noted"
            size = f", {bruise.millimetres} mm" if bruise.millimetres is not None else ", not measured"
            return f"bruise, {bruise.stage}{size}"
        case Photos(counts=counts):
            number = counts.get(zone, 0)
            return "no photo" if not number else "1 photo" if number == 1 else f"{number} photos"
        case Asked(counts=counts):
            number = counts.get(zone, 0)
            return "not asked for" if not number else "1 rating asked" if number == 1 else f"{number} ratings asked"
        case Chosen(zones=zones):
            return ", ".join(("chosen" if zone in zones else "not chosen", *map(_point_words, points)))
        case Plain():
            return ""


def _point_words(point: PointMark) -> str:
    return point.name if point.state is PointState.OWN else f"{point.name}: {point.state}"


def points_legend(layer: Points | Chosen) -> tuple[str, ...]:
    """What each sign of the layer means that is to be seen, such as "● on", what is looked at first in front."""
    seen = {each.state for each in layer.marks}
    told = tuple(f"{each.sign} {each}" for each in reversed(PointState) if each in seen)
    if isinstance(layer, Chosen):
        return ("✓ chosen", *told)
    told = told or ("◆ a point of yours",)
    return (*told, f"{OF_PLAN} in your plan") if layer.zones else told


def _change_words(by: float) -> str:
    if round(by) == 0:
        return "no clear change"
    return f"{abs(by):g} {'higher' if by > 0 else 'lower'}"


def sides(view: View) -> tuple[str, str]:
    """What stands at the viewer's left and right of the face."""
    return ("your right", "your left") if view is View.PHOTO else ("your left", "your right")


def legend_words(state: FaceState, *, with_colours: bool) -> tuple[str, str]:
    """What stands before and after the colours of the scale; of a layer without a scale all of it in the first."""
    match state.layer:
        case Ratings(highest=highest, may_be_ghosts=ghosts) if with_colours:
            return "0 ", f" {highest}{'  ~ yesterday' if ghosts else ''}"
        case Ratings(highest=highest, may_be_ghosts=ghosts):
            return f"0 to {highest}{', ~ yesterday' if ghosts else ''}", ""
        case Changes(widest=widest, since=since) if with_colours:
            return f"−{widest:g} ", f" +{widest:g} since {since.day} {since:%b}"
        case Changes(since=since):
            return f"+ − since {since.day} {since:%b}, = as it was", ""
        case Points() | Chosen():
            return "  ".join(points_legend(state.layer)), ""
        case Bruises():
            return "red, blue, green, browN; mm", ""
        case Photos():
            return "▣ photos of the zone", ""
        case Asked():
            return "✓ ratings asked of the zone", ""
        case Plain():
            return "", ""
