"""A whole record as JSON Lines: a first line that says what it is, a line a document, a last one that says it is all.

The history, where it is asked for, stands behind the documents, a line an action. It is for reading: documents come in
again, what was done in the past does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from aftercare.errors import BadInput
from aftercare.model.learned_types import learned

#: The form of the file that this program writes.
FORMAT = 1

_BEGINS = b'{"aftercare":"record",'


class Header(Struct, frozen=True, kw_only=True):
    """What the file is. `schema` is that of the documents, `made` an instant with its offset."""

    aftercare: Literal["record"] = "record"
    format: int = FORMAT
    program: str
    schema: int
    client: str
    name: str
    made: str
    counts: dict[str, int]
    settings: dict[str, str | None] = {}


class Exported(Struct, frozen=True):
    """One document of the record."""

    table: str
    id: Annotated[str, Meta(min_length=1)]
    document: dict[str, Any]


class PastAction(Struct, frozen=True, kw_only=True):
    """One action of the history."""

    action: str
    writer: str
    seq: int
    at: str
    what: str
    undoes: str | None
    changes: tuple[dict[str, Any], ...]


class _End(Struct, frozen=True):
    end: int


class BadLine(Struct, frozen=True):
    """A line that cannot be read, by its number from 1, and why."""

    line: int
    why: str


class RecordFile(Struct, frozen=True):
    """What was read: the documents with their lines, and the lines that could not be."""

    header: Header
    numbered: tuple[tuple[int, Exported], ...]
    bad: tuple[BadLine, ...]


_encode = msgspec.json.Encoder().encode
_decode_header = msgspec.json.Decoder(learned(Header)).decode
_decode_document = msgspec.json.Decoder(learned(Exported)).decode
_decode_action = msgspec.json.Decoder(learned(PastAction)).decode
_decode_end = msgspec.json.Decoder(learned(_End)).decode


def record_lines(header: Header, documents: Iterable[Exported], history: Iterable[PastAction] = ()) -> Iterator[bytes]:
    """The lines of the file, each with its newline."""
    yield _encode(header) + b"\n"
    count = 1
    for each in documents:
        yield _encode(each) + b"\n"
        count += 1
    for action in history:
        yield _encode(action) + b"\n"
        count += 1
    yield _encode(_End(count)) + b"\n"


def is_record_file(head: bytes) -> bool:
    """Whether a file that begins with `head` is one of these."""
    return head.startswith(_BEGINS)


def read_record_lines(data: bytes) -> RecordFile:
    """Reads the file back. Raises BadInput where it is none, or of a newer form."""
    lines = data.split(b"\n")
    try:
        header = _decode_header(lines[0])
    except (ValueError, RecursionError) as error:
        raise BadInput(
            "This is no file that `aftercare export` has written.", "Its first line says what it is; that is missing."
        ) from error
    if header.format > FORMAT:
        raise BadInput("This file was written by a newer aftercare.", "Install the newest version.")
    documents: list[tuple[int, Exported]] = []
    bad: list[BadLine] = []
    ended = False
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        if ended:
            bad.append(BadLine(number, "stands behind the end of the file"))
            continue
        try:
            if line.startswith(b'{"end"'):
                ended = _decode_end(line).end == number - 1
                if not ended:
                    bad.append(BadLine(number, f"says that {_decode_end(line).end} lines stand before it"))
                    ended = True
            elif line.startswith(b'{"action"'):
                _decode_action(line)
            else:
                documents.append((number, _decode_document(line)))
        except (ValueError, RecursionError) as error:
            bad.append(BadLine(number, _why(error)))
    if not ended:
        bad.append(BadLine(len(lines), "the file ends early: its last line is missing"))
    return RecordFile(header, tuple(documents), tuple(bad))


def _why(error: Exception) -> str:
    text = str(error) if isinstance(error, msgspec.DecodeError) else "cannot be read"
    return f"is no document of a record ({text})" if text else "is no document of a record"
