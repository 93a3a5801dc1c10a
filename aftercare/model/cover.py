"""What lies over one step: pauses and holds, and on which days a cycle restarts after them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from aftercare.model.circumstances import Circumstances
from aftercare.model.floor import Floor
from aftercare.model.hold import Hold, SlowReturn
from aftercare.model.pause import Pause
from aftercare.model.routine import Id, Routine, Slot, Step
from aftercare.model.rules import Cycle
from aftercare.model.rulings import AskFirst, BarredBy, HeldBy, PausedBy

_DAY = timedelta(days=1)
#: A slot's instant lies within so many days of its local date, whatever the zone.
_EDGE = 3
#: What lasts until then has no end.
_FAR = date(9000, 1, 1)


def is_prescribed(step: Step, routine: Routine, day: date) -> bool:
    """Whether a doctor prescribed what `step` applies on `day`."""
    applied = step.as_on(day).product
    product = routine.products.get(applied) if applied else None
    return product is not None and product.as_on(day).by_prescription


class Cover:
    """The floors, pauses and holds over one step. Of a prescribed one they only give rise to a question."""

    def __init__(self, step: Step, routine: Routine, circumstances: Circumstances) -> None:
        self._step = step
        self._slots: Mapping[Id, Slot] = routine.slots
        self._circumstances = circumstances
        self._routine = routine
        named = [each for each in circumstances.pauses if step.id in each.steps]
        blanket = [each for each in circumstances.pauses if not each.steps]
        holds = [each for each in circumstances.holds if each.step == step.id]
        self._pauses: list[Pause] = named + blanket
        self._holds: list[Hold] = holds
        self._floors = [each for each in circumstances.floors if each.step == step.id]

    def _prescribed_on(self, day: date) -> bool:
        return is_prescribed(self._step, self._routine, day)

    def over(self, day: date, at: datetime) -> BarredBy | PausedBy | HeldBy | AskFirst | None:
        """What covers the instant `at` (aware) of the local date `day`, a floor first; None for nothing."""
        floor = self.floor_on(day)
        if floor is not None and not floor.goes_on:
            return BarredBy(floor)
        if (pause := self.pause_on(day)) is not None:
            return PausedBy(pause)
        if floor is not None:
            return AskFirst(floor)
        hold = _longest(self._holds, at)
        if hold is not None:
            prescribed = self._prescribed_on(day)
            return AskFirst(hold, prescribed) if hold.asks or prescribed else HeldBy(hold)
        if not self._prescribed_on(day):
            return None
        asking = next((each for each in self._pauses if each.includes(day)), None)
        return AskFirst(asking) if asking is not None else None

    def floor_on(self, day: date) -> Floor | None:
        """The floor over `day`."""
        return next((each.floor for each in self._floors if each.includes(day)), None)

    def floored(self) -> Iterator[tuple[date, date]]:
        """The first and the last day of each floor. They interrupt no cycle: what shares it goes on."""
        for each in self._floors:
            yield each.first, each.last or _FAR

    def pause_on(self, day: date) -> Pause | None:
        """The pause over `day`; of several the one that ends last."""
        prescribed = self._prescribed_on(day)
        found = [each for each in self._pauses if each.includes(day) and (each.steps or not prescribed)]
        return max(found, key=lambda each: each.last or _FAR, default=None)

    def hold_at(self, at: datetime, day: date) -> Hold | None:
        """The hold over the instant `at` (aware) of the local date `day`; of several the one that ends last."""
        return _longest(self._covering(day), at)

    def stage_at(self, at: datetime, day: date) -> tuple[Hold, SlowReturn] | None:
        """The stage of a return that `at` on `day` lies in, with its hold; of several the slowest."""
        found = [(each, stage) for each in self._covering(day) if (stage := each.stage_at(at)) is not None]
        return max(found, key=lambda each: (each[1].every_days, each[1].until), default=None)

    def staged(self) -> Iterator[tuple[date, date]]:
        """The first and the last day on which a return in stages may lie."""
        for hold in self._holds:
            if hold.stages:
                yield hold.start.date() - _DAY, hold.stages[-1].until.date() + _DAY

    def _covering(self, day: date) -> list[Hold]:
        return [] if self._prescribed_on(day) else [each for each in self._holds if not each.asks]

    def runs(self) -> Iterator[tuple[date, date]]:
        """The first and the last day of each pause and hold, a hold's by the slots that it covers."""
        for pause in self._pauses:
            # where what it applies changed on the way, each day is looked at by itself
            if not pause.steps and self._prescribed_on(pause.first) and self._prescribed_on(pause.last or _FAR):
                continue
            yield pause.first, pause.last or _FAR
        for hold in self._holds:
            if hold.asks or all(self._prescribed_on(each) for each in (hold.start.date(), min(hold.end.date(), _FAR))):
                continue
            # Only the edges need to be looked at, however long it is.
            start, end = hold.start.date() - _EDGE * _DAY, min(hold.end.date(), _FAR) + _EDGE * _DAY
            reach = range(min(2 * _EDGE + 1, (end - start).days + 1))
            first = next((start + n * _DAY for n in reach if self._touches(hold, start + n * _DAY)), None)
            last = next((end - n * _DAY for n in reach if self._touches(hold, end - n * _DAY)), None)
            if first is not None and last is not None:
                yield first, last

    def _touches(self, hold: Hold, day: date) -> bool:
        slots = (self._step.terms_on(day) or self._step.terms[0]).slots
        return hold in self._covering(day) and any(
            hold.includes(self._circumstances.instant_of(self._slots[slot], day))
            for slot in slots
            if slot in self._slots
        )


def restarts(cycle: Cycle, step: Step, routine: Routine, circumstances: Circumstances) -> list[date]:
    """The days on which `cycle` goes on at its recovery position for `step`, in their order.

    What covers a step that shares the cycle interrupts it too, unless `step` is prescribed by then: only its own pause
    does so.
    """
    runs = list(Cover(step, routine, circumstances).runs())
    for other in routine.steps.values():
        if other.id != step.id and (spans := _spans_in(cycle, other)):
            shared = _clipped(Cover(other, routine, circumstances).runs(), spans)
            runs += [run for run in shared if not is_prescribed(step, routine, run[1])]
    return [last + _DAY for _, last in merged(runs) if last < _FAR]


def merged(runs: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """`runs` of days in their order, those that touch or overlap as one."""
    result: list[tuple[date, date]] = []
    for first, last in sorted(runs):
        if result and first <= result[-1][1] + _DAY:
            result[-1] = result[-1][0], max(result[-1][1], last)
        else:
            result.append((first, last))
    return result


def _spans_in(cycle: Cycle, step: Step) -> list[tuple[date, date]]:
    """The first and the last days of the terms under which `step` goes through `cycle`, at whichever positions."""
    return [
        (terms.since, step.last_day(terms) or _FAR)
        for terms in step.terms
        if isinstance(terms.rule, Cycle) and replace(terms.rule, due=cycle.due) == cycle
    ]


def _clipped(runs: Iterable[tuple[date, date]], spans: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    for first, last in runs:
        for begins, ends in spans:
            if first <= ends and begins <= last:
                yield max(first, begins), min(last, ends)


def _longest(holds: list[Hold], at: datetime) -> Hold | None:
    return max((each for each in holds if each.includes(at)), key=lambda each: each.end, default=None)
