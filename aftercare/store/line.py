"""One line is one action: its checksum, then JSON. The checksum is also the action's name, which versions refer to.

Because the name is made from the content, two actions that a cloned or restored machine wrote under the same writer
and number still have two names, and the same line read from two files (a file sync's conflict copy) has one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Raw, Struct

from aftercare.model.learned_types import learned
from aftercare.store.digest import blake2b

#: The schema of the lines that this program writes.
SCHEMA = 1

#: A day before the last instant that a date can tell.
LAST_STAMP = 253_402_214_400_000

_NAME_LENGTH = 16

Document = dict[str, Any]
Migration = Callable[[dict[str, Any]], dict[str, Any]]

#: From each older schema to the next: a function of the whole action as read.
MIGRATIONS: dict[int, Migration] = {}


class Change(Struct, frozen=True, array_like=True, gc=False):  # of so many none is in a circle
    """One document as an action leaves it: `base` names the versions that it replaces, None is a tombstone."""

    table: str
    id: str
    base: tuple[str, ...]
    document: Document | None


class BareChange(Struct, frozen=True, array_like=True, gc=False):
    """A change of which the document stays the JSON that it is in the line; `null` is a tombstone."""

    table: str
    id: str
    base: tuple[str, ...]
    document: Raw


class _Line(Struct, frozen=True, omit_defaults=True):
    """What a line begins with."""

    writer: str
    seq: Annotated[int, Meta(ge=1, le=2**62)]
    stamp: Annotated[int, Meta(ge=0, le=LAST_STAMP)]
    schema: int
    what: str


class Action(_Line, frozen=True, omit_defaults=True):
    """What a person or the service did at once: the unit of atomicity, of undo and of history.

    `seq` counts the writer's actions from 1, `stamp` is in milliseconds since 1970 (UTC), `what` says in a word what
    was done, `undoes` names the action that this one takes back. Where one line would be too much for one file, the
    lines of an action share the random name `together`: they came to be at once, and are undone at once. `was` is the
    name under which the action goes on where something was erased from its line: others refer to it by that.
    """

    changes: tuple[Change, ...]
    undoes: str | None = None
    together: str | None = None
    was: str | None = None


class BareAction(_Line, frozen=True, omit_defaults=True, gc=False):
    """An action of which nothing is made but its changes' keys: for who goes through very many of them once."""

    changes: tuple[BareChange, ...]
    undoes: str | None = None
    together: str | None = None
    was: str | None = None


class NamedAction(Struct, frozen=True):
    """An action with its name."""

    name: str
    action: Action


class Damaged(Exception):
    """The line is not what was written."""


class Newer(Exception):
    """The line is whole, and of a schema that this program does not know."""


class _Envelope(Struct):
    schema: int


_encoder = msgspec.json.Encoder()
_decode_action = msgspec.json.Decoder(learned(Action)).decode


@cache
def _decode_bare() -> Callable[[bytes], BareAction]:
    # made when very many are gone through: the present needs none
    return msgspec.json.Decoder(learned(BareAction)).decode


def name_of(body: bytes) -> str:
    """The checksum of an action's JSON: 64 bits of BLAKE2b, in hexadecimal."""
    return blake2b(body, digest_size=_NAME_LENGTH // 2).hexdigest()


def encode(action: Action) -> tuple[str, bytes]:
    """The action's name and its line, without a newline."""
    body = _encoder.encode(action)
    checksum = name_of(body)
    return action.was or checksum, b"%s %s" % (checksum.encode(), body)


def decode(line: bytes) -> NamedAction:
    """Reads a line back, migrating an older schema. Raises Damaged and Newer."""
    name, body = _checked(line)
    try:
        action = _decode_action(body)
    except (ValueError, RecursionError) as error:
        action = _other_schema(body, error)
    if action.schema != SCHEMA:
        action = _other_schema(body, None)
    return NamedAction(action.was or name, action)


def decode_bare(line: bytes) -> tuple[str, BareAction]:
    """The same with the documents as the JSON that they are: the name of the action, and the action."""
    name, body = _checked(line)
    try:
        bare = _decode_bare()(body)
    except (ValueError, RecursionError):
        bare = None
    if bare is None or bare.schema != SCHEMA:
        # what is wrong with it, or how it is brought up to date, is told in one place
        action = decode(line).action
        changes = [
            BareChange(each.table, each.id, each.base, Raw(_encoder.encode(each.document))) for each in action.changes
        ]
        bare = BareAction(action.writer, action.seq, action.stamp, SCHEMA, action.what, tuple(changes), was=action.was)
    return bare.was or name, bare


def _checked(line: bytes) -> tuple[str, bytes]:
    """The line's name and body, where they fit each other."""
    body = line[_NAME_LENGTH + 1 :]
    name = name_of(body)
    if line[: _NAME_LENGTH + 1] != name.encode() + b" ":
        raise Damaged("the checksum does not fit")
    return name, body


def _other_schema(body: bytes, error: Exception | None) -> Action:
    try:
        schema = msgspec.json.decode(body, type=learned(_Envelope)).schema
    except (ValueError, RecursionError) as unreadable:
        raise Damaged("the checksum fits, but the content is not an action") from unreadable
    if schema > SCHEMA:
        raise Newer(f"schema {schema}")
    if schema == SCHEMA:
        raise Damaged("the checksum fits, but the content is not an action") from error
    action = msgspec.json.decode(body)
    for step in range(schema, SCHEMA):
        if step not in MIGRATIONS:
            raise Damaged(f"schema {schema} was never written by any release")
        action = MIGRATIONS[step](action)
    try:
        return msgspec.convert({**action, "schema": SCHEMA}, learned(Action))
    except msgspec.ValidationError as wrong:
        raise Damaged(f"schema {schema} could not be brought up to date") from wrong
