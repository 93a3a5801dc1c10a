"""A session with the instants that its holds go by: when it ends, and which parts of its day come after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.day_start import DayStarts
from aftercare.model.routine import Routine
from aftercare.model.rules import AsNeeded
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import DatedZone, date_at, day_begins, happened_at, slot_instant

_DAY = timedelta(days=1)
_FAR = date(9000, 1, 1)


class EndedSession(Struct, frozen=True):
    """A session that ended, or will end, at the instant `end`. All instants are aware.

    What is done in a slot from `slots_from` on is done after it. `withdrawn` is the begin of the day on which it turned
    out not to have taken place then: it was cancelled or moved, and counts for what lies before alone.
    """

    session: Session
    end: datetime
    slots_from: datetime
    withdrawn: datetime | None = None


class Standing(Struct, frozen=True):
    """A session as it stands, or as it was taken to be up to and with the day `until`."""

    session: Session
    until: date | None = None


def standings(session: Session) -> Iterator[Standing]:
    """All that `session` holds, or held, by. One that was cancelled in time holds nothing."""
    if session.attendance is not Attendance.CANCELLED:
        yield Standing(session)
    for each in session.former:
        yield Standing(session.as_taken(each), each.until)


def end_of(session: Session, zones: Sequence[DatedZone]) -> datetime:
    """The instant, in UTC, at which `session` ends or will end."""
    return happened_at(session.at, zones) + timedelta(minutes=session.minutes)


class SessionEnds:
    """Looks where sessions end among the parts of the day that the steps of `routine` use, as seen at `now` (aware)."""

    def __init__(self, routine: Routine, zones: Sequence[DatedZone], starts: DayStarts, now: datetime) -> None:
        self._routine, self._zones, self._starts, self._now = routine, zones, starts, now
        self._used = [
            (terms.since, step.last_day(terms) or _FAR, terms.slots)
            for step in routine.steps.values()
            for terms in step.terms
            if not isinstance(terms.rule, AsNeeded)
        ]

    def ended(self, standing: Standing) -> EndedSession:
        """The session of `standing` with its instants."""
        session = standing.session
        begin = happened_at(session.at, self._zones)
        end = begin + timedelta(minutes=session.minutes)
        withdrawn = day_begins(standing.until + _DAY, self._zones, self._starts) if standing.until else None
        return EndedSession(session, end, self._slots_from(begin, end), withdrawn)

    def _slots_from(self, begin: datetime, end: datetime) -> datetime:
        """The first slot that is done after a session.

        What begins while it lasts is. What begins before it can be done before it, as long as it has not begun; from
        then on it is done after it if it is the part of the day that is nearest to its end.
        """
        if self._now < begin:
            return begin
        day = date_at(end, self._zones, self._starts)
        nearest = min(self._instants(day), key=lambda each: (abs(each - end), begin - each), default=begin)
        return min(begin, nearest)

    def _instants(self, day: date) -> Iterable[datetime]:
        used = {slot for first, last, slots in self._used if first <= day <= last for slot in slots}
        known = (self._routine.slots[each] for each in used if each in self._routine.slots)
        return [slot_instant(each, day, self._zones, self._starts) for each in known]
