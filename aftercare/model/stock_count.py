"""What somebody saw was left of a pack: an event of its own, from which counting by uses goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.day_start import DayStarts
from aftercare.model.local_day import local_date
from aftercare.model.routine import Id


class StockCount(Struct, frozen=True):
    """At the instant `at`, `left` was left of the pack, in `unit` ("ml" or "g", "" where it was not said).

    `id` begins with its month and is random, so that two devices that count keep both; the last one counts.
    """

    id: Id
    pack: Id
    at: datetime
    left: Annotated[float, Meta(ge=0, le=5000)]
    unit: str = ""


class Counted(Struct, frozen=True):
    """The last count of a pack: what was `left` on `day`. `later` are the steps done on that day after it."""

    left: float
    unit: str
    day: date
    later: tuple[Id, ...] = ()


def last_counts(
    counts: Iterable[StockCount], done: Mapping[Id, Sequence[tuple[date, datetime]]], starts: DayStarts
) -> dict[Id, Counted]:
    """The last count of each pack. `done` are the uses of each step with their instants."""
    last: dict[Id, StockCount] = {}
    for each in sorted(counts, key=lambda one: (one.at, one.id)):
        last[each.pack] = each
    found = {}
    for pack, each in last.items():
        day = local_date(each.at, starts)
        later = [step for step, uses in done.items() for on, at in uses if on == day and at > each.at]
        found[pack] = Counted(each.left, each.unit, day, tuple(later))
    return found
