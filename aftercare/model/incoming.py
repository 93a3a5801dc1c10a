"""What comes in from a file, as a person looks at it first: what is new, what is there already, and what differs."""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Incoming(Struct, frozen=True):
    """A document that comes in."""

    table: str
    id: str
    document: dict[str, Any]


class Conflict(Struct, frozen=True):
    """A document that is here too and says something else; `title` is what a person calls the thing.

    `here` and `there` are the fields in which they differ, as text; `deleted` says that it was deleted here.
    """

    table: str
    id: str
    title: str
    here: dict[str, str]
    there: dict[str, str]
    deleted: bool = False


class Considered(Struct, frozen=True):
    """What taking a file in would do: `new` is written, `same` is here already, `older` was here and has changed since.

    Where a document differs what is here stays, unless the file's is wanted: then it is in `replacing`.
    """

    new: tuple[Incoming, ...]
    same: int
    older: int
    conflicts: tuple[Conflict, ...]
    replacing: tuple[Incoming, ...] = ()
    photos: int = 0

    @property
    def writes(self) -> tuple[Incoming, ...]:
        """What is written."""
        return (*self.new, *self.replacing)


def differing_fields(here: dict[str, Any] | None, there: dict[str, Any] | None) -> list[str]:
    """The names of the fields in which two documents differ."""
    one, other = here or {}, there or {}
    return [name for name in (*one, *(each for each in other if each not in one)) if one.get(name) != other.get(name)]
