"""Paths as people paste them and as terminals write them when files are dragged in."""

from __future__ import annotations

import re
from urllib.parse import unquote

#: A quoted path, or one whose blanks have a backslash before them.
_ONE = re.compile(r"""'((?:[^']|'\\'')*)'|"((?:[^"\\]|\\.)*)"|((?:\\.|[^\s\\'"])(?:\\.|[^\s\\])*)""")
_ROOT = re.compile(r"""['"]?(?:file://|/|~/|[A-Za-z]:[\\/])""")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def paths_typed(text: str) -> tuple[str, ...]:
    """The paths in `text`: one a line, or several in a line as a terminal drops them.

    Quotation marks, backslashes before blanks and `file://` are taken off. A line that begins with / or ~ or a drive
    and has none of these is one path with its blanks, as it is copied from a file manager.
    """
    found: list[str] = []
    for line in text.splitlines():
        bare = line.strip()
        if bare:
            found += _in_line(bare)
    return tuple(found)


def paths_on_one_line(text: str) -> str:
    """The paths in `text`, which may stand a line each, on the one line that is read as the same paths."""
    found = paths_typed(text)
    if len(found) == 1 and paths_typed(found[0]) == found:
        return found[0]
    return " ".join("'" + each.replace("'", "'\\''") + "'" for each in found)


def begins_a_path(text: str) -> bool:
    """Whether `text` begins as the whole path of a file does, and as no word does."""
    return bool(_ROOT.match(text.strip()))


def _in_line(line: str) -> list[str]:
    if _DRIVE.match(line):
        return [line]
    if not re.search(r"""['"\\]|file://""", line):
        parts = line.split(" /")
        # a blank within a path looks like the one between two: the second of two begins at the root again
        return [parts[0], *(f"/{each}" for each in parts[1:])] if line.startswith("/") else [line]
    return [_plain(match) for match in _ONE.finditer(line)]


def _plain(match: re.Match[str]) -> str:
    single, double, bare = match.groups()
    if single is not None:
        return _without_scheme(single.replace("'\\''", "'"))
    return _without_scheme(re.sub(r"\\(.)", r"\1", double if double is not None else bare))


def _without_scheme(path: str) -> str:
    if not path.startswith("file://"):
        return path
    place = unquote(path.removeprefix("file://"))
    return place.removeprefix("localhost")
