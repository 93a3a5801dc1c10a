"""Points that the client presses with a finger: what was pressed, and the time as it runs down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta, Struct, convert
from msgspec.structs import replace

from aftercare.model.face_point import MAX_PRESS_SECONDS
from aftercare.model.learned_types import learned
from aftercare.model.magnet_event import EventId, Spot

#: The longest time that can be set, and the step by which it is set.
LONGEST_PRESS = timedelta(seconds=MAX_PRESS_SECONDS)
PRESS_STEP = timedelta(seconds=30)
#: Where the clock stands before anybody has set it and the plan names no time. No advice: it has to begin somewhere.
UNSET_PRESS = timedelta(minutes=1)
#: What is shorter was no pressing.
SHORTEST_PRESS = timedelta(seconds=1)

Seconds = Annotated[int, Meta(ge=1, le=MAX_PRESS_SECONDS)]


class Pressed(Struct, frozen=True, kw_only=True):
    """The point at `spot` was pressed for so many `seconds`, until `at`; `set_to` is the time that was set."""

    id: EventId
    at: datetime
    spot: Spot
    seconds: Seconds
    set_to: Seconds

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a point was pressed at an instant")
        if self.seconds > self.set_to:
            raise ValueError("a point is not pressed for longer than the time that was set")

    @property
    def length(self) -> timedelta:
        """For how long it was pressed."""
        return timedelta(seconds=self.seconds)

    @property
    def set_length(self) -> timedelta:
        """The time that was set."""
        return timedelta(seconds=self.set_to)

    @property
    def is_whole(self) -> bool:
        """Whether the time that was set ran down."""
        return self.seconds == self.set_to


def pressed_of(document: dict[str, Any]) -> Pressed:
    """What a stored document is. Raises ValueError (msgspec's)."""
    return convert(document, learned(Pressed))


class Stood(Struct, frozen=True):
    """A pressing that has begun and is not kept in the record yet: `gone` seconds of `whole` at `spot`."""

    spot: Spot
    whole: Annotated[float, Meta(gt=0, le=MAX_PRESS_SECONDS)]
    gone: Annotated[float, Meta(ge=0, le=MAX_PRESS_SECONDS)]


class PressTimer(Struct, frozen=True):
    """A time that runs down: `whole` is what was set, `gone` what had run when it last stood, `since` when it began to
    run again; None while it stands.
    """

    whole: timedelta
    gone: timedelta = timedelta()
    since: datetime | None = None

    @property
    def runs(self) -> bool:
        """Whether it runs, or has run down."""
        return self.since is not None

    def done(self, now: datetime) -> timedelta:
        """How much of it has run at `now`: never less than before it stood, never more than the whole."""
        ran = max(timedelta(), now - self.since) if self.since is not None else timedelta()
        return min(self.whole, self.gone + ran)

    def left(self, now: datetime) -> timedelta:
        """How much is left at `now`."""
        return self.whole - self.done(now)

    def is_over(self, now: datetime) -> bool:
        """Whether it has run down at `now`."""
        return self.done(now) >= self.whole

    def turned(self, now: datetime) -> PressTimer:
        """Running where it stood, and standing where it ran."""
        return replace(self, gone=self.done(now), since=None if self.runs else now)

    def set_to(self, whole: timedelta) -> PressTimer:
        """With another time, which is not shorter than what has run while it stood and not longer than the longest."""
        return replace(self, whole=min(LONGEST_PRESS, max(whole, self.gone + SHORTEST_PRESS, PRESS_STEP)))
