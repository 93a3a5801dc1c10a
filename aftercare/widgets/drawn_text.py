"""Text from people as it is drawn: every character takes its own cells, and none takes effect on the terminal."""

from __future__ import annotations

import unicodedata

from rich.cells import cell_len, set_cell_size

#: Control characters, formatting characters (bidirectional overrides, zero-width signs), line separators, halves.
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
_JOINERS = frozenset("\u200c\u200d")
_FIRST_BEYOND_LATIN = "\u0300"


def drawn(text: str) -> str:
    """`text` on one line: breaks and tabs become spaces, what cannot be seen becomes a sign that can."""
    if text.isprintable():
        return text
    return "".join(_sign(text, at) for at in range(len(text)))


def without_hidden(text: str) -> str:
    """`text` without what cannot be seen; its tabs and line breaks stay, also those that came as carriage returns."""
    if text.isprintable():
        return text
    # as most terminals send what is pasted
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (character in "\n\t" or _sign(text, at) == character for at, character in enumerate(text))
    return "".join(character for character, keep in zip(text, kept, strict=True) if keep)


def _sign(text: str, at: int) -> str:
    character = text[at]
    if character in "\n\t\r":
        return " "
    if unicodedata.category(character) not in _HIDDEN:
        return character
    if character in _JOINERS:
        around = text[at - 1 : at] + text[at + 1 : at + 2]
        if len(around) == 2 and min(around) >= _FIRST_BEYOND_LATIN:
            return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the control pictures, such as ␛
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def clipped(text: str, width: int) -> str:
    """`text` on one line in at most `width` cells, with an ellipsis where something is left out."""
    line = drawn(text)
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, width - 1).rstrip() + "…" if width > 0 else ""


def filled(text: str, width: int) -> str:
    """`text` on one line in exactly `width` cells."""
    return set_cell_size(clipped(text, width), max(width, 0))


def wrapped(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between words; its own line breaks are kept."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in drawn(paragraph).split():
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            while cell_len(word) > width > 0:
                head = set_cell_size(word, width).rstrip() or word[0]
                lines.append(head)
                word = word[len(head) :]
            line = word
        lines.append(line)
    return lines


def fitted(text: str, width: int, height: int) -> list[str]:
    """`text` wrapped into at most `height` lines; where more is left out the last one ends with an ellipsis."""
    lines = wrapped(text, width)
    if len(lines) <= height:
        return lines
    return [*lines[: height - 1], clipped(f"{lines[height - 1]} {lines[height]}", width - 1).rstrip("…") + "…"]
