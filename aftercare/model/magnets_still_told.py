"""Which of the events of magnets still tell something of the present, so that the others need not be read again."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from aftercare.model.magnet_event import (
    AdhesiveChanged,
    Found,
    GivenUp,
    MagnetEvent,
    Missed,
    Placed,
    Removed,
    SkinChecked,
    Spot,
)
from aftercare.model.magnets_worn import in_order


def still_told(events: Iterable[MagnetEvent]) -> tuple[MagnetEvent, ...]:
    """Those of `events` that bear on where a magnet is on or missing, when a spot was left, and how its skin was.

    Each has only the spots for which it does. With them in place of `events` all of that comes out the same, whatever
    happens later; of what was counted out only those are counted that are on, are missing, or came off a spot last.
    """
    of_spots: dict[Spot, list[MagnetEvent]] = {}
    for event in in_order(events):
        for spot in event.spots:
            of_spots.setdefault(spot, []).append(replace(event, spots=(spot,)))
    return tuple(in_order(each for spot in sorted(of_spots) for each in _of_one(of_spots[spot])))


def _of_one(events: list[MagnetEvent]) -> list[MagnetEvent]:
    """Those that still tell something of the one spot at which `events` happened."""
    skin: MagnetEvent | None = None
    placed, missing = False, 0
    # the wearing that is told last, with all before it that one is still missing of; and the one before that
    last: list[MagnetEvent] = []
    former: list[MagnetEvent] = []
    for event in events:
        match event:
            case SkinChecked():
                skin = event
                continue
            case Placed() if not placed:
                placed = True
                if not missing:
                    former, last = last, []
            case Removed() if placed:
                placed = False
            case Missed() if placed:
                placed, missing = False, missing + 1
            case Found() | GivenUp() if missing:
                missing -= 1
            case AdhesiveChanged() if placed:
                pass
            case _:
                # it fits nothing, and is nothing to whoever puts the events together
                continue
        last.append(event)
    return [*former, *last, *([skin] if skin is not None else [])]
