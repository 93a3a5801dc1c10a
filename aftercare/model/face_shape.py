"""The drawing of the face: shapes in its frame, completed to both sides, and which zone lies where.

In the frame x goes from 0 at the outer edge of the ear at the viewer's left to 1 at the other, y from 0 at the hairline
to 1 at the chin; above 1 lies the neck, below 0 the hair. A unit of y is about 1.18 units of x long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id
from aftercare.model.side import Side
from aftercare.model.zone import Zone

#: Straight pieces that a bend between two points of a shape is drawn with.
_PIECES = 6

#: How many units of x a unit of y is long.
STRETCH = 1.18
#: How many tones of skin there are, from shadow to light.
TONES = 5

XY = tuple[float, float]
Ring = tuple[XY, ...]


class Part(StrEnum):
    """What a shape is a drawing of."""

    HAIR = "hair"
    EAR = "ear"
    NECK = "neck"
    """The skin below the face."""
    OUTLINE = "outline"
    """The skin of the face."""
    ZONE = "zone"
    BROW = "brow"
    LASH = "lash"
    """The line of the closed lids: the eyes are shut, as on the couch."""
    NOSTRIL = "nostril"
    MOUTH = "mouth"
    """The line between the lips."""


#: The parts that are skin: zones lie on them alone.
SKIN = frozenset({Part.NECK, Part.OUTLINE})
_LAID_OUT = SKIN | {Part.ZONE}
#: What is drawn over the zones.
FEATURES = frozenset({Part.BROW, Part.LASH, Part.NOSTRIL, Part.MOUTH})


class Corner(Struct, frozen=True, array_like=True):
    """A place that a path goes through, in the frame of the face."""

    x: float
    y: float


class FaceShape(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of `data/face_shapes.toml`, in the order in which they are painted: a later one covers an earlier one.

    `path` goes round a shape that is `paired`: it lies at the viewer's left and has its mirror image. Otherwise it goes
    down the left half of a shape on the midline, whose right half is its mirror image. A shape with `corners` has
    straight sides, any other is bent smoothly through its points. `zone` is the id or the pair of a zone, and `tone`
    how light its skin is drawn while nothing is shown there, so that no two neighbours look the same.
    """

    id: Id
    label: str
    part: Part
    path: Annotated[tuple[Corner, ...], Meta(min_length=3)]
    grade: Grade
    source: str
    paired: bool = False
    corners: bool = False
    zone: str | None = None
    tone: Annotated[int, Meta(ge=0, lt=TONES)] = 0

    def __post_init__(self) -> None:
        if (self.part is Part.ZONE) == (self.zone is None):
            raise ValueError(f"{self.id} is a zone without its name, or names one and is none")
        if not self.paired and any(each.x > 0.5 for each in self.path):
            raise ValueError(f"{self.id} lies on the midline: its path is that of the viewer's left half")


class Region(Struct, frozen=True):
    """A closed shape on the face. `zone` is the zone that it is, where it is one."""

    shape: Id
    part: Part
    side: Side
    ring: Ring
    zone: Id | None = None
    tone: int = 0


class Face(Struct, frozen=True):
    """The face as it is drawn: its `regions` in the order of painting, and its `zones` by id."""

    regions: tuple[Region, ...]
    zones: Mapping[str, Zone]

    def zone_at(self, x: float, y: float) -> str | None:
        """The id of the zone at this place; None off the skin."""
        on_skin, found = False, None
        for region in self.regions:
            if region.part not in _LAID_OUT or (region.part is Part.ZONE and not on_skin):
                continue
            here = contains(region.ring, x, y)
            if region.part in SKIN:
                # zones lie on the skin that was painted last before them
                on_skin, found = here, None if here else found
            elif here:
                found = region.zone
        return found

    def nearest_zone(self, x: float, y: float) -> str:
        """The zone at this place or, where there is none, the one whose centre is nearest."""
        return (
            self.zone_at(x, y)
            or min(self.zones.values(), key=lambda each: (each.x - x) ** 2 + ((each.y - y) * STRETCH) ** 2).id
        )


def face_of(shapes: Iterable[FaceShape], zones: Mapping[str, Zone]) -> Face:
    """The face that `shapes` draw. Raises ValueError where one names a zone that is none, or a zone has no shape."""
    regions = tuple(region for shape in shapes for region in _regions_of(shape, zones))
    drawn = {each.zone for each in regions}
    if missing := [each for each in zones if each not in drawn]:
        raise ValueError(f"nothing draws the zones {', '.join(missing)}")
    return Face(regions, zones)


def _regions_of(shape: FaceShape, zones: Mapping[str, Zone]) -> Iterator[Region]:
    path = tuple((each.x, each.y) for each in shape.path)
    if not shape.paired:
        whole = _unrepeated((*path, *mirrored(path)))
        yield Region(
            shape.id,
            shape.part,
            Side.MIDDLE,
            _bent(whole, shape.corners),
            _zone_on(shape, Side.MIDDLE, zones),
            shape.tone,
        )
        return
    ring = _bent(path, shape.corners)
    yield Region(shape.id, shape.part, Side.RIGHT, ring, _zone_on(shape, Side.RIGHT, zones), shape.tone)
    yield Region(shape.id, shape.part, Side.LEFT, mirrored(ring), _zone_on(shape, Side.LEFT, zones), shape.tone)


def _zone_on(shape: FaceShape, side: Side, zones: Mapping[str, Zone]) -> str | None:
    if shape.zone is None:
        return None
    for zone in zones.values():
        if zone.side is side and shape.zone in (zone.pair, zone.id):
            return zone.id
    raise ValueError(f"{shape.id} draws the zone {shape.zone}, which is none")


def mirrored(path: Ring) -> Ring:
    """The mirror image of a path, walked the other way round."""
    return tuple((1 - x, y) for x, y in reversed(path))


def _unrepeated(path: Ring) -> Ring:
    kept = [at for before, at in zip((path[-1], *path), path, strict=False) if at != before]
    return tuple(kept)


def _bent(path: Ring, corners: bool) -> Ring:
    """The closed curve through the points (a Catmull-Rom spline), or the points themselves where there are corners."""
    if corners:
        return path
    count = len(path)
    bent: list[XY] = []
    for at in range(count):
        before, start, end, after = (path[(at + step) % count] for step in (-1, 0, 1, 2))
        for piece in range(_PIECES):
            t = piece / _PIECES
            x, y = (_spline(before[k], start[k], end[k], after[k], t) for k in (0, 1))
            bent.append((x, y))
    return tuple(bent)


def _spline(before: float, start: float, end: float, after: float, t: float) -> float:
    slope, bend = end - before, 2 * before - 5 * start + 4 * end - after
    return start + 0.5 * t * (slope + t * (bend + t * (3 * (start - end) + after - before)))


def contains(ring: Ring, x: float, y: float) -> bool:
    """Whether the place lies in the ring."""
    inside = False
    (x1, y1) = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
        x1, y1 = x2, y2
    return inside
