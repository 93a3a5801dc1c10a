"""How the client wants to be reminded: which kinds, when, in which words, how often again, and when it is quiet.

They look forward only: no past day is judged by them, so unlike zones and starts of the day they carry no dates. Each
kind is a document of its own, so that two devices which change two kinds do not disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from aftercare.model.reminder_key import ReminderKind

_DAY = 24 * 60
#: How far before or after its occasion a reminder can be set.
MAX_DAYS = 60
MAX_MINUTES = 14 * _DAY
#: How often at most the same thing is said again.
MAX_AGAIN = 5
#: Between two attempts there is time to do it.
LEAST_AGAIN, MOST_AGAIN = 5, 12 * 60
#: For so many minutes at least it is still said: less could pass between two looks.
LEAST_LATE = 5

#: The words that stand for themselves; any others are the client's own.
NEUTRAL, NAMED = "neutral", "named"


class ByMinutes(Struct, frozen=True, tag="minutes", tag_field="by"):
    """So many minutes before, or for a question after, an instant: several times where there are several."""

    minutes: Annotated[tuple[Annotated[int, Meta(ge=0, le=MAX_MINUTES)], ...], Meta(min_length=1, max_length=4)]


class ByDays(Struct, frozen=True, tag="days", tag_field="by"):
    """So many days before or after a date, at a wall time."""

    days: Annotated[tuple[Annotated[int, Meta(ge=0, le=MAX_DAYS)], ...], Meta(min_length=1, max_length=6)]
    at: time


Timing: TypeAlias = ByMinutes | ByDays


class KindSettings(Struct, frozen=True):
    """How one kind is reminded of. `late` is for how many minutes after its time it is still said.

    It is said again `again_after` minutes later, `again` times at most, as long as nothing has answered it. `wording`
    is "neutral", which names no product, point, session or person, "named", which does, or words of the client's own.
    """

    kind: ReminderKind
    timing: Timing
    late: Annotated[int, Meta(ge=1, le=MAX_MINUTES)]
    on: bool = True
    wording: str = NEUTRAL
    again: Annotated[int, Meta(ge=0, le=MAX_AGAIN)] = 0
    again_after: Annotated[int, Meta(ge=LEAST_AGAIN, le=MOST_AGAIN)] = 20

    @property
    def late_for(self) -> timedelta:
        """How long after its time it is still said."""
        return timedelta(minutes=self.late)

    @property
    def again_every(self) -> timedelta:
        """What lies between two attempts."""
        return timedelta(minutes=self.again_after)


class QuietHours(Struct, frozen=True):
    """From the wall time `since` to `until`, past midnight where that comes earlier, nothing is said; `on` or not."""

    since: time = time(22)
    until: time = time(7)
    on: bool = True

    def cover(self, wall: time) -> bool:
        """Whether it is quiet at `wall`."""
        if not self.on or self.since == self.until:
            return False
        if self.since < self.until:
            return self.since <= wall < self.until
        return wall >= self.since or wall < self.until


#: What holds where the client has set nothing. Only what a tick answers is said again: nothing else could end it.
DEFAULTS: Mapping[ReminderKind, KindSettings] = {
    each.kind: each
    for each in (
        KindSettings(ReminderKind.SLOT, ByMinutes((0,)), late=4 * 60, again=2),
        KindSettings(ReminderKind.SESSION, ByMinutes((_DAY, 120)), late=_DAY),
        KindSettings(ReminderKind.TOOK_PLACE, ByMinutes((30,)), late=_DAY),
        KindSettings(ReminderKind.CHECK_IN, ByDays((1, 3, 7), time(18)), late=5 * 60),
        KindSettings(ReminderKind.WATCH, ByDays((0,), time(10)), late=3 * _DAY),
        KindSettings(ReminderKind.MAGNETS, ByMinutes((0,)), late=12 * 60),
        KindSettings(ReminderKind.RUN_OUT, ByDays((7,), time(10)), late=3 * _DAY),
        KindSettings(ReminderKind.USE_BY, ByDays((14,), time(10)), late=3 * _DAY),
    )
}


class ReminderSettings(Struct, frozen=True):
    """What the client has set; the kinds that are not there are as in DEFAULTS."""

    kinds: Mapping[str, KindSettings] = {}
    quiet: QuietHours = QuietHours()

    def of(self, kind: ReminderKind) -> KindSettings:
        """How `kind` is reminded of."""
        return self.kinds.get(kind.value, DEFAULTS[kind])
