"""At which places a magnet may be put on now, why not at the others, and which come next: the longest rested first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.model.flooring import Allowed, NotAllowed
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.magnets_worn import Magnets

_NEVER = datetime.min.replace(tzinfo=UTC)


class BarKind(StrEnum):
    """Why no magnet goes somewhere now. The first four are floors: no plan and no setting changes them."""

    EXCLUDED = "excluded"
    """An exclusion is recorded, or not yet answered with no."""
    NEVER = "never"
    """A point that is never for the client's own hands."""
    EYE = "eye"
    """Within the rim of the orbit."""
    MOUTH_AT_NIGHT = "mouth at night"
    SCAN = "scan"
    """An MRI or a surgery is near."""
    HELD = "held"
    """After a session."""
    WORN = "worn"
    MISSING = "missing"
    """The one that was there is still looked for."""
    SKIN = "skin"
    """The skin was not clear when it was last looked at: it rests until it is."""
    REST_DAY = "rest day"


class Bar(Struct, frozen=True):
    """Why no magnet goes to a place now; `until` is when that ends by itself, `what` names what is recorded."""

    kind: BarKind
    until: datetime | None = None
    what: tuple[str, ...] = ()


class Around(Struct, frozen=True):
    """What bears on every place at once at the instant `now`.

    `allowed` are the answers to the exclusions. `night`: from now on a magnet would stay on overnight. `scan` is the
    end of an MRI or a surgery that is near, `held` the end of what rests after a session. `rest` is how long the skin
    is left free before the next one.
    """

    now: datetime
    allowed: Allowed | NotAllowed
    night: bool
    rest: timedelta
    scan: datetime | None = None
    held: datetime | None = None


def bar_at(place: MagnetPlace, magnets: Magnets, around: Around) -> Bar | None:
    """Why no magnet goes to `place` now; floors come before all else. None where one may."""
    if isinstance(around.allowed, NotAllowed):
        return Bar(BarKind.EXCLUDED, what=around.allowed.reasons or around.allowed.unanswered)
    if place.never:
        return Bar(BarKind.NEVER)
    if place.at_eye:
        return Bar(BarKind.EYE)
    if place.at_mouth and around.night:
        return Bar(BarKind.MOUTH_AT_NIGHT)
    if place.spot in magnets.worn:
        return Bar(BarKind.WORN)
    if place.spot in magnets.missing:
        return Bar(BarKind.MISSING)
    if around.scan is not None:
        return Bar(BarKind.SCAN, around.scan)
    if around.held is not None and around.held > around.now:
        return Bar(BarKind.HELD, around.held)
    if (sore := magnets.sore(place.spot)) is not None:
        return Bar(BarKind.SKIN, what=(sore.skin.value,))
    ended = magnets.ended.get(place.spot)
    if ended is not None and ended + around.rest > around.now:
        return Bar(BarKind.REST_DAY, ended + around.rest)
    return None


def next_places(places: Iterable[MagnetPlace], magnets: Magnets, around: Around) -> tuple[MagnetPlace, ...]:
    """The places at which a magnet may be put on now, the longest rested first, else in the plan's order."""
    free = [each for each in places if bar_at(each, magnets, around) is None]
    return tuple(sorted(free, key=lambda each: magnets.ended.get(each.spot, _NEVER)))
