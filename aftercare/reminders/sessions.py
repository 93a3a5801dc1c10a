"""Sessions: those to come, whether one took place, check-ins on the days after it, and the watch over late signs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from aftercare.model.later_watch import QUESTION
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import CheckInKey, ReminderKind, SessionKey, TookPlaceKey, WatchKey
from aftercare.model.reminder_settings import ByDays, ByMinutes
from aftercare.model.scan import is_scan_kind
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import day_begins, wall_instant, zone_on
from aftercare.model.words import counted, short_day
from aftercare.reminders.occasion import Occasion, Words

_DAY = timedelta(days=1)
_QUESTION, _OPEN_TO_ANSWER = "A short question", "Open the app to answer it."


def on_day(basis: ReminderBasis, day: date, at: time) -> datetime:
    """The instant of the wall time `at` on `day`."""
    return wall_instant(day, at, zone_on(basis.zones, day))


def session_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """The planned sessions, so long before each as the client wants it, the last of them alone where it is late."""
    timing = basis.settings.of(ReminderKind.SESSION).timing
    if not isinstance(timing, ByMinutes):
        return
    for session in basis.sessions:
        if session.attendance is not Attendance.PLANNED:
            continue
        begins = on_day(basis, session.at.date(), session.at.time())
        for minutes in timing.minutes:
            at = begins - timedelta(minutes=minutes)
            yield Occasion(
                SessionKey(session.id, session.at, minutes),
                at,
                _session_words(session),
                moot=begins if minutes else begins + timedelta(minutes=session.minutes),
                series=f"session:{session.id}",
                # whoever writes an appointment down for tomorrow does not need to be told of it now
                written_late=basis.written.get(session.id, at) > at,
            )


def _session_words(session: Session) -> Words:
    when = f"{short_day(session.at.date(), session.at.date())} {session.at:%H:%M}"
    return Words("Appointment", when, session.kind, when, f"Session {when}: {session.kind}")


def took_place_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """Whether a session took place, some time after its end, as long as nobody has said."""
    timing = basis.settings.of(ReminderKind.TOOK_PLACE).timing
    if not isinstance(timing, ByMinutes):
        return
    for session in basis.sessions:
        if session.attendance is not Attendance.PLANNED:
            continue
        ends = on_day(basis, session.at.date(), session.at.time()) + timedelta(minutes=session.minutes)
        day = short_day(session.at.date(), session.at.date())
        asked = f"Did “{session.kind}” on {day} take place?"
        words = Words(_QUESTION, _OPEN_TO_ANSWER, "Did it take place?", f"{session.kind}, {day}", asked)
        yield Occasion(TookPlaceKey(session.id, session.at), ends + timedelta(minutes=timing.minutes[0]), words)


def check_in_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """Check-ins, on some days after each session that took place or that nobody has answered for.

    A day that has one is not asked for another.
    """
    timing = basis.settings.of(ReminderKind.CHECK_IN).timing
    if not isinstance(timing, ByDays):
        return
    for session in basis.sessions:
        if session.attendance is Attendance.CANCELLED or is_scan_kind(session.kind):
            continue
        for days in timing.days:
            day = session.at.date() + timedelta(days=days)
            if day in basis.checked_in:
                continue
            named = f"{counted(days, 'day')} after {session.kind}"
            yield Occasion(
                CheckInKey(session.id, day),
                on_day(basis, day, timing.at),
                Words("Check-in", "It takes ten seconds.", "Check-in", named, f"Check-in, {named}"),
                moot=day_begins(day + _DAY, basis.zones, basis.starts),
            )


def watch_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """The question about late lumps and sores, on the day from which it is due."""
    timing = basis.settings.of(ReminderKind.WATCH).timing
    if basis.watch is None or basis.watch.due is None or not isinstance(timing, ByDays):
        return
    day = basis.watch.due + timedelta(days=timing.days[0])
    words = Words(_QUESTION, _OPEN_TO_ANSWER, "Late signs", QUESTION, QUESTION)
    ends = day_begins(basis.watch.until + _DAY, basis.zones, basis.starts).astimezone(UTC)
    yield Occasion(WatchKey(basis.watch.due), on_day(basis, day, timing.at), words, moot=ends)
