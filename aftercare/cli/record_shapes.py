"""What `start`, `demo`, `undo`, `versions` and `where` say with --json."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aftercare.cli.json_shape import Shape as Shape
from aftercare.cli.json_shape import encoded as encoded


class UndoneShape(Shape, frozen=True):
    """`undo`."""

    client: str
    deed: str
    titles: tuple[str, ...]


class StartedShape(Shape, frozen=True):
    """`start`. `begun` is false where there was a record already."""

    client: str
    name: str | None
    begun: bool


class DemoShape(Shape, frozen=True):
    """`demo`: the home that was made, and the first day of the made-up life."""

    home: str
    client: str
    years: float
    seed: int
    since: date


class VersionShape(Shape, frozen=True):
    """One of a thing's current versions; `document` is null where it was deleted there."""

    number: int
    version: str
    shown: bool
    at: datetime
    words: str
    document: dict[str, Any] | None


class SeveralShape(Shape, frozen=True):
    """A thing that has several current versions."""

    table: str
    id: str
    title: str
    versions: tuple[VersionShape, ...]


class VersionsShape(Shape, frozen=True):
    """`versions`, and what is left after `versions keep`."""

    client: str
    things: tuple[SeveralShape, ...]


class WhereShape(Shape, frozen=True):
    """`where`."""

    client: str
    records: str
    state: str
    files: tuple[str, ...]
    set_aside: tuple[str, ...]
