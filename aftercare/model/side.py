"""The sides of the face."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """On which side of the face, from the client's own view."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"
    BOTH = "both"
