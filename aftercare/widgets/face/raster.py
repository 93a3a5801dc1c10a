"""The face in cells: which two regions a cell of the terminal shows, and the block sign that parts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from aftercare.model.face_shape import FEATURES, SKIN, Face, Part, Region, Ring
from aftercare.model.side import Side

#: Samples of a cell: four across, eight down. A quarter of a cell takes the region of most of its samples.
ACROSS, DOWN = 4, 8
_WIDE, _HIGH = ACROSS // 2, DOWN // 2
#: What a sample of a feature counts against one of a zone, so that thin lines are not lost.
_FEATURE_WEIGHT = 1.6
#: By quarters in ink: top left 8, top right 4, bottom left 2, bottom right 1.
_SIGNS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"
_BITS = (8, 4, 2, 1)
#: Added to the number of a zone where it ends: there runs the line between it and the next one.
EDGE = 128
#: The line round the zone that is selected, in a cell.
RING = 127


class Canvas(NamedTuple):
    """A size in which the face is drawn: its cells, the stretch of y it shows, and a unit of y in units of x."""

    columns: int
    rows: int
    top: float
    bottom: float
    stretch: float


class FaceSize(Enum):
    """The sizes in which the face is drawn. The columns are odd: the midline has cells of its own."""

    SMALL = Canvas(29, 17, -0.155, 1.215, 1.0)
    MEDIUM = Canvas(43, 26, -0.17, 1.28, 1.04)
    LARGE = Canvas(61, 36, -0.17, 1.31, 1.06)

    @property
    def columns(self) -> int:
        return self.value.columns

    @property
    def rows(self) -> int:
        return self.value.rows


#: Regions by their number, with how many samples each has.
Mix = tuple[tuple[int, int], ...]


class Cell(NamedTuple):
    """`sign` in the colour of the region `ink` on that of the region `ground`.

    The mixes say what all lies under the two, for a screen that has colours enough for soft edges.
    """

    sign: str
    ink: int
    ground: int
    ink_mix: Mix
    ground_mix: Mix


Quarters = tuple[int, int, int, int]
At = tuple[int, int]
Grid = list[bytes]


class Raster:
    """The face at one size as it stands in a photo: the client's right at the viewer's left. Drawn once, then kept.

    `regions` has them by number, from 1 on; 0 is where nothing is drawn. `cells` has rows of cells.
    """

    def __init__(self, face: Face, size: FaceSize) -> None:
        self.size = size
        self.regions: tuple[Region | None, ...] = (None, *face.regions)
        #: By number, also for the numbers that are none of a region.
        self.zones = (*(each.zone if each else None for each in self.regions), *[None] * (EDGE - len(self.regions)))
        self.numbers: dict[str, int] = {zone: number for number, zone in enumerate(self.zones) if zone}
        self.features = frozenset(n for n, each in enumerate(self.regions) if each and each.part in FEATURES)
        self.samples = self._sampled()
        self.quarters = self._voted()
        self._edged = self._with_edges(self.samples, down=2)
        self._edged_quarters = self._with_edges(self.quarters, down=1)
        self.cells = self._in_cells(self.quarters)

    # ---- between the frame of the face and cells

    @property
    def _unit_y(self) -> float:
        """Rows in a unit of y."""
        return self.size.rows / (self.size.value.bottom - self.size.value.top)

    @property
    def _unit_x(self) -> float:
        """Columns in a unit of x. A cell is twice as high as it is wide."""
        return 2 * self._unit_y / self.size.value.stretch

    def cell_of(self, x: float, y: float) -> At:
        """The row and column of a place in the frame of the face; it may lie outside of the canvas."""
        return int((y - self.size.value.top) * self._unit_y // 1), int(
            ((x - 0.5) * self._unit_x + self.size.columns / 2) // 1
        )

    def place_of(self, row: float, column: float) -> tuple[float, float]:
        """The place in the frame of the face of a row and column."""
        return (column - self.size.columns / 2) / self._unit_x + 0.5, row / self._unit_y + self.size.value.top

    # ---- samples

    def _sampled(self) -> Grid:
        """The region of each sample. Only the viewer's left half is painted: the other is its mirror image."""
        half, height = self.size.columns * ACROSS // 2, self.size.rows * DOWN
        painted = [bytearray(half) for _ in range(height)]
        ground = [bytearray(half) for _ in range(height)]
        skin = 0
        for number, region in enumerate(self.regions):
            if region is None or region.side is Side.LEFT:
                continue
            skin = number if region.part in SKIN else skin
            for row, start, stop in self._spans(region.ring, half, height):
                line, below = painted[row], ground[row]
                if region.part is Part.ZONE:
                    # a zone lies on the skin that was painted last before it
                    for at in range(start, stop):
                        if below[at] == skin:
                            line[at] = number
                    continue
                line[start:stop] = bytes([number]) * (stop - start)
                if region.part in SKIN:
                    below[start:stop] = bytes([number]) * (stop - start)
        return [bytes(line) + line.translate(self._mirrored)[::-1] for line in painted]

    @cached_property
    def _mirrored(self) -> bytes:
        """What each number is on the other side, by number."""
        return bytes(self.mirror_of(number) for number in range(256))

    def mirror_of(self, number: int) -> int:
        """The number of the same region on the other side."""
        edge, plain = number & EDGE, number & ~EDGE
        region = self.regions[plain] if plain < len(self.regions) else None
        step = {Side.RIGHT: 1, Side.LEFT: -1}.get(region.side, 0) if region is not None else 0
        return edge | (plain + step)

    def _spans(self, ring: Ring, half: int, height: int) -> Iterator[tuple[int, int, int]]:
        """The samples in `ring`, row by row: the row, the first one and the one after the last one."""
        top = self.size.value.top
        step_y, step_x = 1 / self._unit_y / DOWN, 1 / self._unit_x / ACROSS
        sides = list(zip(ring, (*ring[1:], ring[0]), strict=True))
        low, high = min(y for _, y in ring), max(y for _, y in ring)
        for row in range(max(0, int((low - top) / step_y) - 1), min(height, int((high - top) / step_y) + 2)):
            y = top + (row + 0.5) * step_y
            crossed = sorted(
                x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in sides if (y1 > y) != (y2 > y)
            )
            for left, right in zip(crossed[::2], crossed[1::2], strict=True):
                # the midline is the end of the half
                start = max(0, round(half - (0.5 - left) / step_x))
                stop = min(half, round(half - (0.5 - right) / step_x))
                if start < stop:
                    yield row, start, stop

    def _voted(self) -> Grid:
        """The region of each quarter of a cell, by rows of quarters."""
        return [
            bytes(
                self._vote(b"".join(line[x : x + _WIDE] for line in self.samples[y : y + _HIGH]))
                for x in range(0, self.size.columns * ACROSS, _WIDE)
            )
            for y in range(0, self.size.rows * DOWN, _HIGH)
        ]

    def _vote(self, samples: bytes) -> int:
        if samples.count(samples[0]) == len(samples):
            return samples[0]
        counted = Counter(samples)
        return max(counted, key=lambda number: (self._weight(number, counted[number]), self._rank(number)))

    def _weight(self, number: int, count: float) -> float:
        return count * _FEATURE_WEIGHT if number in self.features or number == RING else count

    def _rank(self, number: int) -> int:
        """The same for both sides of a pair, so that both halves come out alike."""
        if number == RING:
            return RING
        region = self.regions[number & ~EDGE]
        return number - 1 if region is not None and region.side is Side.LEFT else number

    def _with_edges(self, grid: Grid, down: int) -> Grid:
        """The grid with the line between two zones marked: one wide towards the midline and `down` high."""
        height, half = len(grid), len(grid[0]) // 2
        is_zone = bytes(1 if n < EDGE and self.zones[n] else 0 for n in range(256))
        edged = []
        for y, line in enumerate(grid):
            left = bytearray(line[:half])
            lower, lowest = grid[min(height - 1, y + 1)], grid[min(height - 1, y + down)]
            for x in range(half):
                here, beside, below, further = line[x], line[x + 1], lower[x], lowest[x]
                if here == beside == below == further or not is_zone[here]:
                    continue
                if any(there != here and is_zone[there] for there in (beside, below, further)):
                    left[x] = here | EDGE
            middle = line[half : len(line) - half]
            edged.append(bytes(left) + middle + left.translate(self._mirrored)[::-1])
        return edged

    # ---- cells

    @cached_property
    def crisp(self) -> list[list[Cell]]:
        """Rows of cells with the lines between zones as quarters, for a screen with few colours."""
        return self._in_cells(self._edged_quarters)

    def quarters_at(self, row: int, column: int) -> Quarters:
        """The regions of a cell's quarters."""
        return _quarters_of(self.quarters, row, column)

    def cell(self, row: int, column: int, quarters: Quarters) -> Cell:
        """The cell that shows these quarters; of more than two regions the two that matter most."""
        if quarters.count(quarters[0]) == 4:
            mix = self._mixed(row, column, (0, 1, 2, 3), quarters[0])
            return Cell(" ", quarters[0], quarters[0], mix, mix)
        shown = self._two_of(quarters)
        ground = max(set(shown), key=lambda n: (n != RING and n not in self.features, shown.count(n), self._rank(n)))
        ink = next((number for number in shown if number != ground), ground)
        of_ink = tuple(at for at in range(4) if shown[at] == ink != ground)
        of_ground = tuple(at for at in range(4) if at not in of_ink)
        sign = _SIGNS[sum(_BITS[at] for at in of_ink)]
        ink_mix, ground_mix = self._mixed(row, column, of_ink, ink), self._mixed(row, column, of_ground, ground)
        return Cell(sign, ink, ground, ink_mix or ground_mix, ground_mix)

    def _in_cells(self, quarters: Grid) -> list[list[Cell]]:
        rows, columns = range(self.size.rows), range(self.size.columns)
        return [[self.cell(row, column, _quarters_of(quarters, row, column)) for column in columns] for row in rows]

    def _mixed(self, row: int, column: int, quarters: tuple[int, ...], shown: int) -> Mix:
        if shown == RING:
            return ((RING, 1),)
        corners = ((column * ACROSS + at % 2 * _WIDE, row * DOWN + at // 2 * _HIGH) for at in quarters)
        samples = b"".join(line[x : x + _WIDE] for x, y in corners for line in self._edged[y : y + _HIGH])
        if samples and samples.count(samples[0]) == len(samples):
            return ((samples[0], 1),)
        counted = Counter(samples)
        # a feature weighs as much here as it did in the vote, so that thin lines do not fade
        return tuple(sorted((n, count * 2 if n in self.features else count) for n, count in counted.items()))

    def _two_of(self, quarters: Quarters) -> Quarters:
        """The quarters with the two regions that matter most; what is left out becomes what lies beside or below it."""
        ranked = sorted(set(quarters), key=lambda n: (self._weight(n, quarters.count(n)), self._rank(n)), reverse=True)
        kept = ranked[:2]
        beside, below = (1, 0, 3, 2), (2, 3, 0, 1)

        def shown(at: int) -> int:
            nearest = (at, beside[at], below[at])
            return next((quarters[other] for other in nearest if quarters[other] in kept), kept[0])

        return shown(0), shown(1), shown(2), shown(3)


def _quarters_of(grid: Grid, row: int, column: int) -> Quarters:
    upper, lower, at = grid[2 * row], grid[2 * row + 1], 2 * column
    return upper[at], upper[at + 1], lower[at], lower[at + 1]
