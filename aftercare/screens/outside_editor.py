"""Writing an entry's words in the person's own editor, to which the terminal is lent meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from aftercare.care import Care
from aftercare.errors import AftercareError, BadInput
from aftercare.model.entry_template import template, words_written
from aftercare.model.journal import EntryKind

#: The editors that are tried where none is named.
_USUAL = "notepad" if os.name == "nt" else "vi"


@contextmanager
def written_outside(app: App[Any], care: Care, kind: EntryKind, text: str, said: str) -> Iterator[tuple[str, str]]:
    """What was made of the words in $VISUAL or $EDITOR, for the block that takes it over.

    That is the text, and what the therapist said. Raises BadInput where that cannot be. Where something was written
    and the block fails, it stays in a file, which the error names.
    """
    begun = template(kind, text, said)
    path = care.new_text_draft("edit", begun)
    try:
        with app.suspend():
            _run_editor(path)
        yield words_written(kind, path.read_text("utf-8", "replace"))
    except SuspendNotSupported as error:
        path.unlink(missing_ok=True)
        raise BadInput("This terminal cannot be lent to an editor.", "What you type here is kept too.") from error
    except AftercareError as error:
        if path.exists() and path.read_text("utf-8", "replace") != begun:
            error.next_step = f"{error.next_step} What you wrote is in {path}.".strip()
        else:
            path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


def _run_editor(path: Path) -> None:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL
    try:
        done = subprocess.run([*shlex.split(named, posix=os.name != "nt"), str(path)], check=False)
    except (OSError, ValueError) as error:
        raise BadInput(f"The editor “{named}” cannot be started.", "Name another one in $EDITOR.") from error
    if done.returncode != 0:
        raise BadInput(f"The editor “{named}” ended with an error.", "Nothing was changed.")
