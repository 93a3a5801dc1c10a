"""Writing an entry's words anew. What is typed and not saved is kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry
from aftercare.model.session_entry import SessionEntry
from aftercare.model.words import day_in_full
from aftercare.screens.prompt import Prompt
from aftercare.widgets.key_line import Key, KeyLine


class EntryWords(Struct, frozen=True):
    """The words of an entry: its text, and of one about a session what the therapist said."""

    text: str
    said: str = ""


def words_of_entry(entry: Entry) -> EntryWords:
    """The words that stand in `entry`."""
    return EntryWords(entry.text, entry.said if isinstance(entry, SessionEntry) else "")


class EntryPrompt(Prompt[EntryWords]):
    """Has words written by `write`. Returns those that were typed and not saved, or None."""

    CSS_PATH = "entry_prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "save", priority=True)]

    def __init__(self, entry: Entry, begun: EntryWords, write: Callable[[EntryWords], object]) -> None:
        super().__init__()
        self._entry = entry
        self._begun = begun
        self._write = write

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            kind = kind_words(self._entry)
            sheet.border_title = Content(f"{kind[:1].upper()}{kind[1:]}, {day_in_full(self._entry.day)}")
            yield TextArea(self._begun.text, id="text", placeholder="The words of this entry")
            if isinstance(self._entry, SessionEntry):
                yield Static("What your therapist said", classes="quiet", markup=False)
                yield TextArea(self._begun.said, id="said")
            yield self.trouble()
            keys = [Key("ctrl+s", "saves", "write"), Key("esc", "goes back, your words stay", "leave")]
            yield KeyLine(keys)

    def on_mount(self) -> None:
        text = self.query_one("#text", TextArea)
        text.focus()
        text.move_cursor(text.document.end)

    @property
    def typed(self) -> EntryWords:
        """What stands in the fields."""
        said = self.query("#said").results(TextArea)
        return EntryWords(self.query_one("#text", TextArea).text, "".join(each.text for each in said))

    @property
    def unsaved(self) -> str:
        typed = self.typed
        return "" if typed == words_of_entry(self._entry) else f"{typed.text} {typed.said}".strip()

    def action_write(self) -> None:
        """Saves the words, and closes once they are kept."""
        typed = self.typed
        self.say_trouble(None)
        self.save(lambda: self._write(typed), lambda: self.dismiss(None))

    def action_leave(self) -> None:
        """Closes; what was typed is there again the next time."""
        typed = self.typed
        self.dismiss(typed if typed != words_of_entry(self._entry) else None)
