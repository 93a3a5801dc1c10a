"""The tables of a record as CSV: a row a document, flat columns with the same names each time, for people to read.

A spreadsheet takes a cell that begins with one of a few signs for a formula: such a text gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns_of(kind: Any) -> list[str]:
    """The columns of a table whose documents are of `kind`, the id first: "answer.kind" is a field within one."""
    return ["id", *_columns(inspect.type_info(kind), "")] if kind is not None else ["id"]


def _columns(kind: inspect.Type, path: str) -> Iterator[str]:
    fields = list(_fields(kind))
    if not fields:
        yield path
        return
    seen: set[str] = set()
    for name, inner in fields:
        for column in _columns(inner, f"{path}.{name}" if path else name):
            if column not in seen and column != "id":
                seen.add(column)
                yield column


def _fields(kind: inspect.Type) -> Iterator[tuple[str, inspect.Type]]:
    """The fields of a struct, or of every struct in a union; nothing for what stands in one cell."""
    match kind:
        case inspect.StructType(fields=fields, tag_field=tag_field):
            if tag_field is not None:
                yield tag_field, inspect.StrType()
            for each in fields:
                yield each.encode_name, each.type
        case inspect.UnionType(types=types):
            for one in types:
                yield from _fields(one)
        case inspect.Metadata(type=inner):
            yield from _fields(inner)


def table_lines(documents: Iterable[tuple[str, Mapping[str, Any]]], kind: Any) -> Iterator[bytes]:
    """The table as CSV, by lines: the header, then `documents` (id, document) of `kind`.

    What the columns have no place for is put into a last one, "more", as JSON.
    """
    columns = columns_of(kind)
    taken = set(columns)
    yield _line([*columns, "more"]).encode("utf-8-sig")
    for document_id, document in documents:
        cells: dict[str, str] = {"id": _guarded(document_id)}
        more: dict[str, Any] = {}
        _fill(document, "", taken, cells, more)
        left = msgspec.json.encode(more).decode() if more else ""
        yield _line([*(cells.get(each, "") for each in columns), left]).encode()


def _fill(value: Mapping[str, Any], path: str, columns: set[str], cells: dict[str, str], more: dict[str, Any]) -> None:
    for name, inner in value.items():
        column = f"{path}.{name}" if path else name
        if column == "id":
            continue
        if column in columns:
            cells[column] = _cell(inner)
        elif isinstance(inner, Mapping):
            _fill(inner, column, columns, cells, more)
        elif inner is not None:
            more[column] = inner


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return _guarded(value)
        case int() | float():
            return str(value)
        case list() | tuple() if all(isinstance(each, str) for each in value):
            return _guarded("; ".join(value))
        case _:
            return _guarded(msgspec.json.encode(value).decode())


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
