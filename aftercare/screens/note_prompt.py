"""Writing a note of the day. What is typed and not saved is kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static, TextArea

from aftercare.model.today import TodayView
from aftercare.model.words import day_in_words
from aftercare.screens.prompt import Prompt
from aftercare.widgets.day_words import note_in_words
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine


class NotePrompt(Prompt[str]):
    """Has a note written by `write`. Returns what was typed and not saved: "" after saving."""

    CSS_PATH = "note_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "save", priority=True)]

    text = query_one(TextArea)

    def __init__(self, view: TodayView, write: Callable[[str], object], draft: str) -> None:
        super().__init__()
        self._view = view
        self._write = write
        self._draft = draft

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = f"A note, {day_in_words(self._view.day, self._view.today)}"
            if self._view.notes:
                with VerticalScroll(id="earlier", can_focus=False):
                    for note in self._view.notes:
                        told = note_in_words(note, self._view)
                        lines = "\n       ".join(drawn(line) for line in told.splitlines())
                        yield Static(f"{note.at:%H:%M}  {lines}", classes="quiet", markup=False)
            yield TextArea(self._draft, placeholder="How was it? What do you want to remember, or ask?")
            yield self.trouble()
            yield KeyLine((Key("ctrl+s", "saves", "write"), Key("esc", "goes back, your words stay", "leave")))

    def on_mount(self) -> None:
        self.text.focus()
        self.text.move_cursor(self.text.document.end)

    @property
    def unsaved(self) -> str:
        return self.text.text.strip()

    def action_write(self) -> None:
        """Saves the note, and closes once it is kept."""
        text = self.text.text
        self.say_trouble(None)
        self.save(lambda: self._write(text), lambda: self.dismiss(""))

    def action_leave(self) -> None:
        """Closes; what was typed is there again the next time."""
        self.dismiss(self.unsaved)
