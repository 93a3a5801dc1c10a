"""Where the lines of the report's pictures lie: measures over time, and the zones of the face. Templates draw them.

A few straight pieces are all there is to draw: a plotting library would bring a hundred times the size of this, scripts
or fonts of its own, and pictures that do not print well in black and white.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.face_shape import FEATURES, SKIN, STRETCH, Face, Part, Ring
from aftercare.model.report import Compared, FaceOfMeasure, Mark, MeasureCourse, Verdict

_DAY = timedelta(days=1)

# ---- a measure over time, in units of the picture

WIDTH, HEIGHT = 680, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 672, 18, 104
#: A line is broken where more than so many plotted values are missing.
_LONGEST_GAP = 7
_MOST_DOTS = 130
_MOST_TICKS = 7


class Dot(Struct, frozen=True):
    """A place in a picture."""

    x: float
    y: float


class Tick(Struct, frozen=True):
    """A place on an axis with what stands there."""

    at: float
    words: str


class MarkLine(Struct, frozen=True):
    """A line from top to bottom with its sign."""

    x: float
    sign: str
    is_session: bool


class Chart(Struct, frozen=True):
    """A measure over time. `lines` are the pieces without a gap, as points of a polyline."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    levels: tuple[Tick, ...]
    ticks: tuple[Tick, ...]
    marks: tuple[MarkLine, ...]
    left: int = _LEFT
    right: int = _RIGHT
    top: int = _TOP
    bottom: int = _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(course: MeasureCourse, marks: Sequence[Mark], first: date, last: date) -> Chart:
    """The picture of `course` with what it is marked with."""
    days = max(1, (last - first).days)
    span = (course.highest - course.lowest) or 1

    def x(day: date) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - first).days / days, 1)

    def y(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * (value - course.lowest) / span, 1)

    places = [Dot(x(each.day), y(each.value)) for each in course.points]
    pieces: list[list[Dot]] = []
    for at, (point, place) in enumerate(zip(course.points, places, strict=True)):
        gap = at == 0 or (point.day - course.points[at - 1].day).days > _LONGEST_GAP * course.every
        if gap:
            pieces.append([])
        pieces[-1].append(place)
    middle = (course.lowest + course.highest) / 2
    return Chart(
        lines=tuple(" ".join(f"{each.x},{each.y}" for each in piece) for piece in pieces if len(piece) > 1),
        # a value that stands alone has nothing but its dot
        dots=tuple(places if len(places) <= _MOST_DOTS else (piece[0] for piece in pieces if len(piece) == 1)),
        levels=tuple(Tick(y(value), f"{value:g}") for value in (course.lowest, middle, course.highest)),
        ticks=tuple(_ticks(first, last, x)),
        marks=tuple(_mark_lines(marks, x)),
    )


def _ticks(first: date, last: date, x: Callable[[date], float]) -> Iterator[Tick]:
    days = (last - first).days
    every = max(1, -(-days // (_MOST_TICKS - 1)))
    for number in range(0, days + 1, every):
        day = first + number * _DAY
        year = f" {day.year}" if days > 300 else ""
        yield Tick(x(day), f"{day:%b}{year}" if days > 300 else f"{day.day} {day:%b}")


def _mark_lines(marks: Sequence[Mark], x: Callable[[date], float]) -> Iterator[MarkLine]:
    """Signs that would lie on each other are left out, their lines stay."""
    taken = {True: -100.0, False: -100.0}
    for each in marks:
        at = x(each.day)
        free = at - taken[each.is_session] >= 4 + 6 * len(each.sign)
        if free:
            taken[each.is_session] = at
        yield MarkLine(at, each.sign if free else "", each.is_session)


# ---- the face

FACE_WIDTH = 250
_FACE_TOP, FACE_HEIGHT = -0.06, 330


class Patch(Struct, frozen=True):
    """A shape of the face: the points of its edge, and how it is filled. It is seen on the skin `on` alone, where that
    is the number of a shape before it.
    """

    points: str
    look: str
    on: int | None = None


class Number(Struct, frozen=True):
    """A number that stands in a zone."""

    x: float
    y: float
    words: str


class FacePicture(Struct, frozen=True):
    """The face with what changed in its zones."""

    patches: tuple[Patch, ...]
    numbers: tuple[Number, ...]
    width: int = FACE_WIDTH
    height: int = FACE_HEIGHT

    @property
    def skins(self) -> tuple[tuple[int, str], ...]:
        """The shapes that others are seen on, with their numbers."""
        return tuple((on, self.patches[on].points) for on in sorted({p.on for p in self.patches if p.on is not None}))


#: How a zone is filled, so that black and white tells it too.
_LOOKS = {
    Verdict.BETTER: "better",
    Verdict.WORSE: "worse",
    Verdict.HIGHER: "other",
    Verdict.LOWER: "other",
    Verdict.NO_CLEAR_CHANGE: "same",
    Verdict.TOO_FEW: "few",
}


def face_picture(face: Face, of: FaceOfMeasure) -> FacePicture:
    """The face with the zones of `of` filled by what is said of them, and by how much they changed."""
    changes = {each.zone: each.compared for each in of.zones}
    patches: list[Patch] = []
    skin: int | None = None
    for region in face.regions:
        if region.part is Part.HAIR:
            continue
        if region.part in SKIN:
            skin = len(patches)
        look = _look(region.part, changes.get(region.zone or ""))
        # zones lie on the skin that was painted last before them
        patches.append(Patch(_points(region.ring), look, skin if region.part is Part.ZONE else None))
    told = [zone for zone in face.zones.values() if zone.id in changes]
    numbers = [Number(*_place(zone.x, zone.y), change_words(changes[zone.id])) for zone in told]
    return FacePicture(tuple(patches), tuple(numbers))


def change_words(compared: Compared) -> str:
    """Such as "+1.2", "−0.4" and "0"; "?" where the days are too few."""
    if compared.verdict is Verdict.TOO_FEW or compared.change is None:
        return "?"
    change = round(compared.change, 1)
    return "0" if change == 0 else f"{change:+.1f}".replace("-", "−")


def _look(part: Part, compared: Compared | None) -> str:
    if compared is not None:
        return _LOOKS[compared.verdict]
    if part is Part.ZONE:
        return "zone"
    return "feature" if part in FEATURES else "skin"


def _points(ring: Ring) -> str:
    return " ".join(f"{x},{y}" for x, y in (_place(*each) for each in ring))


def _place(x: float, y: float) -> tuple[float, float]:
    margin = 10
    scale = FACE_WIDTH - 2 * margin
    return round(margin + x * scale, 1), round((y - _FACE_TOP) * STRETCH * scale, 1)
