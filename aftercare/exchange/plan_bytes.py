"""From a file that anybody may have sent to a text: it is regular, small, UTF-8, with nothing hidden in it."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path

from aftercare.errors import BadPlan, DiskTrouble, NotFound
from aftercare.exchange.plan_errors import PlanErrors, PlanProblem
from aftercare.exchange.toml_places import Places
from aftercare.model.safe_text import code_point, hidden_characters, printable

#: In bytes. A plan of a hundred steps with long instructions has about 50 KB.
MAX_SIZE = 256 * 1024
_MAX_HIDDEN_TOLD = 20

_BINARY_STARTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive or an office document",
    b"{\\rtf": "a rich-text document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a photo",
    b"\x1f\x8b": "a compressed archive",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
}
_PLAIN_TEXT = "Save the plan as plain text in UTF-8."


def read_plan_bytes(path: Path) -> bytes:
    """The bytes of the plan file at `path`, at most `MAX_SIZE`.

    Raises NotFound where nothing is there, PlanErrors where it is not a file of that size, DiskTrouble where
    the disk does not give it. A pipe or device is never opened.
    """
    name = str(path)
    try:
        _refuse_unless_small_file(name, os.stat(path))
        # Between the look and the opening somebody may put a pipe there, which would block.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(opened, "rb") as file:
            _refuse_unless_small_file(name, os.fstat(opened))
            raw = file.read(MAX_SIZE + 1)
    except FileNotFoundError:
        raise NotFound(f"There is no file {printable(name, 200)}.", "Check its name and folder.") from None
    except PermissionError:
        raise BadPlan(f"{printable(name, 200)} may not be read.", "Ask for the right to read it.") from None
    except ValueError:  # a null character within the name
        raise NotFound(f"{printable(name, 200)} is not the name of a file.", "Check its name and folder.") from None
    except OSError as trouble:
        reason = printable(trouble.strerror or type(trouble).__name__)
        raise DiskTrouble(f"{printable(name, 200)} cannot be read: {reason}.", "Copy it again.") from trouble
    if len(raw) > MAX_SIZE:
        raise _too_large(name, "more than 256 KB")
    return raw


def _refuse_unless_small_file(name: str, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _whole_file(name, "This is a folder.", "Name the plan file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise _whole_file(name, "This is not an ordinary file but a pipe or a device.", "Name a file on the disk.")
    if status.st_size > MAX_SIZE:
        size = status.st_size / 1024
        raise _too_large(name, f"{size:.0f} KB" if size < 1000 else f"{size / 1024:.1f} MB")


def decoded(raw: bytes, source_name: str) -> str:
    """The text of a plan file, its lines ended by "\\n".

    Raises PlanErrors where `raw` is too large, binary, not UTF-8, or holds characters that cannot be seen.
    """
    if len(raw) > MAX_SIZE:
        raise _too_large(source_name, f"{len(raw) / 1024:.0f} KB")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _at_line(source_name, 1, "The file is in UTF-16.", "Save it again as UTF-8.")
    for start, what in _BINARY_STARTS.items():
        if raw.startswith(start):
            raise _at_line(source_name, 1, f"This is {what}, not a plan file.", _PLAIN_TEXT)
    if (null := raw.find(b"\0")) >= 0:
        line = raw.count(b"\n", 0, null) + 1
        raise _at_line(
            source_name, line, f"There is a null byte here (byte {null}), so this is not a text.", _PLAIN_TEXT
        )
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError as bad:
        offset = bad.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        line = raw.count(b"\n", 0, offset) + 1
        raise _at_line(
            source_name,
            line,
            f"The byte {raw[offset]:#04x} here (byte {offset}) is not UTF-8.",
            "Save the file again as UTF-8.",
        ) from None
    text = text.replace("\r\n", "\n")
    _refuse_hidden(text, source_name)
    return text


def _refuse_hidden(text: str, source_name: str) -> None:
    places = Places(text)
    problems = []
    for offset in islice(hidden_characters(text, allowed="\n\t"), _MAX_HIDDEN_TOLD):
        place = places.at(offset)
        message = f"There is a hidden character here: {code_point(text[offset])}."
        problems.append(PlanProblem(place.line, place.column, f"column {place.column}", message, "Delete it."))
    if problems:
        raise PlanErrors(source_name, problems)


def _too_large(name: str, size: str) -> PlanErrors:
    return _whole_file(
        name, f"The file has {size}, and a plan has at most {MAX_SIZE // 1024} KB.", "Is it the right file?"
    )


def _whole_file(name: str, message: str, suggestion: str) -> PlanErrors:
    return PlanErrors(name, [PlanProblem(None, None, "", message, suggestion)])


def _at_line(name: str, line: int, message: str, suggestion: str) -> PlanErrors:
    return PlanErrors(name, [PlanProblem(line, None, "", message, suggestion)])
