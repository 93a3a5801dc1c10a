"""Writing a note of the day. What is typed is kept as a draft at once: neither Esc nor a crash loses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Static, TextArea

from aftercare.care import Care
from aftercare.care.noting import NOTE_DRAFT
from aftercare.errors import AftercareError
from aftercare.model.journal import EntryKind
from aftercare.model.today import TodayView
from aftercare.model.words import day_in_words, short_day
from aftercare.screens.drafted_prompt import DraftedPrompt, KeptDraft
from aftercare.screens.still_open import still_open
from aftercare.widgets.day_words import note_in_words
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine


class NotePrompt(DraftedPrompt[str]):
    """Has a note written by `write`, which may begin with words of the program's. Returns what was kept, or None.

    What was begun of the day's note stands before them.
    """

    CSS_PATH = "note_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "save", priority=True)]

    text = query_one(TextArea)

    def __init__(self, care: Care, view: TodayView, write: Callable[[str], object], words: str = "") -> None:
        super().__init__()
        self._view = view
        self._write = write
        self._words = words
        self._begun, self._first_text = "", words
        self.kind = EntryKind.NOTE
        self.draft = KeptDraft(care, NOTE_DRAFT.format(day=view.day))

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = self._title
            if self._view.notes:
                with VerticalScroll(id="earlier", can_focus=False):
                    for note in self._view.notes:
                        told = note_in_words(note, self._view)
                        lines = "\n       ".join(drawn(line) for line in told.splitlines())
                        yield Static(f"{note.at:%H:%M}  {lines}", classes="quiet", markup=False)
            hint = "How was it? What do you want to remember, or ask? A word that begins with @ is a tag."
            yield TextArea(self._words, placeholder=hint, id="text")
            yield self.trouble()
            yield KeyLine(
                (
                    Key("ctrl+s", "saves", "write"),
                    Key("f2", "your editor", "edit_outside"),
                    Key("esc", "goes back, your words stay", "leave"),
                )
            )

    @property
    def _title(self) -> str:
        return f"A note, {day_in_words(self._view.day, self._view.today)}"

    def on_mount(self) -> None:
        self.text.focus()
        self.text.move_cursor(self.text.document.end)
        self._read_draft()

    # ---- what was begun before

    @work(thread=True, group="read-draft")
    def _read_draft(self) -> None:
        try:
            begun = self.draft.read().get("text", "")
            elsewhere = [each for each in self.draft.care.days_with_note_draft() if each != self._view.day]
        except AftercareError as error:
            self.app.call_from_thread(self._not_drafted, error)
        else:
            self.app.call_from_thread(self._begin, begun, elsewhere)

    def _begin(self, begun: str, elsewhere: Iterable[date]) -> None:
        """Puts what was begun before what stands there: somebody may be typing already."""
        if not still_open(self):
            return
        self._begun = begun
        if begun:
            self.query_one("#sheet").border_title = f"{self._title}, as you left it"
            if self._words.strip() in begun and self.text.text == self._words:
                self.text.clear()
            self._first_text = f"{begun}\n{self._words}" if self.text.text else begun
            self.text.insert(f"{begun}\n" if self.text.text else begun, (0, 0))
        self._filled_in()
        if days := ", ".join(short_day(each, self._view.today) for each in elsewhere):
            self.app.notify(f"Half-finished: {days}. On that day n goes on with it.", timeout=6, markup=False)

    def drafted(self) -> Mapping[str, str]:
        text = self.text.text
        if text == self._first_text:
            text = self._begun
        return {"text": text} if text.strip() else {}

    # ---- keeping

    def action_write(self) -> None:
        """Saves the note, and closes once it is kept."""
        text = self.text.text
        self.say_trouble(None)
        self.save(lambda: self.draft.keep(lambda: self._write(text)), lambda _: self.dismiss(text))
