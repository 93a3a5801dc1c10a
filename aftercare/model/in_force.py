"""What a therapist's plan says from a day on, with the ways in which it stood before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from msgspec import Struct
from msgspec.structs import replace

_DAY = timedelta(days=1)


class InForce(Struct, frozen=True):
    """It is in force from `since` to `until`, always and without end by default. `former` are the ways in which it
    stood before, oldest first, each with its days: a past day is judged by what was then in force.

    What derives from it has the three as its fields, at their end.
    """

    if TYPE_CHECKING:

        @property
        def since(self) -> date | None: ...
        @property
        def until(self) -> date | None: ...
        @property
        def former(self) -> tuple[Self, ...]: ...

    def as_on(self, day: date) -> Self | None:
        """It as it stood on `day`; None where it was not, or no longer, in force."""
        return next((each for each in self._versions if each._spans(day)), None)

    @property
    def _versions(self) -> tuple[Self, ...]:
        return (*self.former, self)

    def _spans(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which on it may stand in another way than on the day before."""
        ends = [each.until + _DAY for each in self._versions if each.until is not None]
        return tuple(sorted({*ends, *(each.since for each in self._versions if each.since is not None)}))

    def bare(self) -> Self:
        """It without its days."""
        return replace(self, since=None, until=None, former=())

    def changed_to(self, stated: Self, since: date) -> Self:
        """It as `stated` from the day `since` on; the days before keep what was in force then."""
        return replace(stated, since=since, until=None, former=self._until(since - _DAY))

    def ended(self, last: date) -> Self | None:
        """It with `last` as its last day; None where nothing of it is left."""
        kept = self._until(last)
        return replace(kept[-1], former=kept[:-1]) if kept else None

    def _until(self, last: date) -> tuple[Self, ...]:
        begun = [each for each in self._versions if each.since is None or each.since <= last]
        return tuple(
            replace(each, former=(), until=last if each.until is None else min(each.until, last)) for each in begun
        )
