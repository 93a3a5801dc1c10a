"""From zone to zone of the face by direction, and by a part of the name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from aftercare.model.face_shape import STRETCH
from aftercare.model.text import folded
from aftercare.model.zone import Zone

#: What a zone that lies wholly aside costs against one that lies abreast, in units of x.
_ASIDE = 0.14
#: What each unit aside costs against one ahead.
_OFF = 1.0
#: What is less far ahead lies at the same height.
_LEAST = 0.02


class Direction(StrEnum):
    """Where to, as the face is seen in a photo."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"

    @property
    def mirrored(self) -> Direction:
        """The same way as it is seen in a mirror."""
        return {Direction.LEFT: Direction.RIGHT, Direction.RIGHT: Direction.LEFT}.get(self, self)


#: How far aside a zone may lie for each unit ahead, and how far at most where there is none so near.
_ABREAST = {Direction.LEFT: 1.1, Direction.RIGHT: 1.1, Direction.UP: 1.75, Direction.DOWN: 1.75}
_AT_MOST = 2.2


def neighbour(zones: Mapping[str, Zone], zone: str, towards: Direction) -> str | None:
    """The zone that lies next to `zone` in that direction, by centres and boxes; None at the edge of the face."""
    here = zones[zone]
    for widest in (_ABREAST[towards], _AT_MOST):
        costs = {each.id: _cost(here, each, towards, widest) for each in zones.values() if each.id != zone}
        dear = {each: cost for each, cost in costs.items() if cost is not None}
        if dear:
            # of two as near on both sides of the midline the one at the viewer's left
            return min(dear, key=lambda each: (round(dear[each], 6), zones[each].x))
    return None


def _cost(here: Zone, there: Zone, towards: Direction, widest: float) -> float | None:
    """How far `there` lies in that direction, the more the less it lies abreast of `here`; None where it does not.

    `widest` is the most that it may lie aside for each unit ahead.
    """
    x, y = there.x - here.x, (there.y - here.y) * STRETCH
    across = towards in (Direction.LEFT, Direction.RIGHT)
    ahead, aside = (x, y) if across else (y, x)
    if towards in (Direction.LEFT, Direction.UP):
        ahead = -ahead
    if ahead < _LEAST or abs(aside) > widest * ahead:
        return None
    one, other = (
        (each.box.top, each.box.bottom) if across else (each.box.left, each.box.right) for each in (here, there)
    )
    shared = max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
    return ahead + _OFF * abs(aside) + _ASIDE * (1 - shared / min(one[1] - one[0], other[1] - other[0]))


def zones_called(zones: Mapping[str, Zone], typed: str) -> list[str]:
    """The zones whose names have every word of `typed` in them, from the forehead down; those that begin with it first.

    Case and accents do not matter.
    """
    words = folded(typed).split()
    if not words:
        return []
    found = [each for each in zones.values() if all(word in folded(each.label) for word in words)]
    return [each.id for each in sorted(found, key=lambda each: not folded(each.label).startswith(words[0]))]
