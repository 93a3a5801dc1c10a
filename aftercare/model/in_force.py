"""What a therapist's plan says from a day on, with the ways in which it stood before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self, TypeVar

from msgspec import Struct
from msgspec.structs import replace

_DAY = timedelta(days=1)
T = TypeVar("T", bound="InForce")


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
        return _whole(self._until(last))

    def beginning(self, first: date) -> Self | None:
        """It without what it said of the days before `first`; None where nothing of it is left."""
        return _whole(self._from(first))

    def going_on_as(self, then: Self | None, on: date) -> Self | None:
        """It on the days before `on`, and from then on as `then` stands; None where neither says anything."""
        past, coming = self._until(on - _DAY), then._from(on) if then is not None else ()
        meet = past and coming and (past[-1].until, coming[0].since) == (on - _DAY, on)
        if meet and past[-1].bare() == coming[0].bare():
            past, coming = (*past[:-1], replace(past[-1], until=coming[0].until)), coming[1:]
        return _whole((*past, *coming))

    def _from(self, first: date) -> tuple[Self, ...]:
        left = [each for each in self._versions if each.until is None or each.until >= first]
        return tuple(
            replace(each, former=(), since=first if each.since is None else max(each.since, first)) for each in left
        )

    def _until(self, last: date) -> tuple[Self, ...]:
        begun = [each for each in self._versions if each.since is None or each.since <= last]
        return tuple(
            replace(each, former=(), until=last if each.until is None else min(each.until, last)) for each in begun
        )


def _whole(versions: tuple[T, ...]) -> T | None:
    return replace(versions[-1], former=versions[:-1]) if versions else None
