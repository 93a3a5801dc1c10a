"""How far a titration or a taper has come: the phase that a day lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.rules import WEEKDAYS, Daily, EveryNth, Pattern, Phases, Weekdays
from aftercare.model.rulings import InPhase

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class WeekOfUse(Struct, frozen=True):
    """How many occurrences a week planned and how many were done. Held, paused and skipped ones were not done."""

    planned: int
    done: int

    @property
    def as_planned(self) -> bool:
        """Whether the week counts: more than half of what it planned was done."""
        return 2 * self.done > self.planned > 0


class _Week(Struct, frozen=True):
    """A week with the phase that it lies in. `counted` weeks of that phase were used as planned before it."""

    begins: date
    phase: int
    began: date
    counted: int
    stepped_down: date | None


def pattern_is_due(pattern: Pattern, began: date, day: date) -> bool:
    """Whether a phase with `pattern` that began on `began` makes its step due on `day`."""
    match pattern:
        case Daily():
            return True
        case Weekdays(days=days):
            return WEEKDAYS[day.weekday()] in days
        case EveryNth(days=days):
            return (day - began).days % days == 0


class PhaseProgress:
    """The weeks of one rule, walked from its start. It remembers them, so that asking day after day costs little.

    `done_in` gives the number of times that the step was done from a date up to, not including, another; `slots_on`
    the number of slots that the step had on a date.
    """

    def __init__(self, rule: Phases, done_in: Callable[[date, date], int], slots_on: Callable[[date], int]) -> None:
        self._rule = rule
        self._done_in = done_in
        self._slots_on = slots_on
        self._step_downs = sorted(rule.step_downs)
        self._begins = [rule.start]
        self._weeks = [_Week(rule.start, 0, rule.start, 0, None)]

    def on(self, day: date) -> InPhase:
        """The phase of `day`. All that was done before `day` has to be known by now."""
        phases = self._rule.phases
        if day < self._rule.start:
            first = phases[0]
            return InPhase(0, len(phases), first.pattern, self._rule.start, 0, first.weeks, None, due=False)
        while (after := self._end(self._weeks[-1])) <= day:
            self._begins.append(after)
            self._weeks.append(self._following(self._weeks[-1], after))
        week = self._weeks[bisect_right(self._begins, day) - 1]
        phase = phases[week.phase]
        due = pattern_is_due(phase.pattern, week.began, day)
        return InPhase(
            week.phase + 1,
            len(phases),
            phase.pattern,
            week.began,
            week.counted,
            phase.weeks,
            week.stepped_down,
            due,
        )

    def _end(self, week: _Week) -> date:
        """The day after the last of `week`, which a step-down cuts short."""
        end = week.begins + WEEK
        return next((each for each in self._step_downs if week.begins < each < end), end)

    def _following(self, week: _Week, begins: date) -> _Week:
        if begins in self._step_downs:
            return _Week(begins, max(0, week.phase - 1), begins, 0, begins)
        if not self._use_of(week).as_planned:
            return _Week(begins, week.phase, week.began, week.counted, week.stepped_down)
        counted = week.counted + 1
        if counted >= self._rule.phases[week.phase].weeks and week.phase + 1 < len(self._rule.phases):
            return _Week(begins, week.phase + 1, begins, 0, None)
        return _Week(begins, week.phase, week.began, counted, week.stepped_down)

    def _use_of(self, week: _Week) -> WeekOfUse:
        pattern = self._rule.phases[week.phase].pattern
        days = [week.begins + _DAY * n for n in range(7)]
        planned = sum(self._slots_on(day) for day in days if pattern_is_due(pattern, week.began, day))
        return WeekOfUse(planned, self._done_in(week.begins, week.begins + WEEK))
