"""The face with its zones: what they show, and which one is chosen. It knows the face and a state, and no record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, runtime_checkable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from aftercare.model.face_layer import FaceState, Layer, PointMark, View, as_in_mirror, marks_in
from aftercare.model.face_shape import Face
from aftercare.model.face_walk import Direction, neighbour, zones_called
from aftercare.model.zone import mirror_of
from aftercare.widgets.drawn_text import clipped
from aftercare.widgets.face.caption import beside_the_head, centred, legend
from aftercare.widgets.face.drawing import Drawing, drawing_of, size_for
from aftercare.widgets.face.finder import Finder
from aftercare.widgets.face.line_drawing import LineDrawing
from aftercare.widgets.face.palette import Palette
from aftercare.widgets.face.picture import Picture
from aftercare.widgets.face.raster import FaceSize
from aftercare.widgets.face.scale import Depth
from aftercare.widgets.face.words import name_words, said_of

#: Lines below the face: the zone's name, what the layer knows of it, the legend. In little room the legend goes first.
_WORDS = 3
_DEPTHS = {"truecolor": Depth.TRUE, "256": Depth.EIGHT_BIT, "standard": Depth.SIXTEEN, "windows": Depth.SIXTEEN}
_BACK = {
    Direction.LEFT: Direction.RIGHT,
    Direction.RIGHT: Direction.LEFT,
    Direction.UP: Direction.DOWN,
    Direction.DOWN: Direction.UP,
}


@runtime_checkable
class SaysFromWhere(Protocol):
    """An application in which it is set from where faces are seen, by the name of a `View`."""

    face_view: str


class FaceMap(Widget, can_focus=True):
    """Shows a `FaceState` on the face and says which zone a person selects and chooses.

    It changes nothing of the state itself, but that it is seen from where the application has faces seen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk('left')", "left", show=False, id="face.left"),
        Binding("right", "walk('right')", "right", show=False, id="face.right"),
        Binding("up", "walk('up')", "up", show=False, id="face.up"),
        Binding("down", "walk('down')", "down", show=False, id="face.down"),
        Binding("enter,space", "choose", "choose", show=False, id="face.choose"),
        Binding("slash", "find", "find a zone", show=False, id="face.find"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"face-map--name", "face-map--quiet", "face-map--find"}
    DEFAULT_CSS = """
    FaceMap {
        & > .face-map--name { text-style: bold; }
        & > .face-map--quiet { color: $foreground-muted; }
        & > .face-map--find { color: $primary; text-style: bold; }
    }
    """
    ALLOW_SELECT = False

    state: reactive[FaceState] = reactive(FaceState(), init=False)
    selected: reactive[str] = reactive("forehead", init=False)
    #: How many colours are drawn with; None for as many as the terminal has.
    depth: reactive[Depth | None] = reactive(None, init=False)
    #: What is typed to find a zone; None while nobody looks for one.
    finder: reactive[Finder | None] = reactive(None, init=False)

    @dataclass
    class ZoneSelected(Message):
        """The cursor rests on this zone now."""

        face_map: FaceMap
        zone: str

        @property
        def control(self) -> FaceMap:
            """The face map that says it."""
            return self.face_map

    @dataclass
    class ZoneChosen(Message):
        """The person chose this zone: with enter, or with a click on the one that was selected."""

        face_map: FaceMap
        zone: str

        @property
        def control(self) -> FaceMap:
            """The face map that says it."""
            return self.face_map

    def __init__(
        self,
        face: Face,
        state: FaceState | None = None,
        *,
        selected: str = "forehead",
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._face = face
        self._fit: FaceSize | None = None
        #: The first row and column of the face: what room is left over is shared on both sides of it.
        self._top = self._left = 0
        self._drawing: Drawing | None = None
        self._drawn: Picture | LineDrawing | None = None
        self._palette: Palette | None = None
        self._strips: dict[int, Strip] = {}
        self._looks: dict[str, Style] = {}
        self._on_base: dict[Style | None, Style] = {}
        self._path: list[tuple[Direction, str]] = []
        self.set_reactive(FaceMap.state, state or FaceState())
        self.set_reactive(FaceMap.selected, selected)

    # ---- what a screen may ask and say

    def select(self, zone: str) -> None:
        """Moves the cursor to a zone. Raises KeyError where there is none of that id."""
        self._path.clear()
        self.selected = self._face.zones[zone].id

    def find(self, typed: str) -> list[str]:
        """The zones whose names have every word of `typed` in them."""
        return zones_called(self._face.zones, typed)

    @property
    def points_here(self) -> tuple[PointMark, ...]:
        """The points of the layer that lie in the selected zone."""
        shown = marks_in(self.state.layer)
        return tuple(each for each in shown if self._face.nearest_zone(each.x, each.y) == self.selected)

    def show(self, layer: Layer) -> None:
        """Shows another layer, seen from where the face is seen now."""
        self.state = FaceState(layer, self.state.view)

    # ---- what is shown

    def on_mount(self) -> None:
        if isinstance(self.app, SaysFromWhere):
            self.state = FaceState(self.state.layer, View(self.app.face_view))

    def watch_state(self, before: FaceState, now: FaceState) -> None:
        if before.view is not now.view:
            # the sides are named beside the top of the head
            self._strips.pop(self._top, None)
            self.refresh(Region(0, self._top, self.size.width, 1))
        self._show()

    def watch_selected(self) -> None:
        self._show()
        self.post_message(self.ZoneSelected(self, self.selected))

    def watch_depth(self) -> None:
        self._draw_anew()

    def watch_finder(self) -> None:
        self._words_changed()

    def notify_style_update(self) -> None:
        """The theme or the style sheet changed: every colour may be another."""
        super().notify_style_update()
        self._draw_anew()

    def on_resize(self) -> None:
        self._draw_anew()

    def on_focus(self) -> None:
        self._show()

    def on_blur(self) -> None:
        self.finder = None
        self._show()

    def _draw_anew(self) -> None:
        self._drawn = None
        self._looks.clear()
        self._on_base.clear()
        self._strips.clear()
        self.refresh()

    def _depth(self) -> Depth:
        if self.depth is not None:
            return self.depth
        if self.app.no_color:
            return Depth.NONE
        return _DEPTHS.get(self.app.console.color_system or "", Depth.NONE)

    def _as_drawn(self, zone: str) -> str:
        """The zone of the drawing that stands for a zone: in a mirror the one on the other side."""
        return mirror_of(self._face.zones, zone) if self.state.view is View.MIRROR else zone

    def _seen(self) -> FaceState:
        """The state in terms of the drawing."""
        if self.state.view is View.PHOTO:
            return self.state
        return FaceState(as_in_mirror(self.state.layer, self._face.zones), View.PHOTO)

    def _prepare(self) -> None:
        """Makes the drawing for the room that there is. Nothing is drawn before it is first shown."""
        width, height = self.size
        self._fit = size_for(width, height, _WORDS) or size_for(width, height, 1)
        self._drawing = self._drawn = self._palette = None
        self._top = self._left = 0
        if self._fit is None:
            return
        self._top = max(0, height - self._fit.rows - _WORDS) // 2
        self._left = (width - self._fit.columns) // 2
        self._drawing = drawing_of(self._face, self._fit)
        depth = self._depth()
        if depth is Depth.NONE:
            self._drawn = LineDrawing(*self._drawing)
        else:
            ground = self.background_colors[1].rgb
            self._palette = Palette(depth, self.app.current_theme.dark, ground)
            self._drawn = Picture(*self._drawing, self._palette)
        self._drawn.show(self._seen(), self._as_drawn(self.selected), self.has_focus)

    def _show(self) -> None:
        """Takes over what changed, and has those rows drawn again."""
        if self._drawn is not None:
            changed = self._drawn.show(self._seen(), self._as_drawn(self.selected), self.has_focus)
            for row in changed:
                self._strips.pop(self._top + row, None)
            if changed:
                top, bottom = min(changed), max(changed)
                self.refresh(Region(0, self._top + top, self.size.width, bottom - top + 1))
        self._words_changed()

    def _words_changed(self) -> None:
        width, height = self.size
        below = self._top + (self._fit.rows if self._fit is not None else 0)
        for y in range(below, height):
            self._strips.pop(y, None)
        self.refresh(Region(0, below, width, max(1, height - below)))

    # ---- moving

    def action_walk(self, towards: str) -> None:
        """Moves the cursor to the zone that lies in that direction; the opposite key goes back the way one came."""
        way = Direction(towards)
        if self._path and self._path[-1][0] is way:
            self.selected = self._path.pop()[1]
            return
        seen = way.mirrored if self.state.view is View.MIRROR else way
        there = neighbour(self._face.zones, self.selected, seen)
        if there is not None:
            self._path.append((_BACK[way], self.selected))
            self.selected = there

    def action_choose(self) -> None:
        """Says that the selected zone is chosen."""
        self.post_message(self.ZoneChosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        zone = self._zone_at(event.x, event.y)
        if zone is None:
            return
        self.finder = None
        if zone == self.selected:
            self.action_choose()
        else:
            self.select(zone)

    def _zone_at(self, x: int, y: int) -> str | None:
        """The zone in a cell of the widget; off the face none."""
        if self._fit is None or self._drawing is None:
            return None
        raster, places = self._drawing
        row, column = y - self._top, x - self._left
        if not places.is_on_face(row, column):
            return None
        zone = places.zone_in(row, column) or self._face.nearest_zone(*raster.place_of(row + 0.5, column + 0.5))
        return self._as_drawn(zone)

    # ---- finding by name

    def action_find(self) -> None:
        """Waits for a part of a zone's name."""
        self.finder = Finder(self._face.zones, self.selected)

    def on_key(self, event: events.Key) -> None:
        """While somebody looks for a zone the keys are theirs: letters, backspace, up and down, enter, escape."""
        if self.finder is None:
            return
        match event.key:
            case "escape":
                self.select(self.finder.before)
                self.finder = None
            case "enter" | "tab":
                self.finder = None
            case "backspace":
                self._follow(self.finder.typing(self.finder.typed[:-1]))
            case "up" | "down":
                self._follow(self.finder.turned(1 if event.key == "down" else -1))
            case _ if event.is_printable and event.character:
                self._follow(self.finder.typing(self.finder.typed + event.character))
            case _:
                return
        event.stop()
        event.prevent_default()

    def _follow(self, finder: Finder) -> None:
        self.finder = finder
        self.select(finder.found or finder.before)

    # ---- drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        size = size_for(width, container.height, _WORDS) or FaceSize.SMALL
        return size.rows + _WORDS

    def get_content_width(self, container: Size, viewport: Size) -> int:
        size = size_for(container.width, container.height, _WORDS) or FaceSize.SMALL
        return size.columns

    def render_line(self, y: int) -> Strip:
        if self._drawn is None:
            self._prepare()
        if y not in self._strips:
            self._strips[y] = self._strip(y)
        return self._strips[y]

    def _strip(self, y: int) -> Strip:
        width, base = self.size.width, self._base
        if self._drawn is None or self._fit is None:
            segments = self._without_room(y)
        elif 0 <= y - self._top < self._fit.rows:
            segments = self._row(y - self._top)
        else:
            segments = self._caption(y - self._top - self._fit.rows)
        on_base = self._on_base
        return Strip(
            [Segment(text, on_base.get(style) or self._put_on_base(style)) for text, style, _ in segments]
        ).adjust_cell_length(width, base)

    def _put_on_base(self, style: Style | None) -> Style:
        self._on_base[style] = self._base + (style or Style())
        return self._on_base[style]

    def _without_room(self, y: int) -> list[Segment]:
        words = {
            0: f"The face needs {FaceSize.SMALL.columns} by {FaceSize.SMALL.rows + 1} cells.",
            1: name_words(self._face.zones[self.selected], self.size.width),
            2: said_of(self.state.layer, self.selected, self.points_here),
        }
        return [Segment(clipped(words.get(y, ""), self.size.width))]

    def _row(self, row: int) -> list[Segment]:
        assert self._drawn is not None
        face = [Segment(" " * self._left), *self._drawn.row(row)]
        if row or self._drawing is None:
            return face
        return beside_the_head(face, self._left, self._drawing.raster, self.state.view, self._look("quiet"))

    def _caption(self, line: int) -> list[Segment]:
        """A line below the face: the zone or what is typed to find one, what is known of it, the legend."""
        zone, width = self._face.zones[self.selected], self.size.width
        if line == 0 and self.finder is not None:
            return centred([Segment(self.finder.words(width), self._look("find"))], width)
        if line == 0:
            return centred([Segment(name_words(zone, width), self._look("name"))], width)
        if line == 1:
            said = said_of(self.state.layer, self.selected, self.points_here)
            return centred([Segment(clipped(said, width), self._look("quiet"))], width)
        return legend(self.state, self._palette, width, self._look("quiet"), line - 2) if line >= 2 else []

    def _look(self, name: str) -> Style:
        if name not in self._looks:
            self._looks[name] = self.get_component_rich_style(f"face-map--{name}", partial=True)
        return self._looks[name]

    @property
    def _base(self) -> Style:
        if "" not in self._looks:
            self._looks[""] = self.rich_style
        return self._looks[""]
