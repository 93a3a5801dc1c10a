"""Text laid out for 80 columns and for paper: headings, paragraphs that flow, and rows with a lead."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from aftercare.cli.terminal import literal, padded, styled, widest, width

WIDTH = 80


def headed(title: str, lines: Iterable[str]) -> list[str]:
    """`lines` under a heading with a rule below it; nothing for no lines."""
    found = list(lines)
    shown = literal(title)
    return ["", styled(shown, bold=True), "─" * width(shown), *found] if found else []


def flowed(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as a paragraph: its first line behind `first`, those after it behind `rest`, by default as far in."""
    behind = " " * width(first) if rest is None else rest
    return textwrap.wrap(
        literal(text), WIDTH, initial_indent=first, subsequent_indent=behind, break_on_hyphens=False
    ) or [first.rstrip()]


def rows(cells: Sequence[tuple[str, ...]], margin: str = "  ") -> list[str]:
    """Rows whose last cell flows; those before it are aligned, and one that says what the row above says is empty."""
    shown = [tuple(map(literal, row)) for row in cells]
    columns = [widest(column) for column in zip(*(row[:-1] for row in shown), strict=True)]
    lines: list[str] = []
    above: tuple[str, ...] = ()
    for row in shown:
        same = True
        lead = margin
        for number, (cell, cells_wide) in enumerate(zip(row, columns, strict=False)):
            same = same and above[number : number + 1] == (cell,)
            lead += padded("" if same else cell, cells_wide) + ("  " if cells_wide else "")
        above = row
        lines += flowed(row[-1], lead)
    return lines
