"""Text from outside: which characters it may not hold, and how a value is shown without taking effect."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, time

#: Control characters, formatting characters (bidirectional overrides, zero-width signs), line separators
#: and halves of pairs.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
_NONCHARACTERS = frozenset("\ufffe\uffff")
_JOINERS = frozenset("\u200c\u200d")
_DOUBTFUL = re.compile(r"[^ -~]")
#: Below this lie Latin letters, among which a joiner has no work to do.
_FIRST_BEYOND_LATIN = "\u0300"
_CONTROL_NAMES = {
    "\x00": "null",
    "\x07": "bell",
    "\x08": "backspace",
    "\t": "tab",
    "\n": "line break",
    "\r": "carriage return",
    "\x1b": "escape",
    "\x7f": "delete",
    "\x9b": "control sequence introducer",
}


def hidden_characters(text: str, allowed: str = "") -> Iterator[int]:
    """The places in `text` of characters that cannot be seen but can change what is seen; those in
    `allowed` pass.

    The joiners that Persian, Indic scripts and emoji need pass where they stand between such signs.
    """
    for found in _DOUBTFUL.finditer(text):
        character, at = found.group(), found.start()
        if character in allowed or (character in _JOINERS and _joins(text, at)):
            continue
        if unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _NONCHARACTERS:
            yield at


def _joins(text: str, at: int) -> bool:
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and min(around) >= _FIRST_BEYOND_LATIN and not _JOINERS & set(around)


def code_point(character: str) -> str:
    """`character` by number and name, such as "U+001B (escape)"."""
    name = _CONTROL_NAMES.get(character) or unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"


def printable(text: str, limit: int = 60) -> str:
    """`text` on one line with at most `limit` characters, hidden ones written as <U+001B>."""
    clipped = text if len(text) <= limit else text[: limit - 1] + "…"
    hidden = set(hidden_characters(clipped))
    return "".join(f"<U+{ord(sign):04X}>" if at in hidden else sign for at, sign in enumerate(clipped))


def shown(value: object, limit: int = 40) -> str:
    """A value of a file as a message may quote it."""
    match value:
        case str():
            return f'"{printable(value, limit)}"'
        case bool():
            return "true" if value else "false"
        case date() | time():
            return value.isoformat()
        case int() | float():
            return printable(str(value), limit)
        case list():
            return "a list"
        case _:
            return "a table"
