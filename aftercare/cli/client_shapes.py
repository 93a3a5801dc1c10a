"""What `client` answers with --json."""

from __future__ import annotations

from datetime import time

from aftercare.cli.json_shape import Shape


class ListedShape(Shape, frozen=True):
    """A client in the list; `client` is what --client takes."""

    client: str
    name: str | None
    archived: bool


class ListShape(Shape, frozen=True):
    """`client`."""

    clients: tuple[ListedShape, ...]


class ClientShape(Shape, frozen=True):
    """`client add`, `rename`, `archive`, `restore`, `zone`, `day-start` and `region`.

    `zone` is null where none was recorded, `region` where nobody has said where the client lives.
    """

    client: str
    name: str | None
    archived: bool
    zone: str | None
    day_start: time
    region: str | None
    changed: bool
