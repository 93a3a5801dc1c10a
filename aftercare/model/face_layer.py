"""What the face shows: one layer at a time, as values made elsewhere. A zone that a layer lacks shows nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from msgspec import Meta, Struct
from msgspec.structs import replace

from aftercare.model.point_state import PointState
from aftercare.model.routine import Id
from aftercare.model.zone import Zone, mirror_of

V = TypeVar("V")

Value = Annotated[int, Meta(ge=0)]


class View(StrEnum):
    """From where the face is seen."""

    PHOTO = "photo"
    """As in a photo: the client's right side at the viewer's left."""
    MIRROR = "mirror"
    """As in a mirror: the client's right side at the viewer's right."""


class Rated(Struct, frozen=True, tag="rated"):
    """A value that was given on the day that is shown."""

    value: Value


class Ghost(Struct, frozen=True, tag="ghost"):
    """A value of the day before, which nobody has given for the day that is shown."""

    value: Value


class Plain(Struct, frozen=True, tag="plain"):
    """Nothing but the face itself, to choose a zone."""


class Ratings(Struct, frozen=True, tag="ratings"):
    """The values of one measure by zone; the scale goes from 0 to `highest`, and a count beyond it looks like it.

    `may_be_ghosts` says whether the day before is shown where nothing is rated: then the legend says how.
    """

    values: Mapping[Id, Rated | Ghost]
    measure: str = ""
    highest: Annotated[int, Meta(ge=1)] = 10
    may_be_ghosts: bool = True


class Changes(Struct, frozen=True, tag="changes"):
    """By how much a measure has changed since a date, by zone. `widest` is the change at either end of the scale."""

    since: date
    changes: Mapping[Id, float]
    measure: str = ""
    widest: Annotated[float, Meta(gt=0)] = 5


class PointMark(Struct, frozen=True):
    """A point in the frame of the face (as in a photo). `name` is what is told of it when its zone is selected."""

    id: Id
    x: float
    y: float
    name: str
    state: PointState = PointState.OWN


class Points(Struct, frozen=True, tag="points"):
    """The client's own points, of two in one place the last; `zones` says what their plan does in a zone as a whole."""

    marks: tuple[PointMark, ...]
    zones: Mapping[Id, str] = {}


class BruiseStage(StrEnum):
    """The colours that a bruise goes through."""

    RED = "red"
    BLUE = "blue"
    GREEN_OR_YELLOW = "green or yellow"
    BROWN = "brown"


class Bruise(Struct, frozen=True):
    """A bruise that is there; its size is None where it was not measured."""

    stage: BruiseStage
    millimetres: Annotated[int, Meta(ge=1)] | None = None


class Bruises(Struct, frozen=True, tag="bruises"):
    """The bruises that are there, by zone."""

    bruises: Mapping[Id, Bruise]


class Photos(Struct, frozen=True, tag="photos"):
    """How many photos of a zone there are, by zone."""

    counts: Mapping[Id, Annotated[int, Meta(ge=1)]]


class Asked(Struct, frozen=True, tag="asked"):
    """How many ratings of a zone a check-in asks, by zone."""

    counts: Mapping[Id, Annotated[int, Meta(ge=1)]]


class Chosen(Struct, frozen=True, tag="chosen"):
    """The zones that somebody has chosen, and the client's own points, by which a place is found again."""

    zones: frozenset[Id]
    marks: tuple[PointMark, ...] = ()


Layer = Plain | Ratings | Changes | Points | Bruises | Photos | Asked | Chosen


class FaceState(Struct, frozen=True):
    """All that the face map shows besides its cursor."""

    layer: Layer = Plain()
    view: View = View.PHOTO


def as_in_mirror(layer: Layer, zones: Mapping[str, Zone]) -> Layer:
    """The layer with left and right exchanged."""

    def swapped(values: Mapping[str, V]) -> dict[str, V]:
        return {mirror_of(zones, zone): value for zone, value in values.items()}

    match layer:
        case Ratings(values=values):
            return replace(layer, values=swapped(values))
        case Changes(changes=changes):
            return replace(layer, changes=swapped(changes))
        case Points(marks=marks, zones=of_plan):
            return Points(_marks_swapped(marks), swapped(of_plan))
        case Bruises(bruises=bruises):
            return Bruises(swapped(bruises))
        case Photos(counts=counts):
            return Photos(swapped(counts))
        case Asked(counts=counts):
            return Asked(swapped(counts))
        case Chosen(zones=chosen, marks=marks):
            return Chosen(frozenset(mirror_of(zones, zone) for zone in chosen), _marks_swapped(marks))
        case Plain():
            return layer


def marks_in(layer: Layer) -> tuple[PointMark, ...]:
    """The points that the layer shows."""
    return layer.marks if isinstance(layer, Points | Chosen) else ()


def _marks_swapped(marks: tuple[PointMark, ...]) -> tuple[PointMark, ...]:
    return tuple(replace(each, x=1 - each.x) for each in marks)
