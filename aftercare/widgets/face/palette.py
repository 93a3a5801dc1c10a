"""Which colour each part of the face has: by the theme, by the number of colours, and zones by the layer."""

from __future__ import annotations

from typing import NamedTuple

from aftercare.model.face_layer import (
    Asked,
    Bruises,
    BruiseStage,
    Changes,
    Chosen,
    Ghost,
    Layer,
    Photos,
    Points,
    Ratings,
)
from aftercare.model.face_shape import Part, Region
from aftercare.widgets.face.raster import EDGE, RING, Raster
from aftercare.widgets.face.scale import (
    RGB,
    Depth,
    blended,
    diverging,
    luminance,
    rgb,
    sequential,
    step_of,
)

#: A contrast that is enough for large signs.
_ENOUGH = 3
#: The zone that has a colour of its own.
_LIPS = "lips"
#: The levels of red, green and blue in the 216 colours.
_CUBE = (0, 95, 135, 175, 215, 255)
#: What of its colour the inside of a zone keeps whose value is a ghost's.
_GHOST = 0.22


class Paints(NamedTuple):
    """The colours of the face without values. `skin` goes from shadow to light."""

    skin: tuple[RGB, ...]
    lips: RGB
    hair: RGB
    ear: RGB
    drawn: RGB
    """Brows and closed lids."""
    nostril: RGB
    mouth: RGB
    ring: RGB
    photo: RGB
    line: RGB | None = None
    """Between zones, where skin has too few tones; otherwise the line is a darker tone of the zone itself."""


def _skin(*hexed: str) -> tuple[RGB, ...]:
    return tuple(rgb(each) for each in hexed)


_PAINTS = {
    (Depth.TRUE, True): Paints(
        skin=_skin("#54463b", "#66564a", "#706053", "#7a695b", "#857364"),
        lips=rgb("#97625a"),
        hair=rgb("#3b2f27"),
        ear=rgb("#66564a"),
        drawn=rgb("#2a201a"),
        nostril=rgb("#4a3c33"),
        mouth=rgb("#5c332f"),
        ring=rgb("#f6efe6"),
        photo=rgb("#b9a5cf"),
    ),
    (Depth.TRUE, False): Paints(
        skin=_skin("#d3bca3", "#ddc8b1", "#e5d2bc", "#ebdac6", "#f3e4d2"),
        lips=rgb("#d9a093"),
        hair=rgb("#8a7361"),
        ear=rgb("#dcc7b1"),
        drawn=rgb("#5d4738"),
        nostril=rgb("#b3937a"),
        mouth=rgb("#a8625a"),
        ring=rgb("#2a231d"),
        photo=rgb("#8d78a8"),
    ),
    (Depth.EIGHT_BIT, True): Paints(
        skin=_skin("#444444", "#4e4e4e", "#585858", "#626262", "#6c6c6c"),
        lips=rgb("#875f5f"),
        hair=rgb("#303030"),
        ear=rgb("#4e4e4e"),
        drawn=rgb("#1c1c1c"),
        nostril=rgb("#303030"),
        mouth=rgb("#5f0000"),
        ring=rgb("#ffffff"),
        photo=rgb("#af87d7"),
    ),
    (Depth.EIGHT_BIT, False): Paints(
        skin=_skin("#bcbcbc", "#c6c6c6", "#d0d0d0", "#dadada", "#e4e4e4"),
        lips=rgb("#d7afaf"),
        hair=rgb("#878787"),
        ear=rgb("#c6c6c6"),
        drawn=rgb("#4e4e4e"),
        nostril=rgb("#8a8a8a"),
        mouth=rgb("#af5f5f"),
        ring=rgb("#000000"),
        photo=rgb("#875faf"),
    ),
    (Depth.SIXTEEN, True): Paints(
        skin=(rgb("#555555"),) * 5,
        lips=rgb("#aa5500"),
        hair=rgb("#000000"),
        ear=rgb("#555555"),
        drawn=rgb("#000000"),
        nostril=rgb("#000000"),
        mouth=rgb("#000000"),
        ring=rgb("#ffffff"),
        photo=rgb("#ff55ff"),
        line=rgb("#000000"),
    ),
    (Depth.SIXTEEN, False): Paints(
        skin=(rgb("#aaaaaa"),) * 5,
        lips=rgb("#ff5555"),
        hair=rgb("#555555"),
        ear=rgb("#aaaaaa"),
        drawn=rgb("#555555"),
        nostril=rgb("#555555"),
        mouth=rgb("#aa0000"),
        ring=rgb("#000000"),
        photo=rgb("#aa00aa"),
        line=rgb("#ffffff"),
    ),
}

_BRUISES = {
    Depth.TRUE: ("#c25b56", "#5f6db8", "#b3ad4e", "#96724c"),
    Depth.EIGHT_BIT: ("#d75f5f", "#5f5fd7", "#afaf5f", "#875f00"),
    Depth.SIXTEEN: ("#aa0000", "#0000aa", "#00aa00", "#aa5500"),
}


