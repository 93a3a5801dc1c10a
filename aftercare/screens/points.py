"""What the screens of the client's points have in common: the face with the points, beside a list of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.face import face
from aftercare.model.face_layer import Points
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from aftercare.model.magnet_place import MagnetPlace
    from aftercare.model.point_history import PointDay


class PointsScreen(SubjectScreen[None]):
    """Lists points beside the face. The deriving screen says which, and what stands about the list."""

    CSS_PATH = "points.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-vast")]  # noqa: RUF012
    HEADING: ClassVar[str]
    KEYS: ClassVar[tuple[Key, ...]]

    choices = query_one(Choices)
    face_map = query_one(FaceMap)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._places: tuple[MagnetPlace, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleLine(self.HEADING, self._care.present().client.name or self._care.folder.name)
        with Horizontal():
            yield FaceMap(face())
            with Vertical(id="side"):
                yield from self.above()
                yield Choices(markup=False)
                yield Static("", id="told", markup=False)
        yield KeyLine(self.KEYS)

    def above(self) -> Iterable[Widget]:
        """What stands above the list."""
        return ()

    def on_mount(self) -> None:
        self.face_map.can_focus = False
        self.choices.focus()
        self.record_changed()

    def draw_points(self, places: Sequence[MagnetPlace], lines: Iterable[str], points: Points) -> None:
        """Lists `places` anew, each by its line, and draws `points` on the face; where there is none it is left out."""
        index = self.choices.highlighted or 0
        self._places = tuple(places)
        self.set_class(not places, "-empty")
        self.set_class(not (points.marks or points.zones), "-faceless")
        self.face_map.show(points)
        self.choices.clear_options()
        self.choices.add_options([Option(line, id=place.spot.id) for place, line in zip(places, lines, strict=True)])
        if places:
            self.choices.highlighted = min(index, len(places) - 1)

    @property
    def place(self) -> MagnetPlace | None:
        """The place that is chosen in the list."""
        at = self.choices.highlighted
        return self._places[at] if at is not None and at < len(self._places) else None

    def rested(self, place: MagnetPlace) -> None:
        """The list rests on `place` now. For the deriving screen."""

    @on(OptionList.OptionHighlighted)
    def _rested(self) -> None:
        place = self.place
        if place is None:
            return
        if place.zone is not None:
            self.face_map.select(place.zone)
        self.rested(place)

    @on(FaceMap.ZoneChosen)
    @on(FaceMap.ZoneSelected)
    def _on_face(self, event: FaceMap.ZoneChosen | FaceMap.ZoneSelected) -> None:
        """A click on the face goes to the first point of that zone."""
        if self.place is not None and self.place.zone == event.zone:
            return
        at = next((number for number, each in enumerate(self._places) if each.zone == event.zone), None)
        if at is not None:
            self.choices.highlighted = at

    def history(self, place: MagnetPlace, now: datetime) -> Sequence[PointDay]:
        """What happened at `place`. Blocks on the disk. For the deriving screen."""
        raise NotImplementedError

    def action_history(self) -> None:
        """Shows what the chosen point went through, beside the ratings of its zone."""
        if (place := self.place) is not None:
            from aftercare.screens.point_history_sheet import PointHistorySheet

            self.app.push_screen(PointHistorySheet(place, lambda: self.history(place, self._clock()), self._clock))
