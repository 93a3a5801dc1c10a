"""Cells of one style as one segment."""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment


def joined(cells: Iterable[Segment]) -> list[Segment]:
    """`cells` with those beside each other as one that have the same style.

    The same style is the same object here: to compare styles by what they say is most of what `Segment.simplify` does.
    """
    runs: list[Segment] = []
    texts: list[str] = []
    style = None
    for text, its_style, _ in cells:
        if its_style is not style and texts:
            runs.append(Segment("".join(texts), style))
            texts = []
        style = its_style
        texts.append(text)
    if texts:
        runs.append(Segment("".join(texts), style))
    return runs
