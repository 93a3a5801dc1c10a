"""The timetable as a calendar file (RFC 5545), for the calendar of a phone or a computer.

One event a slot, whatever becomes of the routine: a second import then finds all of it under the same UID. Days that
differ from the rest, in time or in what is done, are instances of that event.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vRecur, vText
from msgspec import Struct

from aftercare.exchange.calendar_zone import stated_zone, zone_id
from aftercare.model.day_series import series_of
from aftercare.model.routine import EVENING, MORNING, Slot
from aftercare.model.safe_text import printable
from aftercare.model.slot_instant import wall_instant, zone_called
from aftercare.model.timetable import Appointment, Occasion, SlotTimes, Timetable

_PRODUCT = "-//aftercare//calendar//EN"
#: How long a slot's event is drawn. Nobody has said how long it takes.
_SLOT_LASTS = timedelta(minutes=15)
_AT_ONCE = (timedelta(),)
_BEFORE_SESSION = (-timedelta(hours=24), -timedelta(hours=2))
#: SEQUENCE counts the seconds from here: it grows from file to file and stays a number of 32 bits.
_SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_NEUTRAL_SESSION = "Appointment"
_MARGIN = timedelta(days=2)
#: Neutral titles for slots other than morning and evening, by the hour from which on they hold.
_NEUTRAL_BY_HOUR = ((18, "Evening care"), (15, "Afternoon care"), (11, "Midday care"), (4, "Morning care"))
_NEUTRAL_BY_ID = {MORNING.id: "Morning care", EVENING.id: "Evening care"}


class CalendarText(Struct, frozen=True):
    """What an event says."""

    title: str
    description: str = ""
    place: str = ""


class Manner(Struct, frozen=True):
    """How the file is written.

    `mark` tells this record from any other; `named` has products, kinds and names in it, which else never are.
    """

    mark: str
    now: datetime
    named: bool = False
    alarms: bool = True


def calendar_file(table: Timetable, manner: Manner) -> bytes:
    """`table` as the bytes of an .ics file. What people wrote stands in it literally."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    zones = {each.zone for slot in table.slots for each in (slot.begins, *slot.occasions)}
    zones |= {each.zone for each in table.appointments}
    begins = datetime.combine(table.first, time(), UTC) - _MARGIN
    ends = datetime.combine(table.last, time(), UTC) + 2 * _MARGIN
    for zone in sorted(zones):
        calendar.add_component(stated_zone(zone, begins, ends))
    for slot in table.slots:
        for event in _slot_events(slot, manner):
            calendar.add_component(event)
    for appointment in table.appointments:
        calendar.add_component(_session_event(appointment, table, manner))
    return bytes(calendar.to_ical())


def is_calendar_file(head: bytes) -> bool:
    """Whether a file that begins with `head` is one that was written here."""
    return head.startswith(b"BEGIN:VCALENDAR") and f"PRODID:{_PRODUCT}\r\n".encode() in head


class _Form(Struct, frozen=True):
    """What an event and its instances can differ in: wall time, so many days after the local date, zone and text."""

    later: int
    wall: time
    zone: str
    text: CalendarText

    def at(self, day: date) -> datetime:
        return datetime.combine(day + timedelta(days=self.later), self.wall)

    def exists(self, day: date) -> bool:
        """Whether clocks show the wall time on that day: in a spring gap they do not."""
        at = self.at(day)
        return _shown(at, self.zone) == at


def _slot_events(times: SlotTimes, manner: Manner) -> Iterator[Event]:
    uid = _uid(manner.mark, "slot", times.slot.id)
    if not times.occasions:
        yield _event(uid, _form_of(times.begins, times.slot, manner), times.begins.day, manner, off=True)
        return
    forms = {each.day: _form_of(each, times.slot, manner) for each in times.occasions}
    usual = Counter(forms.values()).most_common(1)[0][0]
    # RFC 5545 lets readers drop an instance whose wall time no clock shows: such a day is an event of its own
    alone = [day for day in forms if not usual.exists(day)]
    series = [day for day in forms if usual.exists(day)]
    if series:
        yield _series_event(uid, usual, series, manner)
    for day in series:
        if forms[day] != usual:
            instance = _event(uid, forms[day], day, manner)
            instance.add("recurrence-id", usual.at(day), parameters=_in_zone(usual.zone))
            yield instance
    for day in alone:
        yield _event(_uid(manner.mark, "slot", times.slot.id, day.isoformat()), forms[day], day, manner)


