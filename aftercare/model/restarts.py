"""On which days a cycle restarts, after what interrupts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from aftercare.model.circumstances import Circumstances
from aftercare.model.cover import Cover, is_prescribed
from aftercare.model.routine import Routine, Step
from aftercare.model.rules import Cycle
from aftercare.model.runs_of_days import clipped, merged

_DAY = timedelta(days=1)
#: How many days are looked back at first; where they do not tell, four times as many, and so on.
_LOOKED_BACK = 16
#: Days are asked for one after the other.
_LOOKED_AHEAD = 7
#: What lasts until then has no end.
_FAR = date(9000, 1, 1)


class Restarts:
    """The days on which `cycle` goes on at its recovery position for `step`.

    What covers a step that shares the cycle interrupts it too, unless `step` is prescribed by then: only its own pause
    does so. Of a day only the last restart before it matters, so years of sessions are looked at as far as it takes.
    """

    def __init__(self, cycle: Cycle, step: Step, routine: Routine, circumstances: Circumstances, cover: Cover) -> None:
        self._cycle = cycle
        self._step = step
        self._routine = routine
        self._cover = cover
        self._sharing = [
            (Cover(other, routine, circumstances), spans)
            for other in routine.steps.values()
            if other.id != step.id and (spans := _spans_in(cycle, other))
        ]
        self._known: tuple[date, date, list[date]] | None = None

    def over(self, first: date, last: date) -> list[date]:
        """The restarts that decide the days from `first` to `last`, in their order: the last one before them too."""
        if self._known is not None and self._known[0] <= first and last <= self._known[1]:
            return self._known[2]
        last, back = max(last, first + _LOOKED_AHEAD * _DAY), _LOOKED_BACK
        while True:
            begin = max(first, self._cycle.start) - min(back, max(0, (first - self._cycle.start).days)) * _DAY
            # what lies wholly before these days may be missing here, and restarts before them for all they tell
            found = [day for day in self._between(begin, last) if day > begin]
            if begin <= self._cycle.start or any(day <= first for day in found):
                self._known = first, last, found
                return found
            back *= 4

    def _between(self, first: date, last: date) -> list[date]:
        return [day + _DAY for _, day in merged(self._runs(first, last)) if day < _FAR]

    def _runs(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        yield from self._cover.runs(first, last)
        for cover, spans in self._sharing:
            for run in clipped(cover.runs(first, last), spans):
                if not is_prescribed(self._step, self._routine, run[1]):
                    yield run


def are_known(routine: Routine, seen: Circumstances, day: date, since: date) -> bool:
    """Whether what is `seen`, which tells of the days from `since` on alone, decides all cycles on `day`."""
    for step in routine.steps.values():
        for terms in step.terms:
            over = (step.last_day(terms) or _FAR) < day
            if over or not isinstance(terms.rule, Cycle) or terms.rule.start >= since:
                continue
            found = Restarts(terms.rule, step, routine, seen, Cover(step, routine, seen)).over(day, day)
            if not any(since < each <= day for each in found):
                return False
    return True


def _spans_in(cycle: Cycle, step: Step) -> list[tuple[date, date]]:
    """The first and the last days of the terms under which `step` goes through `cycle`, at whichever positions."""
    return [
        (terms.since, step.last_day(terms) or _FAR)
        for terms in step.terms
        if isinstance(terms.rule, Cycle) and replace(terms.rule, due=cycle.due) == cycle
    ]
