"""The journal as the lines that its list draws: pure values, so that what is shown can be told without a screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from aftercare.model.entry_words import Named, entry_lines
from aftercare.model.journal import Entry, EntryKind, kind_of
from aftercare.model.journal_search import Search, marks
from aftercare.model.words import day_in_words, short_day
from aftercare.widgets.drawn_text import clipped, filled

#: Characters of an entry of which one line is made: more never fit one.
_LOOKED_AT = 400
_TIME, _DAY, _KIND = 5, 15, 10


class Listed(Struct, frozen=True):
    """What the list shows: entries, what they name, and the moment at which it is looked at.

    With `search` they are hits, the best first, each with its day; without they stand under the headings of their days.
    """

    entries: tuple[Entry, ...]
    named: Named | None
    now: datetime
    today: date
    search: Search | None = None


class EntryRow(Struct, frozen=True, gc=False):  # of so many none is in a circle
    """A line: an entry, or the heading of a day."""

    day: date
    entry: Entry | None = None


#: A piece of a line: text, and what it is: "", "quiet", "heading" or "hit".
Piece = tuple[str, str]


def entry_rows(listed: Listed) -> tuple[EntryRow, ...]:
    """The lines of the list from the top on."""
    if listed.search is not None:
        return tuple(EntryRow(each.day, each) for each in listed.entries)
    rows: list[EntryRow] = []
    for each in listed.entries:
        if not rows or rows[-1].day != each.day:
            rows.append(EntryRow(each.day))
        rows.append(EntryRow(each.day, each))
    return tuple(rows)


def row_pieces(row: EntryRow, listed: Listed, width: int) -> list[Piece]:
    """A line in at most `width` cells."""
    if row.entry is None or listed.named is None:
        return [(clipped(day_in_words(row.day, listed.today), width), "heading")]
    kind = filled(_short_kind(row.entry), _KIND)
    if listed.search is not None:
        before = f"{filled(short_day(row.day, listed.today), _DAY)}  "
    else:
        at = row.entry.at.astimezone(listed.now.tzinfo)
        # what was written on another day has no time of its day
        before = f"{f'{at:%H:%M}' if at.date() == row.day else '':{_TIME}}  "
    room = width - len(before) - len(kind)
    words = " · ".join(entry_lines(row.entry, listed.named))
    return [(before, "quiet"), (kind, "kind"), *_said(words, listed.search, room)]


def _short_kind(entry: Entry) -> str:
    """One word for it: all lines have room for that."""
    kind = kind_of(entry)
    return (EntryKind.BRUISE if kind is EntryKind.BRUISE_SEEN else kind).value


def _said(words: str, search: Search | None, room: int) -> list[Piece]:
    """Words of an entry on one line; of a hit, those around the first mark."""
    if search is None:
        return [(clipped(words[:_LOOKED_AT], room), "")]
    found = marks(search, words)
    # the first mark is seen: where it is far behind, what is before it is left out
    if found and found[0][1] > room - 4:
        start = max(0, found[0][0] - room // 3)
        words, before = words[start:], 1
        found = tuple((a - start + before, b - start + before) for a, b in found)
        words = f"…{words}"
    line = clipped(words[:_LOOKED_AT], room)
    return marked(line, [(a, b) for a, b in found if b <= len(line.rstrip("…")) + line.startswith("…")])


def marked(text: str, places: Iterable[tuple[int, int]]) -> list[Piece]:
    """`text` in pieces, those of `places` as hits."""
    pieces: list[Piece] = []
    at = 0
    for start, end in places:
        pieces += [(text[at:start], ""), (text[start:end], "hit")]
        at = end
    return [each for each in (*pieces, (text[at:], "")) if each[0]]