def _series_event(uid: str, form: _Form, days: list[date], manner: Manner) -> Event:
    # a calendar counts its own days: after midnight they are others than the local dates
    series = series_of([form.at(day).date() for day in days])
    event = _event(uid, form, days[0], manner)
    if series.rrule:
        until = f";UNTIL={wall_instant(series.last, form.wall, form.zone):%Y%m%dT%H%M%SZ}"
        event.add("rrule", vRecur.from_ical(series.rrule + until))
    if series.left_out:
        left_out = [datetime.combine(day, form.wall) for day in series.left_out]
        event.add("exdate", left_out, parameters=_in_zone(form.zone))
    return event


def _event(uid: str, form: _Form, day: date, manner: Manner, *, off: bool = False) -> Event:
    at = _shown(form.at(day), form.zone)
    event = _bare_event(uid, at, form.zone, _SLOT_LASTS, form.text, manner, off=off)
    event.add("transp", "TRANSPARENT")
    if manner.alarms and not off:
        _add_alarms(event, _AT_ONCE, form.text)
    return event


def _session_event(appointment: Appointment, table: Timetable, manner: Manner) -> Event:
    session = appointment.session
    text = CalendarText(_NEUTRAL_SESSION)
    if manner.named:
        therapist = table.practitioner
        text = CalendarText(
            _line(session.kind),
            _line(f"With {therapist.name}") if therapist is not None and therapist.name else "",
            _line(therapist.address) if therapist is not None else "",
        )
    uid = _uid(manner.mark, "session", session.id)
    lasts = timedelta(minutes=session.minutes)
    event = _bare_event(uid, appointment.at, appointment.zone, lasts, text, manner, off=appointment.off)
    event.add("transp", "TRANSPARENT" if appointment.off else "OPAQUE")
    if manner.alarms and not appointment.off:
        _add_alarms(event, _BEFORE_SESSION, text)
    return event


def _bare_event(
    uid: str, at: datetime, zone: str, lasts: timedelta, text: CalendarText, manner: Manner, *, off: bool
) -> Event:
    event = Event()
    event.add("uid", uid)
    now = manner.now.astimezone(UTC).replace(microsecond=0)
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", max(0, int((now - _SEQUENCE_FROM).total_seconds())))
    event.add("dtstart", at, parameters=_in_zone(zone))
    event.add("duration", lasts)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    _add_text(event, "summary", text.title)
    _add_text(event, "description", text.description)
    _add_text(event, "location", text.place)
    return event


def _add_alarms(event: Event, when: tuple[timedelta, ...], text: CalendarText) -> None:
    for before in when:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", before)
        _add_text(alarm, "description", text.title)
        event.add_component(alarm)


def _form_of(occasion: Occasion, slot: Slot, manner: Manner) -> _Form:
    later = (occasion.at.date() - occasion.day).days
    return _Form(later, occasion.at.time(), occasion.zone, _slot_text(occasion, slot, manner))


def _slot_text(occasion: Occasion, slot: Slot, manner: Manner) -> CalendarText:
    if manner.named:
        lines = (
            f"{number}. {_line(', '.join(filter(None, (step.name, step.amount))))}"
            for number, step in enumerate(occasion.steps, 1)
        )
        return CalendarText(_line(slot.name), "\n".join(lines))
    hour = occasion.at.hour
    by_hour = next((title for since, title in _NEUTRAL_BY_HOUR if hour >= since), "Evening care")
    return CalendarText(_NEUTRAL_BY_ID.get(slot.id, by_hour))


def _shown(at: datetime, zone: str) -> datetime:
    """What clocks in `zone` show at the instant that the wall time `at` stands for."""
    return wall_instant(at.date(), at.time(), zone).astimezone(zone_called(zone)).replace(tzinfo=None, fold=0)


def _in_zone(zone: str) -> dict[str, str]:
    return {"TZID": zone_id(zone)}


def _uid(mark: str, *parts: str) -> str:
    """Stable, and without any word of the record: ids are chosen by people, and may say what is treated."""
    return hashlib.sha256(json.dumps([mark, *parts]).encode()).hexdigest()[:40] + "@aftercare"


def _line(text: str) -> str:
    """`text` on one line; what cannot be seen is written as <U+001B>."""
    spaced = " ".join(text.split())
    return printable(spaced, max(1, len(spaced)))


class _Text(vText):
    """Text escaped as RFC 5545, 3.3.11 says. icalendar takes a backslash before an N for a line break."""

    def to_ical(self) -> bytes:
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def _add_text(component: Any, name: str, text: str) -> None:
    if text:
        component.add(name, _Text(text), encode=False)
