"""The colours that values have on the face, for each number of colours that a terminal may show.

The scale goes evenly from dark to light, so that it holds for every kind of colour blindness and in greys; on a light
ground it goes the other way round, for the higher value is to stand out more. Every value also stands there as figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

RGB = tuple[int, int, int]


class Depth(Enum):
    """How many colours the terminal shows."""

    TRUE = "truecolor"
    EIGHT_BIT = "256"
    SIXTEEN = "16"
    NONE = "none"


def rgb(hexed: str) -> RGB:
    """The colour that "#rrggbb" names."""
    return int(hexed[1:3], 16), int(hexed[3:5], 16), int(hexed[5:7], 16)


def _all(hexed: str) -> tuple[RGB, ...]:
    return tuple(rgb(each) for each in hexed.split())


#: 0 to 10 after matplotlib's viridis (CC0), its darkest end cut off: purple, blue, green, yellow.
_TRUE = _all("#46327e #414f8a #35678d #2d7e8e #26948b #2aaa80 #4dbe6d #7ecf52 #aedc36 #d9e44b #fbec7a")
#: The same out of the 216 colours that every terminal with 256 has. The values are those of the terminal, exactly.
_EIGHT_BIT = _all("#5f0087 #5f00d7 #005faf #5f5fd7 #0087af #5f87d7 #00af87 #00d787 #afd75f #ffd75f #ffff87")
#: Out of the 16, in pairs: each pair is lighter than the one before.
_SIXTEEN = _all("#0000aa #0000aa #aa00aa #aa00aa #5555ff #5555ff #00aaaa #00aaaa #55ff55 #55ff55 #ffff55")
_SEQUENTIAL = {Depth.TRUE: _TRUE, Depth.EIGHT_BIT: _EIGHT_BIT, Depth.SIXTEEN: _SIXTEEN}

#: From much less through no change to much more: blue and orange are told apart by nearly everybody.
_TRUE_CHANGE = {
    True: _all("#7fb8ea #5f97c8 #46749d #46423f #a8713a #d4934a #f5b968"),
    False: _all("#1f5a94 #4d86bd #93b9dc #e4dcd2 #e8b27c #c97f33 #94510c"),
}
_EIGHT_BIT_CHANGE = {
    True: _all("#87d7ff #5fafd7 #5f87af #444444 #af875f #d7875f #ffaf5f"),
    False: _all("#005f87 #0087af #87afd7 #dadada #d7af87 #d7875f #875f00"),
}
_SIXTEEN_CHANGE = {
    True: _all("#55ffff #00aaaa #00aaaa #555555 #aa5500 #aa5500 #ffff55"),
    False: _all("#0000aa #0000aa #00aaaa #aaaaaa #aa5500 #aa5500 #aa0000"),
}
_CHANGE = {Depth.TRUE: _TRUE_CHANGE, Depth.EIGHT_BIT: _EIGHT_BIT_CHANGE, Depth.SIXTEEN: _SIXTEEN_CHANGE}


def sequential(depth: Depth, dark: bool) -> Sequence[RGB]:
    """The colours of 0 to 10 on a dark or a light ground. `depth` has colours."""
    scale = _SEQUENTIAL[depth]
    return scale if dark else scale[::-1]


def diverging(depth: Depth, dark: bool) -> Sequence[RGB]:
    """The colours from much less through no change, in the middle, to much more. `depth` has colours."""
    return _CHANGE[depth][dark]


def step_of(value: float, highest: float, steps: int) -> int:
    """The step of a scale on which a value from 0 to `highest` lies; what lies beyond is at the end."""
    return max(0, min(steps - 1, round(value / highest * (steps - 1))))


def luminance(colour: RGB) -> float:
    """The relative luminance, 0 to 1 (WCAG 2.1)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (each / 255 for each in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: RGB) -> float:
    """How light a colour looks, 0 to 100 (CIE L*)."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def blended(mix: Sequence[tuple[RGB, float]]) -> RGB:
    """The weighted mean of colours."""
    whole = red = green = blue = 0.0
    for colour, weight in mix:
        whole += weight
        red += colour[0] * weight
        green += colour[1] * weight
        blue += colour[2] * weight
    return round(red / whole), round(green / whole), round(blue / whole)
