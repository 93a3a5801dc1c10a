"""The holds over the steps of a routine after its sessions: from when to when each step rests, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from aftercare.model.ended_session import EndedSession
from aftercare.model.hold import Hold, SlowReturn
from aftercare.model.plan_hold import MAX_HOLD_HOURS
from aftercare.model.rest import Rests, follows, kind_words, rests_of, substances_of, that_count
from aftercare.model.routine import Routine
from aftercare.model.session import Attendance

#: How far a hold or its return can reach.
_REACH = timedelta(hours=MAX_HOLD_HOURS)


def holds_over(
    routine: Routine, ended: Iterable[EndedSession], rests: Rests, now: datetime, begins: Callable[[date], datetime]
) -> tuple[Hold, ...]:
    """The holds over the steps of `routine` after each of the sessions, as seen at `now` (aware).

    `begins` says at which instant a local date begins: where the plan's holds change, the days before keep theirs.
    """
    return tuple(hold for each in ended for hold in _after(each, routine, rests, now, begins))


def _after(
    ended: EndedSession, routine: Routine, rests: Rests, now: datetime, begins: Callable[[date], datetime]
) -> Iterator[Hold]:
    if ended.session.attendance is Attendance.CANCELLED:
        return
    for day, first, last in _spans(ended, routine, rests, begins):
        for hold in _by_what_held_on(day, ended, routine, rests, now):
            start = max(hold.start, first)
            end = max(start, min(hold.end, last))
            stages = tuple(replace(each, until=min(each.until, last)) for each in hold.stages if each.until > end)
            if end > start or stages:
                yield replace(hold, start=start, end=end, stages=stages)


def _spans(
    ended: EndedSession, routine: Routine, rests: Rests, begins: Callable[[date], datetime]
) -> Iterator[tuple[date, datetime, datetime]]:
    """The spans in which routine and plan stay what they are: a day of each, its first instant and its end."""
    first = ended.session.at.date()
    changes = {day for hold in rests.plan for day in hold.changes}
    ends = [each.until for step in routine.steps.values() for each in step.former]
    ends += [each.until for product in routine.products.values() for each in product.former]
    changes |= {each + timedelta(days=1) for each in ends}
    days = [first, *sorted(day for day in changes if first < day <= first + _REACH)]
    for number, day in enumerate(days):
        start = begins(day) if number else ended.end
        end = begins(days[number + 1]) if number + 1 < len(days) else ended.end + 2 * _REACH
        yield day, start.astimezone(UTC), end.astimezone(UTC)


def _by_what_held_on(day: date, ended: EndedSession, routine: Routine, rests: Rests, now: datetime) -> Iterator[Hold]:
    session = ended.session
    after = follows(session, rests, day)
    end = ended.end.astimezone(UTC)
    unanswered = session.attendance is Attendance.PLANNED
    for step in routine.steps.values():
        of_day = step.as_on(day)
        product = routine.products.get(of_day.product) if of_day.product else None
        product = product.as_on(day) if product else None
        known = substances_of(product, rests) if product else ()
        asks = any(each.on_prescription or each.hours is None for each in known)
        for rest in that_count(list(rests_of(of_day, product, after, rests))):
            stages = (SlowReturn(end + timedelta(hours=each.until_hours), each.every_days) for each in rest.stages)
            yield Hold(
                step=step.id,
                start=end,
                end=end + timedelta(hours=rest.hours),
                said_by=rest.said_by,
                reason=f"{rest.label} rests {rest.hours} h after {kind_words(session, after)}",
                note=rest.note,
                provisional=unanswered and end <= now,
                planned=unanswered and end > now,
                session=session.id,
                asks=asks,
                stages=tuple(stages),
            )
