"""What `magnets history` and `acupressure history` answer with --json."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from aftercare.cli.json_shape import Shape
from aftercare.model.magnet_event import SkinChecked
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.point_history import Happened, PointDay
from aftercare.model.press import Pressed


class PointEventShape(Shape, frozen=True):
    """What happened at a place: placed, removed, missed, found, given-up, skin-checked, adhesive-changed or pressed.

    `rested_hours` is how long it was free before a magnet went on; `seconds` is how long it was pressed.
    """

    at: datetime
    what: str
    skin: str | None
    text: str
    rested_hours: float | None
    seconds: int | None


class RatedAroundShape(Shape, frozen=True):
    """What a measure was rated in the zone of the point the day before, that day and the day after; null: not rated."""

    measure: str
    name: str
    before: int | None
    on: int | None
    after: int | None


class PointDayShape(Shape, frozen=True):
    """The ratings of the zone around a day on which something happened at the point; they say nothing of a cause."""

    day: date
    ratings: tuple[RatedAroundShape, ...]


class PointHistoryShape(Shape, frozen=True):
    """`magnets history` and `acupressure history` of one place: its events and their days, the latest first."""

    client: str
    spot: str
    name: str
    side: str
    zone: str | None
    events: tuple[PointEventShape, ...]
    days: tuple[PointDayShape, ...]


def point_history_shape(client: str, place: MagnetPlace, days: Sequence[PointDay]) -> PointHistoryShape:
    """The history of one place."""
    return PointHistoryShape(
        client=client,
        spot=place.spot.id,
        name=place.name,
        side=place.spot.side.value,
        zone=place.zone,
        events=tuple(_event(one) for each in days for one in reversed(each.happened)),
        days=tuple(
            PointDayShape(
                day=each.day,
                ratings=tuple(
                    RatedAroundShape(measure=one.measure, name=one.name, before=one.before, on=one.on, after=one.after)
                    for one in each.rated
                ),
            )
            for each in days
        ),
    )


def _event(happened: Happened) -> PointEventShape:
    event, rested = happened.event, happened.rested
    return PointEventShape(
        at=event.at,
        what="pressed" if isinstance(event, Pressed) else str(type(event).__struct_config__.tag),
        skin=event.skin.value if isinstance(event, SkinChecked) else None,
        text=event.text if isinstance(event, SkinChecked) else "",
        rested_hours=round(rested.total_seconds() / 3600, 1) if rested is not None else None,
        seconds=event.seconds if isinstance(event, Pressed) else None,
    )
