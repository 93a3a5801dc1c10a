"""The client's own points as marks on the face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from aftercare.model.face_layer import PointMark
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.point import Point
from aftercare.model.point_state import PointState
from aftercare.model.side import Side
from aftercare.model.zone import Zone, side_first

_MIDLINE = 0.5
_BY_MEANS = {
    Means.NEEDLE: PointState.NEEDLE,
    Means.MAGNET: PointState.MAGNET,
    Means.ACUPRESSURE: PointState.FINGER,
}


def point_marks(
    own: Iterable[FacePoint], points: Mapping[str, Point], zones: Mapping[str, Zone]
) -> tuple[PointMark, ...]:
    """The marks of the points `own`, one for each side.

    There is none for a point of the body, one that is not known here, or one that is never for the client's own hands.
    """
    return tuple(mark for each in own for mark in _marks(each, points, zones))


def _marks(own: FacePoint, points: Mapping[str, Point], zones: Mapping[str, Zone]) -> Iterator[PointMark]:
    state = _BY_MEANS[own.means]
    if own.zone is not None:
        zone = zones.get(own.zone)
        if zone is not None:
            yield PointMark(own.id, zone.x, zone.y, own.note or side_first(zone), state)
        return
    point = points.get(own.code or "")
    if point is None or point.x is None or point.y is None:
        return
    if own.means.by_client and not point.client_may:
        return
    name = f"{point.code} {point.name}"
    if not point.paired:
        yield PointMark(own.id, _MIDLINE, point.y, name, state)
        return
    # the points of the data lie at the viewer's left: on the client's right
    if own.side in (Side.RIGHT, Side.BOTH):
        yield PointMark(own.id, point.x, point.y, f"{name}, right", state)
    if own.side in (Side.LEFT, Side.BOTH):
        yield PointMark(own.id, 1 - point.x, point.y, f"{name}, left", state)
