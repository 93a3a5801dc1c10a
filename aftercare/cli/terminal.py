"""How text reaches the terminal: nothing in it takes effect, colour where it is wanted, columns by displayed width."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence

import click

from aftercare.model.safe_text import printable

#: Characters of a long answer that are written at once.
_WRITTEN_AT_ONCE = 16_000
_SPACES = re.compile(r"[\n\t]")


def literal(text: str) -> str:
    """`text` on one line as the signs that it holds: what a terminal would obey is written as <U+001B>."""
    return printable(_SPACES.sub(" ", text), len(text))


def literal_lines(text: str) -> list[str]:
    """The lines of `text`, each as the signs that it holds."""
    return [literal(line.expandtabs(4)) for line in text.split("\n")]


def coloured() -> bool:
    """Whether standard output is a terminal that may be given colours."""
    out = sys.stdout
    return out is not None and out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def styled(text: str, *, color: str | None = None, bold: bool | None = None, dim: bool | None = None) -> str:
    """`text` in a colour, where colours are wanted. The colour never says what the text does not."""
    return click.style(text, fg=color, bold=bold, dim=dim) if text and coloured() else text


def width(text: str) -> int:
    """The cells that `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def padded(text: str, cells: int) -> str:
    """`text` filled up with spaces to `cells`."""
    return text + " " * (cells - width(text))


def widest(texts: Sequence[str]) -> int:
    """The cells that the widest of `texts` takes."""
    return max(map(width, texts), default=0)


def table(rows: Sequence[Sequence[str]], between: str = "  ") -> list[str]:
    """`rows` as lines with aligned columns. The last column is as wide as it is."""
    columns = [widest(column) for column in zip(*(row[:-1] for row in rows), strict=True)]
    return [
        between.join([*(padded(cell, cells) for cell, cells in zip(row, columns, strict=False)), row[-1]])
        for row in rows
    ]


def say(*lines: str) -> None:
    """Writes the answer."""
    click.echo("\n".join(lines))


def say_in_parts(parts: Iterable[str]) -> None:
    """Writes an answer whose `parts` come one by one, without holding all of it."""
    waiting: list[str] = []
    room = _WRITTEN_AT_ONCE
    for each in parts:
        waiting.append(each)
        room -= len(each)
        if room < 0:
            click.echo("".join(waiting), nl=False)
            waiting, room = [], _WRITTEN_AT_ONCE
    click.echo("".join(waiting))


def remark(line: str) -> None:
    """Writes something beside the answer: to standard error."""
    click.echo(literal(line), err=True)
