"""The face in lines, for a screen without colours: the dots of braille signs, and figures for values."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from aftercare.model.face_layer import FaceState
from aftercare.model.face_shape import Part
from aftercare.widgets.face.marks import Mark, marks_of
from aftercare.widgets.face.places import Places
from aftercare.widgets.face.raster import ACROSS, DOWN, At, Raster
from aftercare.widgets.face.runs import joined

#: The dots of a braille sign, from the top down in the left column, then in the right one.
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
_BLANK = 0x2800
#: Samples in a dot.
_WIDE, _HIGH = ACROSS // 2, DOWN // 4
_BOLD = Style(bold=True)
_PLAIN = Style()
_FAINT = Style(dim=True)


class LineDrawing:
    """The face in lines, row by row. `show` says which rows a new state changes."""

    def __init__(self, raster: Raster, places: Places) -> None:
        self._raster, self._places = raster, places
        self._dots = _dots_of(raster)
        self._lines = self._between()
        self._marks: dict[At, Mark] = {}
        self._selected = ""
        self._heavy: frozenset[At] = frozenset()

    def show(self, state: FaceState, selected: str, focused: bool) -> set[int]:
        """Takes over what is shown, in terms of the drawing. Returns the rows that changed."""
        marks = marks_of(self._raster, self._places, state, selected, focused)
        first = not self._selected
        stale = {at[0] for at in marks.keys() | self._marks.keys() if marks.get(at) != self._marks.get(at)}
        if selected != self._selected:
            heavy = self._edge_of(selected)
            stale |= {y // 4 for y, _ in heavy ^ self._heavy}
            self._heavy = heavy
        self._marks, self._selected = marks, selected
        return set(range(self._raster.size.rows)) if first else stale

    def row(self, row: int) -> list[Segment]:
        """The segments of a row."""
        return joined(self._cell(row, column) for column in range(self._raster.size.columns))

    def _cell(self, row: int, column: int) -> Segment:
        mark = self._marks.get((row, column))
        if mark is not None:
            return Segment(mark.sign, _BOLD if mark.bold else _FAINT if mark.faint else _PLAIN)
        code, heavy = 0, False
        for right in range(2):
            for down in range(4):
                at = (4 * row + down, 2 * column + right)
                on_edge = at in self._heavy
                heavy |= on_edge
                if on_edge or at in self._lines:
                    code |= _DOTS[right][down]
        return Segment(chr(_BLANK + code) if code else " ", _BOLD if heavy else _PLAIN)

    def _between(self) -> frozenset[At]:
        """The dots on the line between two regions, and those of what is drawn over the zones."""
        dots, half = self._dots, len(self._dots[0]) // 2
        hair = {n for n, each in enumerate(self._raster.regions) if each is not None and each.part is Part.HAIR}
        lines = set()
        for y, line in enumerate(dots):
            lower = dots[min(y + 1, len(dots) - 1)]
            for x in range(half):
                here = line[x]
                drawn = here in self._raster.features or (here in hair and (x + y) % 4 == 0 and y % 2 == 0)
                if drawn or any(self._parts(here, there, (x + y) % 2 == 0) for there in (line[x + 1], lower[x])):
                    lines |= {(y, x), (y, len(line) - 1 - x)}
        return frozenset(lines)

    def _parts(self, here: int, there: int, even: bool) -> bool:
        """Whether there is a dot between two regions. The line between two zones is a dotted one, every other has all
        its dots; a feature is its own line.
        """
        if here == there or here in self._raster.features or there in self._raster.features:
            return False
        between_zones = self._raster.zones[here] is not None and self._raster.zones[there] is not None
        return even or not between_zones

    def _edge_of(self, zone: str) -> frozenset[At]:
        """The dots along the edge of a zone, two wide."""
        number, dots = self._raster.numbers[zone], self._dots
        height, width = len(dots), len(dots[0])
        edge = set()
        for y, line in enumerate(dots):
            for x in range(width):
                if line[x] != number:
                    continue
                for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
                    to_y, to_x = y + down, x + right
                    if not (0 <= to_y < height and 0 <= to_x < width) or dots[to_y][to_x] != number:
                        edge |= {(y, x), (max(0, min(height - 1, to_y)), max(0, min(width - 1, to_x)))}
        return frozenset(edge)


def _dots_of(raster: Raster) -> list[list[int]]:
    """The region of each dot; a feature has it that has half of its samples."""
    return [[_dot(raster, y, x) for x in range(raster.size.columns * 2)] for y in range(raster.size.rows * 4)]


def _dot(raster: Raster, y: int, x: int) -> int:
    lines = raster.samples[y * _HIGH : (y + 1) * _HIGH]
    samples = b"".join(line[x * _WIDE : (x + 1) * _WIDE] for line in lines)
    drawn = [each for each in samples if each in raster.features]
    # of equals the one nearer to the midline, on either side
    inner = samples[1] if x < raster.size.columns else samples[0]
    return drawn[0] if len(drawn) * 2 >= len(samples) else inner
