"""What is told of a file before it is taken in: its first rows, what is new, what is here already, and what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftercare.model.incoming import Considered
from aftercare.model.words import counted

if TYPE_CHECKING:
    from aftercare.exchange.diary_table import Diary

#: Rows of a table that are shown beforehand.
_PREVIEW = 5


def considered_lines(found: Considered, *, theirs: bool, otherwise: str, most: int, rest: str = "") -> list[str]:
    """What taking it in would do. At most `most` of what differs is told, with `rest` behind the number of the others.

    `otherwise` says how the file's is taken instead of what is here.
    """
    parts = [f"{len(found.new)} new"]
    parts += [f"{found.same} here already"] if found.same else []
    parts += [f"{found.older} that were so here once and have changed since"] if found.older else []
    parts += [counted(found.photos, "photo")] if found.photos else []
    lines = [f"{', '.join(parts)}."]
    if found.conflicts:
        stays = "the file's takes its place" if theirs else f"what is here stays ({otherwise})"
        lines.append(f"{counted(len(found.conflicts), 'thing that differs', 'things that differ')}; {stays}:")
        for each in found.conflicts[:most]:
            lines.append(f"  {each.title}{': was deleted here' if each.deleted else ''}")
            lines += [f"      {name}: here {each.here[name]}; file {each.there[name]}" for name in each.here]
        if len(found.conflicts) > most:
            lines.append(f"  and {len(found.conflicts) - most} more{rest}")
    return lines


def columns_line(diary: Diary) -> str:
    """What each column of a table is taken for, and which are left out."""
    columns = ", ".join(f"{what} is “{column}”" for what, column in diary.mapping.items())
    rest = [f"“{each}”" for each in diary.columns if each and each not in diary.mapping.values()]
    left_out = f" Left out: {', '.join(rest)}." if rest else ""
    return f"The columns: {columns}.{left_out} The first rows as they will be read:"


def row_cells(diary: Diary) -> list[tuple[str, ...]]:
    """The first rows as they will be read: line, day, time, ratings, words."""
    return [
        (
            f"  line {each.line}",
            f"{each.day:%a %d %b %Y}",
            f"{each.at:%H:%M}" if each.at else "",
            ", ".join(f"{what} {value}" for what, value in each.values.items()),
            " ".join(each.text.split())[:60],
        )
        for each in diary.rows[:_PREVIEW]
    ]
