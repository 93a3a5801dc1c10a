"""From a file with a list of ingredients to its text: it is regular, small and UTF-8."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from aftercare.errors import BadInput, DiskTrouble, NotFound
from aftercare.model.safe_text import printable

#: In bytes. The longest label has about 5 KB.
MAX_SIZE = 256 * 1024
_AGAIN = "Save the list as plain text in UTF-8."


def read_label_file(path: Path) -> str:
    """The text of the file at `path`. A pipe or device is never opened.

    Raises NotFound where nothing is there, BadInput where it is no text of that size, DiskTrouble where the disk does
    not give it.
    """
    name = printable(str(path), 200)
    try:
        _refuse_unless_ordinary(name, os.stat(path))
        # between the look and the opening somebody may put a pipe there, which would block
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(opened, "rb") as file:
            _refuse_unless_ordinary(name, os.fstat(opened))
            raw = file.read(MAX_SIZE + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {name}.", "Check its name and folder.") from None
    except ValueError:  # a null character within the name
        raise NotFound(f"{name} is not the name of a file.", "Check its name and folder.") from None
    except OSError as trouble:
        reason = printable(trouble.strerror or type(trouble).__name__)
        raise DiskTrouble(f"{name} cannot be read: {reason}.", "Check that you may read it.") from trouble
    return label_text(raw, name)


def label_text(raw: bytes, name: str) -> str:
    """The text that `raw` holds. Raises BadInput where it is too large or no text."""
    if len(raw) > MAX_SIZE:
        raise BadInput(f"{name} has more than {MAX_SIZE // 1024} KB, so it is no list of ingredients.", _AGAIN)
    try:
        return raw.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise BadInput(f"{name} is no text in UTF-8.", _AGAIN) from None


def _refuse_unless_ordinary(name: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise BadInput(f"{name} is no ordinary file.", "Name a file on the disk, or - for standard input.")
