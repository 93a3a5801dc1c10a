"""When one step was done, in the order of the days: what courses, phases and rests count by."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import UTC, date, datetime

from aftercare.model.check_off import Done
from aftercare.model.circumstances import Circumstances
from aftercare.model.local_day import local_date, seconds_into_day, seconds_since_begin
from aftercare.model.routine import Id, Routine

#: A local date, and the seconds from the start of its day.
Moment = tuple[date, int]


class StepHistory:
    """Every time that one step was done: occurrences and uses as needed, and what a walk into the future assumes."""

    def __init__(self, step: Id, routine: Routine, circumstances: Circumstances) -> None:
        starts = circumstances.starts
        #: The uses as needed alone: local dates and instants in UTC.
        self.uses: list[tuple[date, datetime]] = []
        self._done: list[tuple[date, int, datetime]] = []
        for use in circumstances.uses:
            if use.step == step:
                day, at = local_date(use.at, starts), use.at.astimezone(UTC)
                self.uses.append((day, at))
                self._done.append((day, seconds_since_begin(use.at, starts), at))
        for day, answers in circumstances.answers.get(step, {}).items():
            for slot_id, answer in answers.items():
                if not isinstance(answer, Done):
                    continue
                slot = routine.slots.get(slot_id)
                wall = slot.at_on(day) if slot is not None else answer.at.time()
                # What was filled in on another day happened in its slot, as far as anyone knows.
                afterwards = slot is not None and local_date(answer.at, starts) != day
                at = circumstances.instant_of(slot, day) if slot and afterwards else answer.at.astimezone(UTC)
                self._done.append((day, seconds_into_day(wall, starts.on(day)), at))
        self._done.sort()

    def assume(self, moment: Moment, at: datetime) -> None:
        """Takes it that the step will be done at `at`, in the slot at `moment`."""
        insort(self._done, (*moment, at))

    def count(self, since: date, before: Moment) -> int:
        """How often it was done from the day `since` on and before `before`."""
        return max(0, bisect_left(self._done, before) - bisect_left(self._done, (since,)))

    def count_days(self, first: date, end: date) -> int:
        """How often it was done from the day `first` up to, not including, `end`."""
        return bisect_left(self._done, (end,)) - bisect_left(self._done, (first,))

    def last(self, before: Moment) -> datetime | None:
        """When it was last done before `before`, in UTC."""
        found = bisect_left(self._done, before)
        return self._done[found - 1][2] if found else None

    def last_day(self, before: Moment) -> date | None:
        """The local date on which it was last done before `before`."""
        found = bisect_left(self._done, before)
        return self._done[found - 1][0] if found else None
