"""What is so at a point of the client's, as the face and the lists show it: by a sign, so that colour is not needed."""

from __future__ import annotations

from enum import StrEnum


class PointState(StrEnum):
    """The state of a point, its value the word of the legend. Of two in one place the later one is shown."""

    NEEDLE = "needle"
    """For the therapist's needle."""
    OWN = "a point of yours"
    """A point of which nothing else is told here."""
    MAGNET = "magnet"
    """For a magnet, where nothing else is told of it."""
    FINGER = "to press"
    FREE = "free"
    """A magnet may go there now."""
    NEVER = "never"
    """Nothing goes there by the client's own hands, or no magnet is offered at all."""
    RESTS = "rests"
    NEXT = "next"
    DONE = "done"
    """Pressed today."""
    ON = "on"
    """A magnet is on."""
    OFF_NOW = "take off"
    """One is on whose time is over."""
    MISSING = "missing"
    """The one that was there is looked for."""

    @property
    def sign(self) -> str:
        """One cell wide."""
        return _SIGNS[self]


_SIGNS = {
    PointState.NEEDLE: "+",
    PointState.OWN: "◆",
    PointState.MAGNET: "◆",
    PointState.FINGER: "○",
    PointState.FREE: "◇",
    PointState.NEVER: "×",
    PointState.RESTS: "‖",
    PointState.NEXT: "▸",
    PointState.DONE: "✓",
    PointState.ON: "●",
    PointState.OFF_NOW: "◉",
    PointState.MISSING: "!",
}