class Palette:
    """The colours for one theme and one number of colours, which is not none. `ground` is what the face stands on."""

    def __init__(self, depth: Depth, dark: bool, ground: RGB) -> None:
        self.depth, self.dark = depth, dark
        self.ground = (rgb("#000000") if dark else rgb("#ffffff")) if depth is Depth.SIXTEEN else ground
        self.paints = _PAINTS[depth, dark]
        self._without_zones: list[RGB] | None = None
        self._darkened: dict[RGB, RGB] = {}

    @property
    def soft(self) -> bool:
        """Whether there are colours enough to blend one into the other where regions meet."""
        return self.depth is Depth.TRUE

    def fill(self, layer: Layer, zone: str) -> RGB | None:
        """The colour that the layer gives a zone; None where it has nothing to show there."""
        match layer:
            case Ratings(values=values, highest=highest) if zone in values:
                scale = sequential(self.depth, self.dark)
                return scale[step_of(values[zone].value, highest, len(scale))]
            case Changes(changes=changes, widest=widest) if zone in changes:
                scale = diverging(self.depth, self.dark)
                return scale[step_of(changes[zone] + widest, 2 * widest, len(scale))]
            case Bruises(bruises=bruises) if zone in bruises:
                return rgb(_BRUISES[self.depth][list(BruiseStage).index(bruises[zone].stage)])
            case Photos(counts=counts) | Asked(counts=counts) if zone in counts:
                return self.paints.photo
            case Chosen(zones=zones) if zone in zones:
                return self.paints.photo
            case Points(zones=of_plan) if zone in of_plan:
                return self.paints.photo
            case _:
                return None

    def ink_on(self, ground: RGB, *, strong: bool) -> RGB:
        """Black or white, whichever stands out more from `ground`; what is `strong` goes with the line round a zone
        where that stands out enough.
        """
        if strong and contrast(self.paints.ring, ground) >= _ENOUGH:
            return self.paints.ring
        return max(((0, 0, 0), (255, 255, 255)), key=lambda ink: contrast(ink, ground))

    def hatched(self, layer: Layer) -> frozenset[str]:
        """The zones whose colour is laid as a hatch on the skin: the ghosts, where colours cannot be blended."""
        if self.soft or not isinstance(layer, Ratings):
            return frozenset()
        return frozenset(zone for zone, value in layer.values.items() if isinstance(value, Ghost))

    def colours(self, raster: Raster, layer: Layer) -> list[RGB]:
        """The colours of the regions and of the lines between them, by number."""
        if self._without_zones is None:
            self._without_zones = [self.ground] * 256
            self._without_zones[RING] = self.paints.ring
            for number, region in enumerate(raster.regions):
                if region is not None and region.zone is None:
                    self._without_zones[number] = self._of_part(region)
        colours = self._without_zones.copy()
        for number in raster.numbers.values():
            region = raster.regions[number]
            assert region is not None
            colours[number], colours[number | EDGE] = self._of_zone(layer, region)
        return colours

    def _of_part(self, region: Region) -> RGB:
        paints = self.paints
        return {
            Part.HAIR: paints.hair,
            Part.EAR: paints.ear,
            Part.BROW: paints.drawn,
            Part.LASH: paints.drawn,
            Part.NOSTRIL: paints.nostril,
            Part.MOUTH: paints.mouth,
        }.get(region.part, paints.skin[0])

    def _of_zone(self, layer: Layer, region: Region) -> tuple[RGB, RGB]:
        """The colour of a zone, and of its line."""
        assert region.zone is not None
        skin = self.paints.lips if region.zone == _LIPS else self.paints.skin[region.tone]
        fill = self.fill(layer, region.zone)
        if fill is None:
            # where colours are few, the tones of skin part the zones
            return skin, self.paints.line or (self._darker(skin) if self.soft else skin)
        if isinstance(layer, Ratings) and isinstance(layer.values[region.zone], Ghost):
            # hollow: what was yesterday's is an outline
            return (blended(((fill, _GHOST), (skin, 1 - _GHOST))) if self.soft else skin), fill
        return fill, self.paints.line or self._darker(fill)

    def _darker(self, colour: RGB) -> RGB:
        if colour not in self._darkened:
            self._darkened[colour] = self._made_darker(colour)
        return self._darkened[colour]

    def _made_darker(self, colour: RGB) -> RGB:
        if self.depth is Depth.EIGHT_BIT:
            return _darker_in_cube(colour)
        return (
            blended(((colour, 0.72), ((20, 14, 8), 0.28)))
            if self.dark
            else blended(((colour, 0.8), ((90, 60, 40), 0.2)))
        )


def contrast(one: RGB, other: RGB) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _darker_in_cube(colour: RGB) -> RGB:
    """The next darker colour of the 216 in every part."""
    red, green, blue = (max((level for level in _CUBE if level < part), default=0) for part in colour)
    return red, green, blue
