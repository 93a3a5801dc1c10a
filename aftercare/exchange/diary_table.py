"""A table from another diary: its columns, days and numbers are read, and every row that cannot be is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, time

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.exchange.diary_words import (
    COLUMN_NAMES,
    DAY_FIRST,
    day_in,
    is_doubtful,
    number_in,
    orders_of,
    split_time,
    time_in,
)
from aftercare.exchange.record_lines import BadLine
from aftercare.model.text import folded

#: What a column can be taken for besides a measure.
DATE, TIME, TEXT = "date", "time", "text"
_PLAIN = (DATE, TIME, TEXT)
_DELIMITERS = (",", ";", "\t", "|")
#: Rows by which the delimiter is told.
_SNIFFED = 20


class ColumnsUnclear(BadInput):
    """What the columns of a table are has to be said."""


class DaysUnclear(BadInput):
    """Whether the day or the month comes first has to be said."""


class DiaryRow(Struct, frozen=True):
    """One row as it will be read. `values` are what stands there for each measure, numbers with a decimal point; `line`
    is where it begins in the file.
    """

    line: int
    day: date
    at: time | None
    text: str
    values: dict[str, str]


class Diary(Struct, frozen=True):
    """What was read: the rows, those that cannot be, and how it was read.

    `columns` are the names in the first line, `mapping` says which of them is what, `order` in which order day and
    month stand, `empty` counts the rows that had nothing to keep.
    """

    rows: tuple[DiaryRow, ...]
    bad: tuple[BadLine, ...]
    columns: tuple[str, ...]
    mapping: dict[str, str]
    delimiter: str
    order: str
    empty: int


def read_diary(
    data: bytes,
    mapping: Mapping[str, str] | None = None,
    measures: Mapping[str, str] = {},
    order: str | None = None,
    delimiter: str | None = None,
) -> Diary:
    """Reads a CSV file. `mapping` says what each column is ("date": "Day"); without it that is told by their names.

    `measures` are what can be rated, with what people call it. Raises BadInput where the file is no table, and
    ColumnsUnclear or DaysUnclear where these are in doubt.
    """
    text = _decoded(data)
    delimiter = delimiter or _delimiter(text)
    rows = _rows(text, delimiter)
    columns = _columns(rows)
    found = _mapped(columns, mapping, measures)
    places = {what: columns.index(column) for what, column in found.items()}
    body = list(rows)
    days = [row[places[DATE]] for _, row in body if len(row) > places[DATE]]
    order = order or _order(days)
    read: list[DiaryRow] = []
    bad: list[BadLine] = []
    empty = 0
    for line, row in body:
        if not any(cell.strip() for cell in row):
            continue
        try:
            made = _row(line, row, places, order)
        except ValueError as wrong:
            bad.append(BadLine(line, str(wrong)))
            continue
        if made.text or made.values:
            read.append(made)
        else:
            empty += 1
    return Diary(tuple(read), tuple(bad), tuple(columns), found, delimiter, order, empty)


def mapping_typed(typed: str) -> dict[str, str]:
    """What --map says: "date=Day,text=Notes", with quotation marks where a name has a comma. Raises BadInput."""
    found: dict[str, str] = {}
    for part in next(csv.reader([typed], skipinitialspace=True), []):
        what, equals, column = part.partition("=")
        if not (equals and what.strip() and column.strip()):
            raise BadInput(f"“{part}” does not say which column is what.", "Write it as date=Day,text=Notes.")
        if what.strip() in found:
            raise BadInput(f"“{what.strip()}” is said twice.", "Name one column for it.")
        found[what.strip()] = column.strip()
    return found


def _decoded(data: bytes) -> str:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput("This is no text file.", "Save the table as CSV first.")
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("The file's letters cannot be read.", "Save it as CSV in UTF-8.")


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into equally many cells, and into the most."""

    def cells(delimiter: str) -> tuple[bool, int]:
        try:
            rows = [row for _, (_, row) in zip(range(_SNIFFED), _rows(text, delimiter), strict=False)]
        except BadInput:
            return False, 0
        widths = {len(row) for row in rows if row}
        return len(widths) == 1, max(widths, default=0)

    return max(_DELIMITERS, key=lambda each: (cells(each)[1] > 1, *cells(each)))


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error as error:
        raise BadInput(f"Line {before + 1} cannot be read as a table: {error}.", "Save it as CSV anew.") from error


