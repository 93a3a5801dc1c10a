"""The client's points as places for one magnet, or one finger, each: where they lie and what the data says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from aftercare.model.face_point import FacePoint, Means
from aftercare.model.floor_words import with_kept_off
from aftercare.model.magnet_event import Spot
from aftercare.model.point import Point
from aftercare.model.routine import Id
from aftercare.model.side import Side
from aftercare.model.zone import Zone, side_first

_MIDLINE = 0.5


class MagnetPlace(Struct, frozen=True):
    """A spot with its `name` ("ST6 Jiache, left") and the `zone` of the face in which it lies; None on the body.

    `x` and `y` are in the frame of the face. `never`: not for the client's own hands. `at_eye`, `at_mouth`: where no
    magnet goes at all, or none overnight. `wear_hours` is how long the plan lets one stay, `press_seconds` how long it
    has one press; None where it says nothing.
    """

    spot: Spot
    name: str
    code: str
    means: Means
    zone: Id | None = None
    x: float | None = None
    y: float | None = None
    wear_hours: int | None = None
    note: str = ""
    never: bool = False
    at_eye: bool = False
    at_mouth: bool = False
    press_seconds: int | None = None


class PlaceFacts(Struct, frozen=True):
    """What places take from the reference data. `zone_at` names the zone of the face nearest to a place on it."""

    points: Mapping[str, Point]
    zones: Mapping[str, Zone]
    zone_at: Callable[[float, float], Id]
    eye_zones: frozenset[Id] = frozenset()
    mouth_zones: frozenset[Id] = frozenset()


def places_of(own: Iterable[FacePoint], means: Means, facts: PlaceFacts) -> tuple[MagnetPlace, ...]:
    """The places of the points `own` at which `means` is used, in their order, the right side before the left.

    A code that is not known here is never for the client's own hands: nothing says that it is.
    """
    return tuple(place for each in own if each.means is means for place in _places(each, facts))


def _places(own: FacePoint, facts: PlaceFacts) -> Iterator[MagnetPlace]:
    if own.zone is not None:
        zone = facts.zones.get(own.zone)
        yield MagnetPlace(
            Spot(own.id, own.side),
            _capital(side_first(zone) if zone else own.zone.replace("-", " ")),
            "",
            own.means,
            own.zone if zone else None,
            zone.x if zone else None,
            zone.y if zone else None,
            own.wear_hours,
            with_kept_off(own.note),
            at_eye=own.zone in facts.eye_zones,
            at_mouth=own.zone in facts.mouth_zones,
            press_seconds=own.press_seconds,
        )
        return
    code = own.code or ""
    point = facts.points.get(code)
    paired = point.paired if point is not None else own.side is not Side.MIDDLE
    for side in _sides(own.side, paired):
        x, y = (point.x, point.y) if point is not None else (None, None)
        if not paired and x is not None:
            x = _MIDLINE
        elif side is Side.LEFT and x is not None:
            # the points of the data lie at the viewer's left: on the client's right
            x = 1 - x
        zone_id = facts.zone_at(x, y) if x is not None and y is not None else None
        named = f"{code} {point.name}" if point is not None else code
        yield MagnetPlace(
            Spot(own.id, side),
            named if side is Side.MIDDLE else f"{named}, {side}",
            code,
            own.means,
            zone_id,
            x,
            y,
            own.wear_hours,
            with_kept_off(own.note),
            never=point is None or not point.client_may,
            at_mouth=zone_id in facts.mouth_zones,
            press_seconds=own.press_seconds,
        )


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _sides(side: Side, paired: bool) -> tuple[Side, ...]:
    if not paired:
        return (Side.MIDDLE,)
    # a plan that names no side of a paired point means both
    return (side,) if side in (Side.LEFT, Side.RIGHT) else (Side.RIGHT, Side.LEFT)


def off_by(place: MagnetPlace, since: datetime, evening: datetime) -> datetime | None:
    """When a magnet put on at `since` comes off: when the plan's hours are over, and at the mouth by `evening`.

    None where the plan names no hours: the program does not guess them.
    """
    by_plan = since + timedelta(hours=place.wear_hours) if place.wear_hours is not None else None
    if not place.at_mouth:
        return by_plan
    return evening if by_plan is None else min(by_plan, evening)
