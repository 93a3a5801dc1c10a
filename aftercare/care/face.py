"""The face as it is drawn, and what of the record lies on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftercare.model.face_layer import PointMark
    from aftercare.model.face_point import FacePoint
    from aftercare.model.face_shape import Face


def face() -> Face:
    """The face with its zones. Read on the first call."""
    from aftercare.store import reference

    return reference.face()


def marks_of_points(own: Iterable[FacePoint]) -> tuple[PointMark, ...]:
    """The marks of these points on the face."""
    from aftercare.model.point_marks import point_marks
    from aftercare.store import reference

    return point_marks(own, reference.points(), reference.zones())
