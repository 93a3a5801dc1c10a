"""The points that the client may press, and those that are not offered, as a person looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.model.magnet_event import Spot
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.point_state import PointState
from aftercare.model.press import UNSET_PRESS, Pressed


class PressBarKind(StrEnum):
    """Why a point is not offered for the client's own hands. The first is a floor: nothing changes it."""

    NEVER = "never"
    HELD = "held"
    """After a session."""


class PressBar(Struct, frozen=True):
    """Why a point is not offered now; `until` is when that ends by itself."""

    kind: PressBarKind
    until: datetime | None = None


class SetBy(StrEnum):
    """Who named the time for which a point is pressed."""

    PLAN = "plan"
    LAST = "last"
    """The client, when they pressed it last."""
    NOBODY = "nobody"


class PressRow(Struct, frozen=True):
    """A point and its side: for how long it is pressed and who said so, and how often it was today.

    `last` is when it was pressed last, in the last three months. `where` is where it lies, `asks` what to tell the
    practitioner first.
    """

    place: MagnetPlace
    whole: timedelta
    set_by: SetBy
    today: int = 0
    last: Pressed | None = None
    bar: PressBar | None = None
    where: str = ""
    asks: str = ""

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return self.place.spot

    @property
    def state(self) -> PointState:
        """What is so there, for the face and the lists."""
        if self.bar is not None:
            return PointState.NEVER if self.bar.kind is PressBarKind.NEVER else PointState.RESTS
        return PointState.DONE if self.today else PointState.FINGER


class PressView(Struct, frozen=True):
    """The points in the plan's order, those that are `offered` first."""

    now: datetime
    rows: tuple[PressRow, ...]

    @property
    def offered(self) -> tuple[PressRow, ...]:
        """Those that the client may press now."""
        return tuple(each for each in self.rows if each.bar is None)

    def row(self, spot: Spot) -> PressRow | None:
        """The row of a spot; None where there is none."""
        return next((each for each in self.rows if each.spot == spot), None)


def press_bar(place: MagnetPlace, held: datetime | None, now: datetime) -> PressBar | None:
    """Why `place` is not offered at `now`, where pressing rests until `held`; None where it is."""
    if place.never:
        return PressBar(PressBarKind.NEVER)
    if held is not None and held > now:
        return PressBar(PressBarKind.HELD, held)
    return None


def press_view(
    places: Iterable[MagnetPlace],
    presses: Sequence[Pressed],
    held: datetime | None,
    told: Callable[[MagnetPlace], tuple[str, str]],
    day_of: Callable[[datetime], date],
    now: datetime,
) -> PressView:
    """The view at `now` of `presses` in their order. `told` says where a place lies and what is to be asked first."""

    def row(place: MagnetPlace) -> PressRow:
        where, asks = told(place)
        here = [each for each in presses if each.spot == place.spot]
        last = here[-1] if here else None
        by_plan = timedelta(seconds=place.press_seconds) if place.press_seconds is not None else None
        return PressRow(
            place=place,
            whole=by_plan or (last.set_length if last is not None else UNSET_PRESS),
            set_by=SetBy.PLAN if by_plan else SetBy.LAST if last is not None else SetBy.NOBODY,
            today=sum(day_of(each.at) == day_of(now) for each in here),
            last=last,
            bar=press_bar(place, held, now),
            where=where,
            asks=asks,
        )

    rows = [row(each) for each in places]
    return PressView(now, tuple(sorted(rows, key=lambda each: each.bar is not None)))
