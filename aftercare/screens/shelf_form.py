"""A form of short fields, such as those of a product or a pack. It closes once the record has what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from msgspec import Struct
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea
from textual.worker import get_current_worker

from aftercare.model.routine import Product, Step
from aftercare.screens.label_told import label_on_one_line, label_words
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.lines_input import LinesInput, PathsInput
from aftercare.widgets.several import Several


class Field(Struct, frozen=True):
    """A field to type into, or with `choices` (value and what is shown of it) one to choose in.

    With `of_ingredients` it takes a list of ingredients, and what is known of it is told below; with `of_paths` those
    of files. `lines` are typed into a field of some height, and without a `label` into one that has the form to itself.
    With `several` any number of the choices may be taken: its value has blanks between them.
    """

    id: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    of_ingredients: bool = False
    of_paths: bool = False
    lines: bool = False
    several: bool = False


def choice_field(field: str, label: str, value: str | None, choices: Iterable[tuple[str, str]]) -> Field:
    """A field to choose in; a `value` that is gone from the record stands by its id."""
    offered = tuple(choices)
    if value and value not in {each for each, _ in offered}:
        offered = (*offered, (value, value))
    return Field(field, label, value or "", choices=offered)


def by_name(named: Iterable[Step | Product]) -> list[tuple[str, str]]:
    """Steps or products to choose from, in the order of their names."""
    return [(each.id, each.name) for each in sorted(named, key=lambda each: each.name.casefold())]


def first_values(fields: Sequence[Field]) -> dict[str, str]:
    """What stands in `fields` as long as nobody has typed anything, by their ids."""
    first = {each.id: each.choices[0][0] if each.choices and not each.several else "" for each in fields}
    return {each.id: each.value or first[each.id] for each in fields}


class ShelfForm(Prompt[bool]):
    """Has what was typed written by `write`, by the ids of the fields. Returns True once it is kept.

    What was kept is looked through for alarming signs. `then` gets what came of `write`, once the form is closed.
    """

    CSS_PATH = "shelf_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "save", priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        write: Callable[[dict[str, str]], Any],
        remark: str = "",
        does: str = "saves",
        then: Callable[[Any], object] = lambda written: None,
    ) -> None:
        super().__init__()
        self._title = title
        self._fields = fields
        self._write = write
        self._remark = remark
        self._does = does
        self._then = then

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(clipped(self._title, 60))
            if self._remark:
                yield Static(drawn(self._remark), classes="quiet", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    with Horizontal(classes=_look_of(field)):
                        if field.label:
                            yield Static(field.label, classes="label", markup=False)
                        yield self._entry(field)
                    if field.of_ingredients:
                        yield Static("", id=f"{field.id}-told", classes="told", markup=False)
            yield self.trouble()
            yield KeyLine(self.keys())

    def keys(self) -> tuple[Key, ...]:
        """What the line of keys offers."""
        return (
            Key("ctrl+s", self._does, "write"),
            Key("tab", "next field", "app.focus_next"),
            Key("esc", "goes back", "leave"),
        )

    def _entry(self, field: Field) -> Widget:
        if field.of_ingredients:
            return LinesInput(field.value, field.hint, label_on_one_line, field.id)
        if field.of_paths:
            return PathsInput(field.value, field.hint, field.id)
        if field.lines:
            return TextArea(field.value, placeholder=field.hint, id=field.id, compact=True)
        if field.several:
            return Several(field.choices, field.value.split(), field.id)
        if not field.choices:
            return Input(field.value, field.hint, id=field.id, compact=True, max_length=500, select_on_focus=False)
        options = [(Content(clipped(shown, 46)), value) for value, shown in field.choices]
        chosen = field.value or field.choices[0][0]
        return Select(options, value=chosen, allow_blank=False, id=field.id, compact=True)

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        typed = {each.id or "": each.value for each in self.query(Input)}
        typed |= {each.id or "": str(each.value) for each in self.query(Select)}
        typed |= {each.id or "": each.text for each in self.query(TextArea)}
        return typed | {each.id or "": " ".join(each.taken) for each in self.query(Several)}

    @property
    def unsaved(self) -> str:
        before = first_values(self._fields)
        return " ".join(text for each, text in self.values().items() if text.strip() != before.get(each, "")).strip()

    @on(Input.Changed)
    def _look_at_label(self, event: Input.Changed) -> None:
        if any(each.of_ingredients and each.id == event.input.id for each in self._fields):
            self._read_label(event.input.id or "", event.value)

    @work(thread=True, exclusive=True, group="label")
    def _read_label(self, field: str, text: str) -> None:
        told = label_words(text)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._tell_label, field, told)

    def _tell_label(self, field: str, told: str) -> None:
        if still_open(self):
            line = self.query_one(f"#{field}-told", Static)
            line.update(drawn(told))
            line.set_class(bool(told), "-said")

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Saves, and closes once it is kept."""
        values = self.values()
        self.say_trouble(None)
        self.save(lambda: self._write(values), lambda written: self._kept(values, written))

    def _kept(self, values: dict[str, str], written: Any) -> None:
        from aftercare.screens.alarm import heed

        # a label warns of much that has not happened
        heed(self.app, *(values[each.id] for each in self._fields if not each.of_ingredients and not each.choices))
        self.dismiss(True)
        self._then(written)


def _look_of(field: Field) -> str:
    high = " -high" if field.lines or field.several else ""
    return f"field{high}" if field.label else f"field{high} -alone"
