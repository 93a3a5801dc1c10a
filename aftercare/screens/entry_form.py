"""The form of an entry. What is filled in is kept as a draft at once: neither Esc nor a crash loses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.binding import Binding, BindingType
from textual.widgets import Select, TextArea

from aftercare.care import Care
from aftercare.model.face_layer import PointMark
from aftercare.model.face_shape import Face
from aftercare.model.journal import Entry
from aftercare.screens.drafted_prompt import DraftedPrompt, KeptDraft
from aftercare.screens.entry_fields import EntryAsked
from aftercare.screens.shelf_form import Field, ShelfForm, first_values
from aftercare.widgets.key_line import Key
from aftercare.widgets.several import Several


class EntryForm(ShelfForm, DraftedPrompt[bool]):
    """Has an entry written. Returns True once it is kept; `kept` gets it then.

    `begun` is what was typed before and not kept.
    """

    CSS_PATH: ClassVar[list[str]] = ["shelf_form.tcss", "entry_form.tcss"]  # type: ignore[assignment]  # one or more
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "face", "on the face", priority=True, id="entry.face"),
    ]

    def __init__(
        self,
        care: Care,
        clock: Callable[[], datetime],
        asked: EntryAsked,
        begun: Mapping[str, str],
        kept: Callable[[Entry], object],
    ) -> None:
        def write(typed: dict[str, str]) -> Entry:
            return self.draft.keep(lambda: asked.write(typed, care.wall(clock())))

        title = f"{asked.title}, as you left it" if begun else asked.title
        super().__init__(title, [_with(each, begun) for each in asked.fields], write, then=kept)
        self._asked = asked
        self.kind = asked.kind
        self.draft = KeptDraft(care, asked.draft, begun)

    def keys(self) -> tuple[Key, ...]:
        if self._zones_field is not None:
            return (
                Key("ctrl+s", "saves", "write"),
                Key("tab", "next", "app.focus_next"),
                Key("f2", "editor", "edit_outside"),
                Key("f5", "face", "face"),
                Key("esc", "back, draft stays", "leave"),
            )
        return (
            Key("ctrl+s", "saves", "write"),
            Key("tab", "next", "app.focus_next"),
            Key("f2", "your editor", "edit_outside"),
            Key("esc", "back, a draft stays", "leave"),
        )

    def on_mount(self) -> None:
        words = self.query_one("#text", TextArea)
        # the day is right as a rule: what comes after it is asked first
        first = next((each.id for each in self._asked.fields if each.id not in ("day", "session")), "text")
        self.query_one(f"#{first}").focus()
        words.move_cursor(words.document.end)

    # ---- where it is, on the face

    @property
    def _zones_field(self) -> Field | None:
        return next((each for each in self._asked.fields if each.id in ("zone", "zones")), None)

    @work(thread=True, group="read-face", exclusive=True)
    def action_face(self) -> None:
        """Has the zones chosen on the face, where the form asks for any."""
        from aftercare.care.face import face

        if (field := self._zones_field) is not None:
            self.app.call_from_thread(self._open_face, field, face(), self.draft.care.journal_face.own_points())

    def _open_face(self, field: Field, face: Face, marks: tuple[PointMark, ...]) -> None:
        from aftercare.screens.zones_sheet import ZonesSheet

        def chosen(zones: tuple[str, ...] | None) -> None:
            if zones is not None and field.several:
                self.query_one(f"#{field.id}", Several).take(zones)
            elif zones:
                self.query_one(f"#{field.id}", Select).value = zones[0]

        if self.is_current:
            taken = self.values()[field.id].split()
            self.app.push_screen(ZonesSheet(face, taken, marks, one=not field.several), chosen)

    def drafted(self) -> Mapping[str, str]:
        typed = self.values()
        return typed if typed != first_values(self._asked.fields) else {}

    @property
    def unsaved(self) -> str:
        # as a draft is, not as a form
        return super(ShelfForm, self).unsaved

    def _kept(self, values: dict[str, str], written: Entry) -> None:
        # it is heeded as an entry, by who asked for it
        self.dismiss(True)
        self._then(written)


def _with(field: Field, begun: Mapping[str, str]) -> Field:
    """The field with what was typed into it before, as far as that can still be chosen."""
    value = begun.get(field.id)
    offered = {each for each, _ in field.choices}
    if value is None or (field.choices and not set(value.split() if field.several else [value]) <= offered):
        return field
    return replace(field, value=value)
