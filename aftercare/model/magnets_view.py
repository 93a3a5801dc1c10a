"""The client's magnets as a person looks at them: each place with what is there, until when, and what keeps one off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from aftercare.model.face_point import Means
from aftercare.model.flooring import NotAllowed
from aftercare.model.magnet_event import SkinChecked, Spot
from aftercare.model.magnet_offer import Around, Bar, bar_at, next_places
from aftercare.model.magnet_place import MagnetPlace, off_by
from aftercare.model.magnets_worn import Counts, Magnets, Wearing


class MagnetRow(Struct, frozen=True):
    """A place. `off` is when the magnet that is on comes off, `ended` when the last one did.

    `missing` is since when one is looked for. `turn` is 1 for the place that comes next; None where none goes now.
    """

    place: MagnetPlace
    wearing: Wearing | None = None
    off: datetime | None = None
    missing: datetime | None = None
    ended: datetime | None = None
    sore: SkinChecked | None = None
    bar: Bar | None = None
    turn: int | None = None
    adhesive_due: datetime | None = None

    @property
    def spot(self) -> Spot:
        """Where it is."""
        return self.place.spot


class MagnetsView(Struct, frozen=True):
    """All places in the plan's order, and then those that the plan no longer has and at which something still is.

    `scan` is the beginning of an MRI or a surgery that is near. `excluded` says why no magnet is offered at all.
    """

    now: datetime
    rows: tuple[MagnetRow, ...]
    counts: Counts
    scan: datetime | None = None
    excluded: NotAllowed | None = None

    @property
    def worn(self) -> tuple[MagnetRow, ...]:
        """Where a magnet is on."""
        return tuple(each for each in self.rows if each.wearing is not None)

    @property
    def missing(self) -> tuple[MagnetRow, ...]:
        """Where one is looked for."""
        return tuple(each for each in self.rows if each.missing is not None)

    @property
    def next(self) -> tuple[MagnetRow, ...]:
        """Where one may be put on now, the longest rested first."""
        free = [(each.turn, number) for number, each in enumerate(self.rows) if each.turn is not None]
        return tuple(self.rows[number] for _, number in sorted(free))

    def row(self, spot: Spot) -> MagnetRow | None:
        """The row of a spot; None where there is none."""
        return next((each for each in self.rows if each.spot == spot), None)


def magnets_view(
    places: tuple[MagnetPlace, ...],
    magnets: Magnets,
    around: Around,
    evening_of: Callable[[datetime], datetime],
    adhesive: timedelta,
    scan: datetime | None = None,
) -> MagnetsView:
    """The view at `around.now`. `evening_of` names the evening of an instant's day, `adhesive` how long one holds."""
    known = {each.spot for each in places}
    left = sorted({*magnets.worn, *magnets.missing} - known)
    gone = tuple(MagnetPlace(spot, spot.id.replace("-", " "), "", Means.MAGNET, never=True) for spot in left)
    turns = {each.spot: turn for turn, each in enumerate(next_places(places, magnets, around), 1)}

    def row(place: MagnetPlace) -> MagnetRow:
        spot = place.spot
        wearing = magnets.worn.get(spot)
        return MagnetRow(
            place=place,
            wearing=wearing,
            off=off_by(place, wearing.since, evening_of(wearing.since)) if wearing else None,
            missing=magnets.missing.get(spot),
            ended=magnets.ended.get(spot),
            sore=magnets.sore(spot),
            bar=bar_at(place, magnets, around),
            turn=turns.get(spot),
            adhesive_due=wearing.adhesive_since + adhesive if wearing else None,
        )

    return MagnetsView(
        now=around.now,
        rows=tuple(row(each) for each in (*places, *gone)),
        counts=magnets.counts,
        scan=scan,
        excluded=around.allowed if isinstance(around.allowed, NotAllowed) else None,
    )
