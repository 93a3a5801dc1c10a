"""The zones of the face that are rated, watched and treated, as `data/zones.toml` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.routine import Id
from aftercare.model.side import Side


class Box(Struct, frozen=True, forbid_unknown_fields=True):
    """The rectangle around a zone, in the frame of the face."""

    left: float
    right: float
    top: float
    bottom: float


class Zone(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/zones.toml`.

    In the frame of the face x goes from 0 at the outer edge of the ear at the viewer's left to 1 at the other, y from 0
    at the hairline to 1 at the chin. The client's right side is at the viewer's left. `pair` is the name that a zone
    and its mirror image share, `measures` are the ratings that make sense there.
    """

    id: Id
    label: str
    side: Side
    x: float
    y: float
    box: Box
    measures: tuple[str, ...]
    grade: Grade
    source: str
    pair: Id | None = None


#: Where nobody knows how zones are called.
NO_ZONES: Mapping[str, Zone] = MappingProxyType({})


def zone_words(ids: Iterable[Id], zones: Mapping[str, Zone]) -> tuple[str, ...]:
    """What people call the zones `ids`, such as "forehead" and "upper cheek, both sides"; an unknown id as it is."""
    named = list(dict.fromkeys(ids))
    words: dict[str, None] = {}
    for each in named:
        zone = zones.get(each)
        if zone is None:
            words[each.replace("-", " ")] = None
            continue
        label = zone.label[0].lower() + zone.label[1:]
        mirrored = [other for other in named if other != each and _is_mirror(zone, zones.get(other))]
        words[f"{label.rpartition(', ')[0]}, both sides" if mirrored else label] = None
    return tuple(words)


def _is_mirror(one: Zone, other: Zone | None) -> bool:
    return other is not None and one.pair is not None and one.pair == other.pair


def mirror_of(zones: Mapping[str, Zone], zone: str) -> str:
    """The id of the zone's mirror image; a zone on the midline, or one that is not known, is its own."""
    here = zones.get(zone)
    if here is None:
        return zone
    return next((each.id for each in zones.values() if each.id != zone and _is_mirror(here, each)), zone)


def side_first(zone: Zone) -> str:
    """What a zone is called with its side in front, which is what is kept where the line is short: "right temple"."""
    name = short_name(zone)
    return name if zone.side is Side.MIDDLE else f"{zone.side} {name[0].lower()}{name[1:]}"


def short_name(zone: Zone) -> str:
    """What a zone and its mirror image are both called."""
    return zone.label if zone.pair is None else zone.label.rpartition(", ")[0]
