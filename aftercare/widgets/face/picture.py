"""The painted face: its cells in colour, of which only those are painted anew that something changed in."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from aftercare.model.face_layer import FaceState
from aftercare.widgets.face.marks import Mark, marks_of
from aftercare.widgets.face.palette import Palette
from aftercare.widgets.face.places import Places
from aftercare.widgets.face.raster import EDGE, At, Cell, FaceSize, Mix, Raster
from aftercare.widgets.face.runs import joined
from aftercare.widgets.face.scale import RGB, blended

#: What a faint figure keeps of its ink.
_FAINT = 0.75
_HATCH = "░"


class Picture:
    """The face in the colours of a palette, row by row. `show` says which rows a new state changes."""

    def __init__(self, raster: Raster, places: Places, palette: Palette) -> None:
        self._raster, self._places, self._palette = raster, places, palette
        # lines a quarter of a cell wide would leave nothing of the zones of the small face
        self._base = raster.cells if palette.soft or raster.size is FaceSize.SMALL else raster.crisp
        self._colours: list[RGB] = []
        self._marks: dict[At, Mark] = {}
        self._ring: dict[At, Cell] = {}
        self._hatched: frozenset[str] = frozenset()
        self._rows = [[Segment(" ")] * len(line) for line in self._base]

    def show(self, state: FaceState, selected: str, focused: bool) -> set[int]:
        """Paints what differs from what was shown before, in terms of the drawing. Returns the rows that changed."""
        colours = self._palette.colours(self._raster, state.layer)
        marks = marks_of(self._raster, self._places, state, selected, focused)
        ring = self._places.ring(selected)
        if not self._colours:
            stale = {(row, column) for row, line in enumerate(self._base) for column in range(len(line))}
        else:
            stale = {at for at in marks.keys() | self._marks.keys() if marks.get(at) != self._marks.get(at)}
            if ring is not self._ring:
                stale |= ring.keys() | self._ring.keys()
            before = self._colours
            for zone, number in self._raster.numbers.items():
                if colours[number] != before[number] or colours[number | EDGE] != before[number | EDGE]:
                    stale |= self._places.cells[zone]
                    stale |= {at for at, mark in marks.items() if mark.zone == zone}
        self._colours, self._marks, self._ring = colours, marks, ring
        self._hatched = self._palette.hatched(state.layer)
        painted: dict[Cell, Segment] = {}
        for at in stale:
            row, column = at
            cell = ring.get(at) or self._base[row][column]
            if mark := marks.get(at):
                self._rows[row][column] = self._marked(cell, mark)
                continue
            # the inside of a zone is the same cell again and again
            if cell not in painted:
                painted[cell] = self._painted(cell)
            self._rows[row][column] = painted[cell]
        return {row for row, _ in stale}

    def row(self, row: int) -> list[Segment]:
        """The segments of a row, those of one style as one."""
        return joined(self._rows[row])

    def _marked(self, cell: Cell, mark: Mark) -> Segment:
        ground = self._colours[self._raster.numbers[mark.zone]] if mark.zone else self._ground(cell)
        ink = self._palette.ink_on(ground, strong=mark.bold)
        if mark.faint:
            ink = blended(((ink, _FAINT), (ground, 1 - _FAINT)))
        return Segment(mark.sign, style_of(ink, ground, bold=mark.bold))

    def _painted(self, cell: Cell) -> Segment:
        if cell.ink == cell.ground:
            ground = self._ground(cell)
            if self._raster.zones[cell.ground & ~EDGE] in self._hatched:
                return Segment(_HATCH, style_of(self._colours[cell.ground | EDGE], ground))
            return Segment(" ", style_of(ground, ground))
        ink = self._blend(cell.ink_mix) if self._palette.soft else self._colours[cell.ink]
        return Segment(cell.sign, style_of(ink, self._ground(cell)))

    def _ground(self, cell: Cell) -> RGB:
        return self._blend(cell.ground_mix) if self._palette.soft else self._colours[cell.ground]

    def _blend(self, mix: Mix) -> RGB:
        if len(mix) == 1:
            return self._colours[mix[0][0]]
        return blended([(self._colours[number], count) for number, count in mix])


@lru_cache(maxsize=4096)
def style_of(ink: RGB, ground: RGB, *, bold: bool = False) -> Style:
    """The style of these two colours."""
    return Style(color=Color.from_rgb(*ink), bgcolor=Color.from_rgb(*ground), bold=bold or None)
