"""What `calendar` answers with --json."""

from __future__ import annotations

from datetime import date

from aftercare.cli.json_shape import Shape
from aftercare.model.timetable import Timetable


class CalendarSlotShape(Shape, frozen=True):
    """A slot, and on how many days something of it is due."""

    id: str
    name: str
    days: int


class CalendarShape(Shape, frozen=True):
    """`calendar`. `file` is null where none was written; `sessions` counts those that are on."""

    client: str
    file: str | None
    first: date
    last: date
    named: bool
    alarms: bool
    slots: tuple[CalendarSlotShape, ...]
    sessions: int
    cancelled: int


def calendar_shape(client: str, file: str | None, table: Timetable, *, named: bool, alarms: bool) -> CalendarShape:
    """What a calendar file has in it."""
    off = sum(each.off for each in table.appointments)
    return CalendarShape(
        client=client,
        file=file,
        first=table.first,
        last=table.last,
        named=named,
        alarms=alarms,
        slots=tuple(CalendarSlotShape(id=i.slot.id, name=i.slot.name, days=len(i.occasions)) for i in table.slots),
        sessions=len(table.appointments) - off,
        cancelled=off,
    )
