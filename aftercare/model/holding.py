"""The holds over the steps of a routine after its sessions: from when to when each step rests, and why."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

from msgspec import Struct

from aftercare.model.ended_session import EndedSession
from aftercare.model.hold import Hold, SlowReturn
from aftercare.model.plan_hold import MAX_HOLD_HOURS
from aftercare.model.rest import AfterOne, Rest, Rests, follows, kind_words, rests_of, substances_of, that_count
from aftercare.model.routine import Id, Routine
from aftercare.model.session import Attendance

#: How far a hold or its return can reach.
_REACH = timedelta(hours=MAX_HOLD_HOURS)
_DAY = timedelta(days=1)


class _Resting(Struct, frozen=True):
    """What rests of one step after a session, while routine and plan stay what they are."""

    step: Id
    rest: Rest
    asks: bool
    reason: str
    lasts: timedelta


def holds_over(
    routine: Routine, ended: Iterable[EndedSession], rests: Rests, now: datetime, begins: Callable[[date], datetime]
) -> tuple[Hold, ...]:
    """The holds over the steps of `routine` after each of the sessions, as seen at `now` (aware).

    `begins` says at which instant a local date begins: where the plan's holds, a step or a label change, the days
    before keep what held then.
    """
    holding = _Holding(routine, rests, begins)
    return tuple(hold for each in ended for hold in holding.after(each, now))


class _Holding:
    """Remembers what follows each kind of session, as long as nothing changes."""

    def __init__(self, routine: Routine, rests: Rests, begins: Callable[[date], datetime]) -> None:
        self._routine = routine
        self._rests = rests
        self._begins = cache(begins)
        self._changes = _changes(routine, rests)
        self._known: dict[tuple[str, int], tuple[_Resting, ...]] = {}

    def after(self, ended: EndedSession, now: datetime) -> Iterator[Hold]:
        session = ended.session
        if session.attendance is Attendance.CANCELLED:
            return
        end, slots_from = ended.end.astimezone(UTC), ended.slots_from.astimezone(UTC)
        unanswered = session.attendance is Attendance.PLANNED and ended.withdrawn is None
        provisional, planned = unanswered and end <= now, unanswered and end > now
        for resting, start, last in self._spans(ended):
            until = max(start, min(end + resting.lasts, last))
            stages = tuple(_stages(resting.rest, end, until, last)) if resting.rest.stages else ()
            if until > start or stages:
                yield Hold(
                    step=resting.step,
                    start=start,
                    end=until,
                    said_by=resting.rest.said_by,
                    reason=resting.reason,
                    note=resting.rest.note,
                    provisional=provisional,
                    planned=planned,
                    session=session.id,
                    asks=resting.asks,
                    stages=stages,
                    slots_from=slots_from if start == end else None,
                    withdrawn=ended.withdrawn is not None,
                )

    def _spans(self, ended: EndedSession) -> Iterator[tuple[_Resting, datetime, datetime]]:
        """What rests, with the first instant at which that is so and its end: a change of something else is none."""
        day, end = ended.session.at.date(), ended.end.astimezone(UTC)
        far = ended.end.astimezone(UTC) + 2 * _REACH
        if ended.withdrawn is not None:
            far = min(far, ended.withdrawn.astimezone(UTC))
        running: dict[_Resting, datetime] = {}
        first = bisect_right(self._changes, day)
        last = bisect_right(self._changes, day + _REACH)
        for number in range(first, last + 1):
            begin = end if number == first else max(end, self._begins(self._changes[number - 1]).astimezone(UTC))
            if begin >= far:
                break
            found = self._following(ended, day if number == first else self._changes[number - 1], number)
            for gone in [each for each in running if each not in found]:
                yield gone, running.pop(gone), begin
            for each in found:
                running.setdefault(each, begin)
        for each, begin in running.items():
            yield each, begin, far

    def _following(self, ended: EndedSession, day: date, span: int) -> tuple[_Resting, ...]:
        key = ended.session.kind, span
        if key not in self._known:
            after = follows(ended.session, self._rests, day)
            words = kind_words(ended.session, after)
            self._known[key] = tuple(self._restings(day, after, words))
        return self._known[key]

    def _restings(self, day: date, after: AfterOne, words: str) -> Iterator[_Resting]:
        for step in self._routine.steps.values():
            of_day = step.as_on(day)
            product = self._routine.products.get(of_day.product) if of_day.product else None
            product = product.as_on(day) if product else None
            known = substances_of(product, self._rests) if product else ()
            asks = any(each.on_prescription or each.hours is None for each in known)
            for rest in that_count(list(rests_of(of_day, product, after, self._rests))):
                yield _Resting(step.id, rest, asks, rest.reason(words), timedelta(hours=rest.hours))


def _stages(rest: Rest, end: datetime, until: datetime, last: datetime) -> Iterator[SlowReturn]:
    """The stages of the return after a session that ended at `end`: from the end of the hold, `until`, up to `last`."""
    for each in rest.stages:
        reaches = min(end + timedelta(hours=each.until_hours), last)
        if reaches > until:
            yield SlowReturn(reaches, each.every_days)


def _changes(routine: Routine, rests: Rests) -> list[date]:
    """The days from which on the routine or the plan is something else than on the day before."""
    changes = {day for hold in rests.plan for day in hold.changes}
    ends = [each.until for step in routine.steps.values() for each in step.former]
    ends += [each.until for product in routine.products.values() for each in product.former]
    return sorted(changes | {each + _DAY for each in ends})
