"""One field or two to type into: a name, or an appointment. What cannot be used is said under it, and stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from aftercare.errors import AftercareError, Earlier
from aftercare.screens.confirm import Confirm
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine


class Field(Struct, frozen=True):
    """A line to type into: what it is, an example, and what stands in it at first."""

    title: str
    example: str = ""
    value: str = ""


class FieldsPrompt(Prompt[bool]):
    """Has what was typed written by `write`. Returns True once it is kept, None where it was left.

    What was kept is looked through for alarming signs, unless `heeds` says that it holds a person's name. Where an
    earlier file is in the way, it is asked whether it may go, and `replace` writes over it. `does` is what the line of
    keys says of enter.
    """

    CSS_PATH = "fields_prompt.tcss"

    def __init__(
        self,
        title: str,
        about: str,
        fields: Sequence[Field],
        write: Callable[[list[str]], object],
        *,
        may_be_empty: bool = False,
        heeds: bool = True,
        replace: Callable[[list[str]], object] | None = None,
        does: str = "saves",
    ) -> None:
        super().__init__()
        self._may_be_empty = may_be_empty
        self._title = title
        self._about = about
        self._fields = tuple(fields)
        self._write = write
        self._heeds = heeds
        self._replace = replace
        self._does = does

    def compose(self) -> ComposeResult:
        # five lines with room between them do not fit into 24 rows: what is wrong and the keys come too
        close = len(self._fields) > 4
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(clipped(self._title, 60))
            yield Static(drawn(self._about), classes="quiet", markup=False)
            for field in self._fields:
                yield Static(field.title, classes="field -close" if close else "field", markup=False)
                yield Input(field.value, placeholder=field.example, max_length=500, select_on_focus=False)
            yield self.trouble()
            keys = [Key("enter", self._does, "enter"), Key("esc", "goes back", "leave")]
            if len(self._fields) > 1:
                keys.insert(
                    1, Key("tab", "the next line" if len(self._fields) > 2 else "the other line", "app.focus_next")
                )
            yield KeyLine(keys)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    @property
    def unsaved(self) -> str:
        typed = [each.value for each in self.query(Input)]
        return " ".join(typed).strip() if typed != [each.value for each in self._fields] else ""

    def action_enter(self) -> None:
        """Goes on to the line that is still empty, or saves."""
        inputs = list(self.query(Input))
        empty = next((each for each in inputs if not each.value.strip()), None)
        if empty is not None and not empty.has_focus and not self._may_be_empty:
            empty.focus()
            return
        self.say_trouble(None)
        typed = [each.value for each in inputs]
        self.save(lambda: self._write(typed), lambda _: self._kept(typed))

    def _not_saved(self, error: AftercareError) -> None:
        super()._not_saved(error)
        replace = self._replace
        if replace is None or not isinstance(error, Earlier) or not still_open(self):
            return
        typed = [each.value for each in self.query(Input)]

        def answered(yes: bool | None) -> None:
            if yes:
                self.say_trouble(None)
                self.save(lambda: replace(typed), lambda _: self._kept(typed))

        self.app.push_screen(Confirm(f"{error.message} Replace it?", "replace it", "keep it"), answered)

    def _kept(self, typed: list[str]) -> None:
        if self._heeds:
            from aftercare.screens.alarm import heed

            heed(self.app, *typed)
        self.dismiss(True)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_enter()
