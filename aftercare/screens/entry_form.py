"""The form of an entry. What is filled in is kept as a draft at once: neither Esc nor a crash loses it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, Select, TextArea

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.journal import Entry
from aftercare.screens.entry_fields import EntryAsked
from aftercare.screens.shelf_form import Field, ShelfForm, first_values
from aftercare.widgets.key_line import Key
from aftercare.widgets.several import Several


class EntryForm(ShelfForm):
    """Has an entry written. Returns True once it is kept; `kept` gets it then.

    `begun` is what was typed before and not kept.
    """

    CSS_PATH: ClassVar[list[str]] = ["shelf_form.tcss", "entry_form.tcss"]  # type: ignore[assignment]  # one or more
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "edit_outside", "in your editor", priority=True, id="entry.edit_outside"),
    ]

    def __init__(
        self,
        care: Care,
        clock: Callable[[], datetime],
        asked: EntryAsked,
        begun: Mapping[str, str],
        kept: Callable[[Entry], object],
    ) -> None:
        written: list[Entry] = []

        def write(typed: dict[str, str]) -> None:
            with self._one_at_a_time:
                written.append(asked.write(typed, care.wall(clock())))
                self._is_kept = True
                care.drop_form_draft(asked.draft)

        title = f"{asked.title}, as you left it" if begun else asked.title
        super().__init__(title, [_with(each, begun) for each in asked.fields], write)
        self._care = care
        self._asked = asked
        self._hand_over: Callable[[], object] = lambda: kept(written[-1])
        self._one_at_a_time = threading.Lock()
        self._on_disk = dict(begun)
        self._typed = first_values(self._fields)
        self._is_kept = False

    def keys(self) -> tuple[Key, ...]:
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

    @property
    def unsaved(self) -> str:
        """Nothing would be lost: it is kept as a draft."""
        return ""

    # ---- the draft

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Several.Changed)
    @on(TextArea.Changed)
    def _filled_in(self) -> None:
        # a worker of the app: one of the screen would be cancelled when the screen is closed at once
        self._typed = self.values()
        self.app.run_worker(self._keep_draft, thread=True, group="write")

    def _keep_draft(self) -> None:
        try:
            self._put_draft()
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)

    def _put_draft(self) -> None:
        with self._one_at_a_time:
            wanted = self._typed if self._typed != first_values(self._asked.fields) else {}
            if self._is_kept or wanted == self._on_disk:
                return
            if wanted:
                self._care.keep_form_draft(self._asked.draft, wanted)
            else:
                self._care.drop_form_draft(self._asked.draft)
            self._on_disk = wanted

    # ---- leaving

    def action_leave(self) -> None:
        """Closes; what was filled in is there again the next time."""
        self._typed = self.values()
        self._leave()

    @work(thread=True, group="write")
    def _leave(self) -> None:
        try:
            self._put_draft()
        except AftercareError as error:
            if not self._left_once:
                self._left_once = True
                self.app.call_from_thread(self.say_trouble, error)
                return
        self.app.call_from_thread(self.dismiss, None)

    def _kept(self, values: dict[str, str]) -> None:
        self.dismiss(True)
        self._hand_over()

    # ---- the person's own editor

    def action_edit_outside(self) -> None:
        """Has the words written in the person's own editor; they are kept once this form is."""
        from aftercare.screens.outside_editor import written_outside

        fields = {each.id or "": each for each in self.query(TextArea)}
        before = {name: each.text for name, each in fields.items()}
        begun = (before["text"], before.get("said", ""))
        try:
            with written_outside(self.app, self._care, self._asked.kind, *begun) as written:
                for name, words in zip(("text", "said"), written, strict=True):
                    if name in fields and words != before[name]:
                        fields[name].text = words
        except AftercareError as error:
            self.say_trouble(error)


def _with(field: Field, begun: Mapping[str, str]) -> Field:
    """The field with what was typed into it before, as far as that can still be chosen."""
    value = begun.get(field.id)
    offered = {each for each, _ in field.choices}
    if value is None or (field.choices and not set(value.split() if field.several else [value]) <= offered):
        return field
    return replace(field, value=value)