def diary_columns(data: bytes, measures: Mapping[str, str] = {}) -> tuple[tuple[str, ...], dict[str, str]]:
    """The names in the first line of a CSV file, and what they are taken for as far as they tell. Raises BadInput."""
    text = _decoded(data)
    columns = _columns(_rows(text, _delimiter(text)))
    return tuple(columns), _guessed(columns, measures)


def _columns(rows: Iterator[tuple[int, list[str]]]) -> list[str]:
    columns = next(rows, (1, []))[1]
    if not any(each.strip() for each in columns):
        raise BadInput("The file is empty.", "Its first line has to name the columns.")
    return columns


def _guessed(columns: list[str], measures: Mapping[str, str]) -> dict[str, str]:
    there = {folded(each): each for each in reversed(columns)}
    found = {
        what: there[name]
        for what in _PLAIN
        for name in [next((each for each in COLUMN_NAMES[what] if each in there), None)]
        if name is not None
    }
    taken = set(found.values())
    for each, label in measures.items():
        column = there.get(folded(each)) or there.get(folded(label))
        if column is not None and column not in taken:
            found[each] = column
            taken.add(column)
    return found


def _mapped(columns: list[str], mapping: Mapping[str, str] | None, measures: Mapping[str, str]) -> dict[str, str]:
    if mapping is None:
        found = _guessed(columns, measures)
    else:
        there = {folded(each): each for each in reversed(columns)}
        found = {}
        for what, column in mapping.items():
            if what not in _PLAIN and what not in measures:
                from difflib import get_close_matches

                near = get_close_matches(what, [*_PLAIN, *measures], n=1)
                hint = f"Did you mean {near[0]}?" if near else "There are date, time, text and the measures."
                raise BadInput(f"“{what}” is nothing that a column can be.", hint)
            if folded(column) not in there:
                raise BadInput(f"There is no column “{column}”.", f"There are {_listed(columns)}.")
            found[what] = there[folded(column)]
    if DATE not in found:
        raise ColumnsUnclear(
            f"It is not clear which column has the day. There are {_listed(columns)}.",
            "Choose the column of the day.",
        )
    if len(found) == 1 + (TIME in found):
        raise ColumnsUnclear(
            f"It is not clear what to take over. There are {_listed(columns)}.",
            "Choose what the other columns are.",
        )
    return found


def _listed(columns: list[str]) -> str:
    return ", ".join(f"“{each.strip()}”" for each in columns if each.strip())


def _order(days: list[str]) -> str:
    """In which order day and month stand, by the days that leave no doubt. Raises BadInput where all leave one."""
    typed = [split_time(each)[0] for each in days if each.strip()]
    clear = {order for each in typed if len(found := orders_of(each)) == 1 for order in found}
    doubtful = next((each for each in typed if is_doubtful(each)), None)
    if doubtful is not None and len(clear) != 1:
        raise DaysUnclear(
            f"The days can be read in two ways: is {doubtful} the day first or the month?",
            "Choose how the days are written.",
        )
    return clear.pop() if len(clear) == 1 else DAY_FIRST


def _row(line: int, row: list[str], places: Mapping[str, int], order: str) -> DiaryRow:
    """One row. Raises ValueError, which says what is wrong with it."""

    def cell(what: str) -> str:
        place = places.get(what)
        return row[place].strip() if place is not None and place < len(row) else ""

    typed, at_typed = split_time(cell(DATE))
    if not typed:
        raise ValueError("has no day")
    day = day_in(typed, order)
    if day is None:
        raise ValueError(f"“{typed}” is no day")
    at_typed = cell(TIME) or at_typed
    at = time_in(at_typed) if at_typed else None
    if at_typed and at is None:
        raise ValueError(f"“{at_typed}” is no time")
    values: dict[str, str] = {}
    for what in places:
        if what not in _PLAIN and cell(what):
            number = number_in(cell(what))
            values[what] = cell(what) if number is None else f"{number:g}"
    return DiaryRow(line, day, at, cell(TEXT), values)
