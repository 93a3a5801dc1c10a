"""Choosing zones on the face, for a form that asks where something is."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import Static

from aftercare.model.face_layer import Chosen, PointMark
from aftercare.model.face_shape import Face
from aftercare.screens.breakpoints import take_form
from aftercare.screens.prompt import Prompt
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.face.words import name_words
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.key_line import Key, KeyLine

_SEVERAL = "Arrows or a click go to a zone; space, or a click on it, chooses it or not."
_ONE = "Arrows or a click go to a zone; space, or a click on it, chooses it."
_LISTED = 36


class ZonesSheet(Prompt[tuple[str, ...]]):
    """Returns the zones that were chosen, in the order of the face; with `one` that zone, at once.

    None where it is left without any change. `marks` are the points that are shown there.
    """

    CSS_PATH = "zones_sheet.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "leave", "done", show=False, priority=True)]

    face_map = query_one(FaceMap)

    def __init__(self, face: Face, chosen: Collection[str], marks: tuple[PointMark, ...], *, one: bool) -> None:
        super().__init__()
        self._face = face
        self._marks = marks
        self._before = tuple(each for each in face.zones if each in chosen)
        self._chosen = set(self._before)
        self._one = one

    def compose(self) -> ComposeResult:
        take_form(self)
        first = next(iter(self._before), "forehead")
        with Vertical(id="sheet") as sheet:
            sheet.border_title = "Where is it?"
            with Horizontal():
                yield FaceMap(self._face, selected=first)
                with Vertical(id="side"):
                    yield Static(_ONE if self._one else _SEVERAL, classes="quiet", markup=False)
                    yield Static("", id="chosen", markup=False)
            yield KeyLine(self._keys())

    def _keys(self) -> tuple[Key, ...]:
        does = "chooses it" if self._one else "chooses it, or not"
        return Key("space", does, "choose"), Key("/", "finds a zone", "find"), Key("esc", "back", "leave")

    def on_mount(self) -> None:
        self.face_map.focus()
        self._show()

    def _show(self) -> None:
        self.face_map.show(Chosen(frozenset(self._chosen), self._marks))
        names = [f"✓ {drawn(name_words(self._face.zones[each], _LISTED))}" for each in self._taken]
        self.query_one("#chosen", Static).update("\n".join(names) or "Nothing is chosen yet.")

    @property
    def _taken(self) -> tuple[str, ...]:
        return tuple(each for each in self._face.zones if each in self._chosen)

    def action_choose(self) -> None:
        """Chooses the zone under the cursor, or no more."""
        self.face_map.action_choose()

    def action_find(self) -> None:
        """Waits for a part of a zone's name."""
        self.face_map.focus()
        self.face_map.action_find()

    @on(FaceMap.ZoneChosen)
    def _turn(self, event: FaceMap.ZoneChosen) -> None:
        if self._one:
            self.dismiss((event.zone,))
            return
        self._chosen ^= {event.zone}
        self._show()

    def action_leave(self) -> None:
        """Back to the form, with what is chosen."""
        self.dismiss(self._taken if self._taken != self._before else None)
