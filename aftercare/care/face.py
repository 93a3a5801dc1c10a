"""The face as it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftercare.model.face_shape import Face


def face() -> Face:
    """The face with its zones. Read on the first call."""
    from aftercare.store import reference

    return reference.face()
