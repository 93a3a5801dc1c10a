"""What a point went through, day by day, beside how its zone was rated around these days.

The two stand side by side. Nothing is said of what came of what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.magnet_event import MagnetEvent, Missed, Placed, Removed
from aftercare.model.press import Pressed
from aftercare.model.rating import Subject
from aftercare.model.routine import Id

_DAY = timedelta(days=1)

PointEvent = MagnetEvent | Pressed


class Happened(Struct, frozen=True):
    """What happened at the point; `rested` is how long it had been free when a magnet went on."""

    event: PointEvent
    rested: timedelta | None = None


class RatedAround(Struct, frozen=True):
    """What a measure was rated in the zone the day `before`, `on` the day, and the day `after`; None: not rated.

    `name` is what people call the measure.
    """

    measure: Id
    name: str
    before: int | None = None
    on: int | None = None
    after: int | None = None


class PointDay(Struct, frozen=True):
    """A day on which something happened at the point, in its order, and the ratings of its zone around it."""

    day: date
    happened: tuple[Happened, ...]
    rated: tuple[RatedAround, ...] = ()


def point_history(
    events: Iterable[PointEvent],
    zone: Id | None,
    rated: Mapping[Subject, Mapping[date, int]],
    names: Mapping[Id, str],
    day_of: Callable[[datetime], date],
) -> tuple[PointDay, ...]:
    """The days of `events`, which happened at one spot of `zone`, the latest first.

    A measure is told where it was rated in that zone on one of the three days; `names` are those of the measures.
    """
    days: dict[date, list[Happened]] = {}
    free_since: datetime | None = None
    for event in sorted(events, key=lambda each: (each.at.timestamp(), each.id)):
        rested = event.at - free_since if isinstance(event, Placed) and free_since is not None else None
        if isinstance(event, Removed | Missed):
            free_since = event.at
        elif isinstance(event, Placed):
            free_since = None
        days.setdefault(day_of(event.at), []).append(Happened(event, rested))
    of_zone = {each.measure: values for each, values in rated.items() if zone is not None and each.zone == zone}
    return tuple(
        PointDay(day, tuple(happened), tuple(_around(of_zone, names, day)))
        for day, happened in sorted(days.items())[::-1]
    )


def _around(of_zone: Mapping[Id, Mapping[date, int]], names: Mapping[Id, str], day: date) -> Iterable[RatedAround]:
    for measure, values in sorted(of_zone.items()):
        before, on, after = (values.get(each) for each in (day - _DAY, day, day + _DAY))
        if (before, on, after) != (None, None, None):
            yield RatedAround(measure, names.get(measure, measure), before, on, after)
