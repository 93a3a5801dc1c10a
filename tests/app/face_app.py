"""A bare application around the face map, which notes what the map says."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Input

from aftercare.model.face_layer import (
    Bruise,
    Bruises,
    BruiseStage,
    Changes,
    Chosen,
    FaceState,
    Ghost,
    Layer,
    Photos,
    Plain,
    PointMark,
    Points,
    Rated,
    Ratings,
)
from aftercare.store.reference import face, points
from aftercare.themes import EVENING, MORNING
from aftercare.widgets.face.scale import Depth
from aftercare.widgets.face_map import FaceMap

RATINGS = Ratings(
    {
        "forehead": Rated(2),
        "temple-l": Rated(1),
        "crowsfeet-r": Rated(8),
        "undereye-r": Ghost(6),
        "undereye-l": Ghost(6),
        "nose": Rated(4),
        "ear-front-l": Rated(9),
        "cheek-up-r": Rated(7),
        "cheek-up-l": Rated(5),
        "cheek-low-l": Rated(5),
        "nasolabial-l": Rated(3),
        "chin": Rated(0),
        "jawline-r": Ghost(3),
        "jawline-l": Rated(10),
        "neck-front": Ghost(9),
    },
    "Redness",
)
MARKS = tuple(
    PointMark(f"{point.code}{side}", x, point.y, f"{point.code} {point.name}")
    for point in points().values()
    if point.x is not None and point.y is not None
    for side, x in (("-r", point.x), ("-l", 1 - point.x))
    if point.paired or side == "-r"
)
LAYERS: dict[str, Layer] = {
    "plain": Plain(),
    "ratings": RATINGS,
    "changes": Changes(
        date(2026, 10, 1),
        {"forehead": -3, "cheek-up-r": 2, "cheek-up-l": 5, "nose": 0.2, "chin": -1, "undereye-r": -5},
        "Redness",
    ),
    "points": Points(MARKS),
    "bruises": Bruises(
        {
            "cheek-up-r": Bruise(BruiseStage.BLUE, 12),
            "jawline-l": Bruise(BruiseStage.GREEN_OR_YELLOW, 5),
            "temple-l": Bruise(BruiseStage.RED),
            "chin": Bruise(BruiseStage.BROWN, 3),
        }
    ),
    "chosen": Chosen(frozenset({"forehead", "cheek-up-r", "nose"})),
    "photos": Photos({"forehead": 3, "cheek-up-r": 12, "nose": 1}),
}


class FaceApp(App[None]):
    """The face map alone, or with a field beside it."""

    def __init__(
        self,
        state: FaceState | None = None,
        *,
        selected: str = "forehead",
        theme: str = EVENING.name,
        depth: Depth | None = Depth.TRUE,
        field: bool = False,
    ) -> None:
        super().__init__()
        for each in (EVENING, MORNING):
            self.register_theme(each)
        self.theme = theme
        self._has_field = field
        self.map = FaceMap(face(), state, selected=selected)
        self.map.depth = depth
        self.selected: list[str] = []
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.map
        if self._has_field:
            yield Input()

    @on(FaceMap.ZoneSelected)
    def note_selected(self, event: FaceMap.ZoneSelected) -> None:
        assert event.control is self.map
        self.selected.append(event.zone)

    @on(FaceMap.ZoneChosen)
    def note_chosen(self, event: FaceMap.ZoneChosen) -> None:
        assert event.control is self.map
        self.chosen.append(event.zone)

    def lines(self) -> list[str]:
        """What stands on the map, line by line."""
        return ["".join(each.text for each in self.map.render_line(y)) for y in range(self.map.size.height)]
