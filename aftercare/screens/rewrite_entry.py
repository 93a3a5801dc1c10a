"""Giving an entry other words: in a sheet, or in the person's own editor. What they typed outlives a failure."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace
from textual.app import App, SuspendNotSupported

from aftercare.care import Care
from aftercare.errors import AftercareError, BadInput
from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry
from aftercare.model.note import Note
from aftercare.model.session_entry import SessionEntry
from aftercare.screens.entry_prompt import EntryPrompt, EntryWords, words_of_entry

#: The editors that are tried where none is named.
_USUAL = "notepad" if os.name == "nt" else "vi"


def give_words(care: Care, seen: Entry, words: EntryWords, now: datetime) -> Entry:
    """Puts `words` in the place of those of `seen`. Raises BadInput and NoLongerCurrent."""
    if isinstance(seen, Note):
        return care.edit_note(seen, words.text, now)
    try:
        if isinstance(seen, SessionEntry):
            after: Entry = replace(seen, text=words.text.strip(), said=words.said.strip())
        else:
            after = replace(seen, text=words.text.strip())
    except ValueError as error:
        raise BadInput(f"Then nothing is left of the {kind_words(seen)}.", "x deletes it.") from error
    return care.edit_entry(seen, after, now)


def ask_for_words(
    app: App[object],
    care: Care,
    clock: Callable[[], datetime],
    entry: Entry,
    drafts: dict[str, EntryWords],
    kept: Callable[[Entry], object],
) -> None:
    """Asks for the words of `entry`, beginning with what `drafts` has of them; `kept` gets the entry as it is then."""
    after: list[Entry] = []

    def write(words: EntryWords) -> None:
        after.append(give_words(care, entry, words, care.wall(clock())))

    def closed(unsaved: EntryWords | None) -> None:
        drafts.pop(entry.id, None)
        if unsaved is not None:
            drafts[entry.id] = unsaved
        for each in after[-1:]:
            kept(each)

    app.push_screen(EntryPrompt(entry, drafts.get(entry.id, words_of_entry(entry)), write), closed)


def write_outside(app: App[object], care: Care, entry: Entry, now: datetime) -> Entry | None:
    """Has the text of `entry` written in $VISUAL or $EDITOR; None where it was left as it is.

    The terminal is the editor's meanwhile. Raises BadInput where that cannot be, and what `give_words` raises: then
    the words stay in a file, which the error names.
    """
    path = care.new_text_draft("edit", entry.text)
    try:
        with app.suspend():
            _run_editor(path)
        text = path.read_text("utf-8", "replace").replace("\r\n", "\n").strip()
        after = None
        if text != entry.text.strip():
            after = give_words(care, entry, replace(words_of_entry(entry), text=text), now)
    except SuspendNotSupported as error:
        path.unlink(missing_ok=True)
        raise BadInput("This terminal cannot be lent to an editor.", "e writes here.") from error
    except AftercareError as error:
        error.next_step = f"{error.next_step} What you wrote is in {path}.".strip()
        raise
    path.unlink(missing_ok=True)
    return after


def _run_editor(path: Path) -> None:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL
    try:
        done = subprocess.run([*shlex.split(named, posix=os.name != "nt"), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise BadInput(f"The editor “{named}” cannot be started.", "Name another one in $EDITOR.") from error
    if done.returncode != 0:
        raise BadInput(f"The editor “{named}” ended with an error.", "Nothing was changed.")
