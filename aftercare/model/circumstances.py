"""All that a decision looks at besides the routine: the client's clock, and what was done, planned, paused and held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from msgspec import Struct

from aftercare.model.caution import CautionOver
from aftercare.model.check_off import Answer, CheckOff
from aftercare.model.day_start import DayStarts
from aftercare.model.floor import Floor, FloorOver
from aftercare.model.hold import Hold
from aftercare.model.local_day import local_date
from aftercare.model.pause import Pause
from aftercare.model.routine import Id, Slot
from aftercare.model.session import Attendance
from aftercare.model.slot_instant import DatedZone, slot_instant

#: The answers to one step's occurrences: by date, then by slot.
StepAnswers = Mapping[date, Mapping[Id, Answer]]


class SessionEnd(Struct, frozen=True):
    """The instant (aware) at which a session ended or will end.

    `withdrawn` is the instant from which on it counts no more, as it was cancelled or moved afterwards.
    """

    session: Id
    at: datetime
    attendance: Attendance = Attendance.PLANNED
    withdrawn: datetime | None = None


class Use(Struct, frozen=True):
    """One use of a step that is taken as needed, at an instant (aware, in the wall time of the place)."""

    id: str
    step: Id
    at: datetime


class Circumstances(Struct, frozen=True, dict=True):
    """What holds for one client, seen at `now` (aware, in the client's wall time).

    `zones` are in the order of their days, and there is at least one. `answers` are by step. Days from today on that
    are not answered count as used as planned, days before it as missed.
    """

    now: datetime
    zones: tuple[DatedZone, ...]
    starts: DayStarts = DayStarts()
    answers: Mapping[Id, StepAnswers] = {}
    uses: tuple[Use, ...] = ()
    sessions: tuple[SessionEnd, ...] = ()
    pauses: tuple[Pause, ...] = ()
    holds: tuple[Hold, ...] = ()
    floors: tuple[FloorOver, ...] = ()
    cautions: tuple[CautionOver, ...] = ()

    @property
    def today(self) -> date:
        """The local date that is running."""
        return local_date(self.now, self.starts)

    @cached_property
    def holds_by_step(self) -> Mapping[Id, list[Hold]]:
        """The holds over each step that has any, in the order in which they begin."""
        found: dict[Id, list[Hold]] = {}
        for each in self.holds:
            found.setdefault(each.step, []).append(each)
        for holds in found.values():
            holds.sort(key=lambda each: each.begin)
        return found

    @cached_property
    def longest_hold(self) -> Mapping[Id, timedelta]:
        """How long the longest of them lasts, its return in stages included, for each step that has any."""
        return {step: max(each.last - each.begin for each in holds) for step, holds in self.holds_by_step.items()}

    def floor_over(self, step: Id, day: date) -> Floor | None:
        """The floor over `step` on `day`."""
        return next((each.floor for each in self.floors if each.step == step and each.includes(day)), None)

    def instant_of(self, slot: Slot, day: date) -> datetime:
        """The instant, in UTC, of `slot` on the local date `day`."""
        return slot_instant(slot, day, self.zones, self.starts)


def answers_by_step(check_offs: Iterable[CheckOff]) -> dict[Id, dict[date, dict[Id, Answer]]]:
    """`check_offs` in the form that Circumstances wants."""
    result: dict[Id, dict[date, dict[Id, Answer]]] = {}
    for each in check_offs:
        result.setdefault(each.step, {}).setdefault(each.day, {})[each.slot] = each.answer
    return result
