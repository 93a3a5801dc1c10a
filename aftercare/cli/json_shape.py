"""What every answer with --json is made of, and how it is written.

The README documents the shapes: they grow, no key changes its sense. Every key is always there. Dates are ISO 8601;
times of slots and sessions are wall times, instants carry their offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from aftercare.model.safe_text import hidden_characters

_BEYOND_ASCII = re.compile(r"[^\n -~]")


class Shape(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An object of an answer."""


def encoded(shape: Shape) -> str:
    """`shape` as JSON, in which no character takes effect on a terminal."""
    text = msgspec.json.format(msgspec.json.encode(_encodable(shape)), indent=2).decode()
    hidden = set(hidden_characters(text, allowed="\n")) if _BEYOND_ASCII.search(text) else ()
    return "".join(_escaped(sign) if at in hidden else sign for at, sign in enumerate(text)) if hidden else text


def in_parts(
    shape: Shape, field: str, items: Iterable[Shape], last: Callable[[], Shape] | None = None
) -> Iterator[str]:
    """`shape` as `encoded` writes it with `items` in its `field`, which is empty: part by part, as they come.

    `last` gives the shape as it is after the last of them, where what stands behind them is not known before.
    """
    place = f'\n  "{field}": ['
    yield encoded(shape).partition(f"{place}]")[0] + place
    comma = ""
    for each in items:
        yield f"{comma}\n    {encoded(each).replace(chr(10), f'{chr(10)}    ')}"
        comma = ","
    yield ("\n  ]" if comma else "]") + encoded(last() if last else shape).partition(f"{place}]")[2]


def _escaped(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))


def _encodable(value: object) -> object:
    """Bytes of the command line that are no text arrive as lone surrogates, which JSON cannot carry."""
    plain = msgspec.to_builtins(value)

    def mended(part: Any) -> Any:
        match part:
            case str():
                return part.encode("utf-8", "replace").decode()
            case dict():
                return {key: mended(each) for key, each in part.items()}
            case list() | tuple():
                return [mended(each) for each in part]
        return part

    return mended(plain)
