"""Where the zones lie in a raster: their cells, the line round each, and the cell in which something is written."""

from __future__ import annotations

from aftercare.model.face_shape import Part
from aftercare.model.side import Side
from aftercare.widgets.face.raster import EDGE, RING, At, Cell, Raster

_AROUND = tuple((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0))


class Places:
    """The cells of the zones in a raster. `cells` has by zone all in which something of it is drawn."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self.cells: dict[str, frozenset[At]] = self._cells()
        self.centres: dict[str, At] = {zone: self._centre(zone) for zone in raster.numbers}
        self._rings: dict[str, dict[At, Cell]] = {}

    def _cells(self) -> dict[str, frozenset[At]]:
        found: dict[str, set[At]] = {zone: set() for zone in self._raster.numbers}
        for row, line in enumerate(self._raster.cells):
            for column, cell in enumerate(line):
                for number, _ in (*cell.ink_mix, *cell.ground_mix):
                    zone = self._raster.zones[number & ~EDGE]
                    if zone is not None:
                        found[zone].add((row, column))
        return {zone: frozenset(cells) for zone, cells in found.items()}

    def _centre(self, zone: str) -> At:
        """The cell furthest from the edge of the zone, and of those the one nearest to its middle."""
        raster = self._raster
        number, middle = raster.numbers[zone], raster.size.columns // 2
        region = raster.regions[number]
        assert region is not None
        if region.side is Side.LEFT:
            row, column = self._centre(next(each for each in raster.numbers if raster.numbers[each] == number - 1))
            return row, raster.size.columns - 1 - column
        cells = {at: raster.quarters_at(*at).count(number) for at in self.cells[zone] if self.zone_in(*at) == zone}
        if region.side is Side.MIDDLE:
            cells = {at: count for at, count in cells.items() if at[1] == middle}
        most = max(cells.values())
        whole = {at for at, count in cells.items() if count == most}
        # the middle of the whole zone, not of the piece of it that a line of the drawing leaves
        row_of, column_of = (sum(at[k] for at in whole) / len(whole) for k in (0, 1))
        inner = whole
        while smaller := {
            (r, c) for r, c in inner if {(r - 1, c), (r + 1, c)} <= inner and self._has_sides(inner, r, c)
        }:
            inner = smaller
        return min(inner, key=lambda at: ((at[0] - row_of) ** 2 * 4 + (at[1] - column_of) ** 2, at))

    def _has_sides(self, cells: set[At], row: int, column: int) -> bool:
        return column == self._raster.size.columns // 2 or {(row, column - 1), (row, column + 1)} <= cells

    def ring(self, zone: str) -> dict[At, Cell]:
        """The cells with the heavy line round a zone: outside of it, so that what the zone shows stays whole."""
        if zone not in self._rings:
            self._rings[zone] = self._ring(zone)
        return self._rings[zone]

    def _ring(self, zone: str) -> dict[At, Cell]:
        raster = self._raster
        number, grid = raster.numbers[zone], raster.quarters
        drawn_over = raster.features | {number}
        height, width = len(grid), len(grid[0])
        ringed = {
            (y + down, x + right)
            for y, line in enumerate(grid)
            for x, here in enumerate(line)
            if here == number
            for down, right in _AROUND
            if 0 <= y + down < height and 0 <= x + right < width and grid[y + down][x + right] not in drawn_over
        }
        cells = {(y // 2, x // 2) for y, x in ringed}
        return {
            (row, column): raster.cell(row, column, self._ringed(ringed, row, column)) for row, column in sorted(cells)
        }

    def _ringed(self, ringed: set[At], row: int, column: int) -> tuple[int, int, int, int]:
        quarters = self._raster.quarters_at(row, column)
        one, two, three, four = (
            RING if (2 * row + at // 2, 2 * column + at % 2) in ringed else quarters[at] for at in range(4)
        )
        return one, two, three, four

    def zone_in(self, row: int, column: int) -> str | None:
        """The zone that most of a cell shows; a line of the drawing counts as the zone that it is drawn on."""
        if not (0 <= row < self._raster.size.rows and 0 <= column < self._raster.size.columns):
            return None
        quarters = [q for q in self._raster.quarters_at(row, column) if self._raster.zones[q] is not None]
        return self._raster.zones[max(quarters, key=lambda each: (quarters.count(each), each))] if quarters else None

    def is_on_face(self, row: int, column: int) -> bool:
        """Whether a cell shows anything of the head besides the hair."""
        if not (0 <= row < self._raster.size.rows and 0 <= column < self._raster.size.columns):
            return False
        regions = [self._raster.regions[q] for q in self._raster.quarters_at(row, column)]
        return any(each is not None and each.part is not Part.HAIR for each in regions)
