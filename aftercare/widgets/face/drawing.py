"""The drawing of the face at each size, made when it is first shown and then kept."""

from __future__ import annotations

from typing import NamedTuple

from aftercare.model.face_shape import Face
from aftercare.widgets.face.places import Places
from aftercare.widgets.face.raster import FaceSize, Raster


class Drawing(NamedTuple):
    """The face at a size, and where its zones lie in it."""

    raster: Raster
    places: Places


_drawn: dict[FaceSize, tuple[Face, Drawing]] = {}


def drawing_of(face: Face, size: FaceSize) -> Drawing:
    """The drawing of this face at this size."""
    kept = _drawn.get(size)
    if kept is None or kept[0] is not face:
        raster = Raster(face, size)
        kept = _drawn[size] = (face, Drawing(raster, Places(raster)))
    return kept[1]


def size_for(width: int, height: int, words: int) -> FaceSize | None:
    """The largest size that leaves room for so many lines of words below; None where none does."""
    fitting = [each for each in FaceSize if each.columns <= width and each.rows + words <= height]
    return fitting[-1] if fitting else None
