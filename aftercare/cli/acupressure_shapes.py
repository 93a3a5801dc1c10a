"""What `acupressure` answers with --json."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from aftercare.cli.json_shape import Shape
from aftercare.model.press_view import PressRow, PressView
from aftercare.model.press_words import press_bar_words

if TYPE_CHECKING:
    from aftercare.care.pressing import Kept


class PressSpotShape(Shape, frozen=True):
    """A point and its side. `seconds` is how long it is pressed, `set_by` who said so: plan, last or nobody.

    `why_not` says why it is not offered now, `ask` what to tell the practitioner first.
    """

    spot: str
    point: str
    side: str
    name: str
    zone: str | None
    seconds: int
    set_by: str
    pressed_today: int
    last: datetime | None
    why_not: str | None
    ask: str


class AcupressureShape(Shape, frozen=True):
    """`acupressure`."""

    client: str
    spots: tuple[PressSpotShape, ...]


class PressedShape(Shape, frozen=True):
    """`acupressure press`: what was kept, and the names of the steps that are done by it."""

    client: str
    spot: str
    at: datetime
    seconds: int
    set_to: int
    steps_done: tuple[str, ...]


def acupressure_shape(client: str, view: PressView) -> AcupressureShape:
    """The whole view."""
    return AcupressureShape(client=client, spots=tuple(_spot(each, view.now) for each in view.rows))


def pressed_shape(client: str, kept: Kept) -> PressedShape:
    """What was kept of one pressing."""
    pressed = kept.pressed
    return PressedShape(
        client=client,
        spot=pressed.spot.id,
        at=pressed.at,
        seconds=pressed.seconds,
        set_to=pressed.set_to,
        steps_done=kept.ticked,
    )


def _spot(row: PressRow, now: datetime) -> PressSpotShape:
    return PressSpotShape(
        spot=row.spot.id,
        point=row.spot.point,
        side=row.spot.side.value,
        name=row.place.name,
        zone=row.place.zone,
        seconds=int(row.whole.total_seconds()),
        set_by=row.set_by.value,
        pressed_today=row.today,
        last=row.last.at if row.last else None,
        why_not=press_bar_words(row.bar, now) if row.bar else None,
        ask=row.asks,
    )
