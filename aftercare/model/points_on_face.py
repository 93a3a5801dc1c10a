"""The client's points and the zones of their plan as a layer of the face."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from aftercare.model.face_layer import PointMark, Points
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.point_state import PointState
from aftercare.model.routine import Id, Step


def points_layer(
    told: Iterable[tuple[MagnetPlace, PointState]],
    others: Iterable[PointMark],
    zones: Mapping[Id, str],
) -> Points:
    """A mark for each place on the face with its state, beside those of the points of which nothing more is told.

    What is looked at first lies over the others.
    """
    marks = [
        PointMark(place.spot.id, place.x, place.y, place.name, state)
        for place, state in told
        if place.x is not None and place.y is not None
    ]
    order = tuple(PointState)
    return Points(tuple(sorted((*others, *marks), key=lambda each: order.index(each.state))), zones)


def zones_of_steps(steps: Iterable[Step], day: date) -> dict[Id, str]:
    """The zones that steps name on `day`, each with the names of these steps."""
    found: dict[Id, str] = {}
    for step in (each.as_on(day) for each in steps):
        for zone in step.zones:
            found[zone] = f"{found[zone]}, {step.name}" if zone in found else step.name
    return found
