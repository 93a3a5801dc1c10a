"""What `magnets` answers with --json."""

from __future__ import annotations

from datetime import datetime

from aftercare.cli.json_shape import Shape
from aftercare.model.magnet_words import bar_words, excluded_words
from aftercare.model.magnets_view import MagnetRow, MagnetsView


class MagnetSpotShape(Shape, frozen=True):
    """A place. `off` is when the magnet that is on comes off, `why_not` what keeps one off it now.

    `turn` is 1 for the place that comes next, `skin` what was last seen there where that was not clear.
    """

    spot: str
    point: str
    side: str
    name: str
    zone: str | None
    on_since: datetime | None
    off: datetime | None
    adhesive_due: datetime | None
    missing_since: datetime | None
    last_off: datetime | None
    skin: str | None
    why_not: str | None
    turn: int | None


class MagnetCountsShape(Shape, frozen=True):
    """How many were counted out and in, are on, and are missing: `out` is the sum of the other three."""

    out: int
    back: int
    on: int
    missing: int


class MagnetsShape(Shape, frozen=True):
    """`magnets`, and after a change what it is then. `not_offered` says why none is, `scan` when an MRI is near."""

    client: str
    spots: tuple[MagnetSpotShape, ...]
    counts: MagnetCountsShape
    not_offered: str | None
    scan: datetime | None


def magnets_shape(client: str, view: MagnetsView) -> MagnetsShape:
    """The whole view."""
    counts = view.counts
    return MagnetsShape(
        client=client,
        spots=tuple(_spot(each, view.now) for each in view.rows),
        counts=MagnetCountsShape(out=counts.out, back=counts.back, on=counts.worn, missing=counts.missing),
        not_offered=excluded_words(view.excluded) if view.excluded else None,
        scan=view.scan,
    )


def _spot(row: MagnetRow, now: datetime) -> MagnetSpotShape:
    return MagnetSpotShape(
        spot=row.spot.id,
        point=row.spot.point,
        side=row.spot.side.value,
        name=row.place.name,
        zone=row.place.zone,
        on_since=row.wearing.since if row.wearing else None,
        off=row.off,
        adhesive_due=row.adhesive_due,
        missing_since=row.missing,
        last_off=row.ended,
        skin=row.sore.skin.value if row.sore else None,
        why_not=bar_words(row.bar, now) if row.bar else None,
        turn=row.turn,
    )
