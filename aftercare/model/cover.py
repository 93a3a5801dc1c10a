"""What lies over one step: floors, pauses and holds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from operator import attrgetter

from aftercare.model.caution import Caution
from aftercare.model.circumstances import Circumstances
from aftercare.model.floor import Floor
from aftercare.model.hold import Hold, SlowReturn
from aftercare.model.pause import Pause
from aftercare.model.routine import Id, Routine, Slot, Step
from aftercare.model.rulings import AskFirst, BarredBy, Covering, HeldBy, PausedBy
from aftercare.model.runs_of_days import clipped, merged
from aftercare.model.slot_instant import date_at

_DAY = timedelta(days=1)
#: Between its local date and the date of a slot's instant in UTC lie at most so many days, whatever the zone: the date
#: of an instant so many days later, and so many earlier.
_BEFORE, _AFTER = 2, 2
#: So many holds are looked through one by one.
_FEW = 4
_LONG = timedelta(days=1000)
_EVER = date(1, 1, 1)
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
        self._pauses: list[Pause] = named + blanket
        self._holds: list[Hold] = circumstances.holds_by_step.get(step.id, [])
        self._floors = [each for each in circumstances.floors if each.step == step.id]
        self._cautions = [each for each in circumstances.cautions if each.step == step.id]

    def _prescribed_on(self, day: date) -> bool:
        return is_prescribed(self._step, self._routine, day)

    @cached_property
    def _not_prescribed(self) -> list[tuple[date, date]]:
        """The first and the last day of each span in which no doctor prescribed what the step applies."""
        applied = {each.product for each in self._step.former} | {self._step.product}
        products = [self._routine.products[each] for each in applied if each and each in self._routine.products]
        ends = [each.until for each in self._step.former]
        ends += [each.until for product in products for each in product.former]
        begins = [_EVER, *sorted({each + _DAY for each in ends})]
        spans = [(first, (*begins, _FAR + _DAY)[n + 1] - _DAY) for n, first in enumerate(begins)]
        return merged(each for each in spans if not self._prescribed_on(each[0]))

    def over(self, day: date, at: datetime, *, in_slot: bool = True) -> Covering | None:
        """What covers the instant `at` (aware) of the local date `day`, a floor first; None for nothing.

        `at` is that of a slot, or a real one: then what rests after a session rests from its end on.
        """
        floor = self.floor_on(day)
        if floor is not None and not floor.goes_on:
            return BarredBy(floor)
        if (pause := self.pause_on(day)) is not None:
            return PausedBy(pause)
        if floor is not None:
            return AskFirst(floor)
        hold = _longest(self._around(at), at, in_slot) if self._holds else None
        if hold is not None:
            prescribed = self._prescribed_on(day)
            if hold.asks or prescribed:
                return AskFirst(hold, prescribed)
            return HeldBy(hold, tuple(self._after(hold, in_slot)))
        if not self._prescribed_on(day):
            return None
        asking = next((each for each in self._pauses if each.includes(day)), None)
        return AskFirst(asking) if asking is not None else None

    def floor_on(self, day: date) -> Floor | None:
        """The floor over `day`."""
        return next((each.floor for each in self._floors if each.includes(day)), None)

    def cautions_on(self, day: date) -> list[Caution]:
        """What the therapist is to be asked before the step is done on `day`; it keeps nothing from being due."""
        return [each.caution for each in self._cautions if each.includes(day)]

    def floored(self) -> Iterator[tuple[date, date]]:
        """The first and the last day of each floor. They interrupt no cycle: what shares it goes on."""
        for each in self._floors:
            yield each.first, each.last or _FAR

    def pause_on(self, day: date) -> Pause | None:
        """The pause over `day`; of several the one that ends last."""
        if not self._pauses:
            return None
        prescribed = self._prescribed_on(day)
        found = [each for each in self._pauses if each.includes(day) and (each.steps or not prescribed)]
        return max(found, key=lambda each: each.last or _FAR, default=None)

    def hold_at(self, at: datetime, day: date, *, in_slot: bool = True) -> Hold | None:
        """The hold over the instant `at` (aware) of the local date `day`; of several the one that ends last."""
        return _longest(self._covering(day, at), at, in_slot)

    def _after(self, hold: Hold, in_slot: bool) -> Iterator[Hold]:
        """What goes on when `hold` ends, and so on, without a gap."""
        following = self._next(hold, in_slot)
        while following is not None:
            yield following
            following = self._next(following, in_slot)

    def _next(self, hold: Hold, in_slot: bool) -> Hold | None:
        if hold.end.date() >= _FAR:
            return None
        zones, starts = self._circumstances.zones, self._circumstances.starts
        # most end where no other begins
        if _longest(self._around(hold.end), hold.end, in_slot) is None:
            return None
        return self.hold_at(hold.end, date_at(hold.end, zones, starts), in_slot=in_slot)

    def stage_at(self, at: datetime, day: date) -> tuple[Hold, SlowReturn] | None:
        """The stage of a return that `at` on `day` lies in, with its hold; of several the slowest."""
        if not self._holds:
            return None
        found = [(each, stage) for each in self._covering(day, at) if (stage := each.stage_at(at)) is not None]
        return max(found, key=lambda each: (each[1].every_days, each[1].until), default=None)

    def staged(self) -> Iterator[tuple[date, date]]:
        """The first and the last day on which a return in stages may lie."""
        for hold in self._holds:
            if hold.stages:
                yield hold.begin.date() - _DAY, hold.stages[-1].until.date() + _DAY

    @property
    def _lasting(self) -> timedelta:
        return self._circumstances.longest_hold.get(self._step.id, timedelta())

    def _around(self, at: datetime) -> list[Hold]:
        """The holds that may reach `at`: of many years few do."""
        many = len(self._holds) > _FEW and self._lasting < _LONG
        first = bisect_left(self._holds, at - self._lasting, key=_begin) if many else 0
        last = bisect_right(self._holds, at, key=_begin)
        return self._holds[first:last]

    def _between(self, first: date, last: date) -> list[Hold]:
        """The holds that may reach the days from `first` to `last`, by their dates in UTC."""
        if len(self._holds) <= _FEW or self._lasting >= _LONG:
            return self._holds
        earliest = _midnight(max(first, _EVER + _LONG)) - self._lasting
        begin = bisect_left(self._holds, earliest, key=_begin)
        return self._holds[begin : bisect_right(self._holds, _midnight(last + _DAY), key=_begin)]

    def _covering(self, day: date, at: datetime) -> list[Hold]:
        found = [each for each in self._around(at) if not each.asks]
        return [] if not found or self._prescribed_on(day) else found

    def runs(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """The first and the last day of each pause and hold that reaches the days from `first` to `last`, and maybe of
        others; a hold's by the slots that it covers.

        Where the step is prescribed for a part of it, the other parts alone.
        """
        for pause in self._pauses:
            of_pause = [(pause.first, pause.last or _FAR)]
            yield from of_pause if pause.steps else clipped(of_pause, self._not_prescribed)
        for hold in self._between(first - _AFTER * _DAY, last + _BEFORE * _DAY):
            if hold.asks:
                continue
            # A slot's instant lies within so many days of its local date that only the edges need to be looked at.
            around = [(hold.begin.date() - _BEFORE * _DAY, min(hold.end.date(), _FAR - _AFTER * _DAY) + _AFTER * _DAY)]
            for start, end in clipped(around, self._not_prescribed):
                reach = range(min(_BEFORE + _AFTER + 3, (end - start).days + 1))
                begins = next((start + n * _DAY for n in reach if self._touches(hold, start + n * _DAY)), None)
                ends = next((end - n * _DAY for n in reach if self._touches(hold, end - n * _DAY)), None)
                if begins is not None and ends is not None:
                    yield begins, ends

    def _touches(self, hold: Hold, day: date) -> bool:
        slots = (self._step.terms_on(day) or self._step.terms[0]).slots
        return any(
            hold.includes(self._circumstances.instant_of(self._slots[slot], day))
            for slot in slots
            if slot in self._slots
        )


def _longest(holds: list[Hold], at: datetime, in_slot: bool) -> Hold | None:
    return max((each for each in holds if each.includes(at, in_slot=in_slot)), key=_end, default=None)


_begin, _end = attrgetter("begin"), attrgetter("end")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
