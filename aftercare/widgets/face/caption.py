"""The lines about the face as segments: the sides beside the head, the legend below it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from aftercare.model.face_layer import Changes, Chosen, FaceState, Points, Ratings, View
from aftercare.widgets.drawn_text import clipped
from aftercare.widgets.face.palette import Palette
from aftercare.widgets.face.raster import Raster
from aftercare.widgets.face.scale import RGB, diverging, sequential
from aftercare.widgets.face.words import legend_words, points_legend, sides

#: How far from the drawing's edge the names of the sides stand where there is room beside it.
_OUTSIDE = 2


def centred(segments: list[Segment], width: int) -> list[Segment]:
    """The segments in the middle of a line."""
    length = sum(cell_len(each.text) for each in segments)
    return [Segment(" " * max(0, (width - length) // 2)), *segments]


def legend(state: FaceState, palette: Palette | None, width: int, quiet: Style, line: int = 0) -> list[Segment]:
    """What the colours and signs of the layer mean, in lines of `width` cells; without a palette in words alone.

    Only points may need more than the first line.
    """
    if isinstance(state.layer, Points | Chosen):
        lines = _in_lines(points_legend(state.layer), width)
        return centred([Segment(clipped(lines[line], width), quiet)], width) if line < len(lines) else []
    if line:
        return []
    before, after = legend_words(state, with_colours=palette is not None)
    scale = _scale_of(state, palette) if palette is not None else ()
    swatches = [Segment("█", Style(color=Color.from_rgb(*each))) for each in scale]
    room = max(0, width - len(swatches) - cell_len(before))
    return centred([Segment(clipped(before, width), quiet), *swatches, Segment(clipped(after, room), quiet)], width)


def _in_lines(parts: Sequence[str], width: int) -> list[str]:
    """The parts side by side, on as many lines as they need."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + 2 + cell_len(part) <= width:
            lines[-1] += f"  {part}"
        else:
            lines.append(part)
    return lines


def _scale_of(state: FaceState, palette: Palette) -> tuple[RGB, ...]:
    match state.layer:
        case Ratings():
            return tuple(sequential(palette.depth, palette.dark))
        case Changes():
            return tuple(diverging(palette.depth, palette.dark))
        case _:
            return ()


def beside_the_head(row: list[Segment], left: int, raster: Raster, view: View, quiet: Style) -> list[Segment]:
    """The first row of the drawing, `left` cells in, with the sides named in the corners beside the top of the hair.

    The names stand near the head, not at the edge of a wide screen, and never on it.
    """
    cells = raster.cells[0]
    beside = next((at for at, cell in enumerate(cells) if cell.ink or cell.ground), len(cells) // 2)
    near = max(0, left - _OUTSIDE)
    free = left - near + beside
    one, other = sides(view)
    if max(len(one), len(other)) >= free:
        one, other = (each.removeprefix("your ") for each in (one, other))
    end = 2 * left + raster.size.columns - near
    between = Strip([*row, Segment(" " * left)]).crop(near + len(one), end - len(other))
    return [Segment(" " * near), Segment(one, quiet), *between, Segment(other, quiet)]
