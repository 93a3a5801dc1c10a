"""Where every magnet is, from what was said of them: worn since when, counted in, missing, and how the skin was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.magnet_event import (
    AdhesiveChanged,
    EventId,
    Found,
    GivenUp,
    MagnetEvent,
    Missed,
    Placed,
    Removed,
    Skin,
    SkinChecked,
    Spot,
)


class Wearing(Struct, frozen=True):
    """A magnet that is on: put on by the event `placed` at `since`, its adhesive from `adhesive_since`."""

    placed: EventId
    since: datetime
    adhesive_since: datetime


class Counts(Struct, frozen=True):
    """How many were counted out and in, are still on, and are missing, whether they are still looked for or not.

    `out` is the sum of the three others, whatever happened.
    """

    out: int = 0
    back: int = 0
    worn: int = 0
    missing: int = 0


class Magnets(Struct, frozen=True):
    """All magnets as they are: `worn`, `missing` (looked for, since when) and `given_up` by their spots.

    `ended` says when the last one came off a spot, `skin` what was last seen there.
    """

    worn: dict[Spot, Wearing] = {}
    missing: dict[Spot, datetime] = {}
    ended: dict[Spot, datetime] = {}
    skin: dict[Spot, SkinChecked] = {}
    counts: Counts = Counts()

    def sore(self, spot: Spot) -> SkinChecked | None:
        """What was last seen on the skin of `spot`, where that was not clear."""
        seen = self.skin.get(spot)
        return seen if seen is not None and seen.skin is not Skin.CLEAR else None


def in_order(events: Iterable[MagnetEvent]) -> list[MagnetEvent]:
    """`events` as they happened; of one instant, which two devices may have, always in the same order."""
    return sorted(events, key=lambda each: (each.at.timestamp(), each.id))


def magnets_worn(events: Iterable[MagnetEvent]) -> Magnets:
    """Where every magnet is after `events`. What fits nothing, as taking off what another device took off, is nothing.

    A magnet on a spot that has one already was put there by two devices at once: it counts once.
    """
    worn: dict[Spot, Wearing] = {}
    missing: dict[Spot, list[datetime]] = {}
    ended: dict[Spot, datetime] = {}
    skin: dict[Spot, SkinChecked] = {}
    out = back = given_up = 0
    for event in in_order(events):
        for spot in event.spots:
            match event:
                case Placed(id=placed, at=at) if spot not in worn:
                    worn[spot] = Wearing(placed, at, at)
                    out += 1
                case Removed(at=at) if spot in worn:
                    del worn[spot]
                    ended[spot] = at
                    back += 1
                case Missed(at=at) if spot in worn:
                    del worn[spot]
                    ended[spot] = at
                    missing.setdefault(spot, []).append(at)
                case Found() if spot in missing:
                    _one_less(missing, spot)
                    back += 1
                case GivenUp() if spot in missing:
                    _one_less(missing, spot)
                    given_up += 1
                case AdhesiveChanged(at=at) if spot in worn:
                    worn[spot] = replace(worn[spot], adhesive_since=at)
                case SkinChecked():
                    skin[spot] = event
    looked_for = sum(map(len, missing.values()))
    return Magnets(
        worn=worn,
        missing={spot: since[0] for spot, since in missing.items()},
        ended=ended,
        skin=skin,
        counts=Counts(out, back, len(worn), looked_for + given_up),
    )


def _one_less(missing: dict[Spot, list[datetime]], spot: Spot) -> None:
    missing[spot].pop()
    if not missing[spot]:
        del missing[spot]
