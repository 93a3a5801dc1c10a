"""The calendar file: the coming slots and sessions for the calendar of a phone or a computer."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aftercare.care.circumstances import Surrounded
from aftercare.errors import BadInput

if TYPE_CHECKING:
    from aftercare.model.timetable import Timetable

#: Two years.
CALENDAR_DAYS = 731
_LONGEST = 3653


class Calendaring(Surrounded):
    """What a calendar is given. Writes nothing to the record."""

    def timetable(self, now: datetime, days: int = CALENDAR_DAYS) -> Timetable:
        """What is due and which sessions there are on `days` days from the running date on. Raises BadInput."""
        from aftercare.model.timetable import timetable

        if not 1 <= days <= _LONGEST:
            raise BadInput(f"A calendar cannot have {days} days.", f"Write 1 to {_LONGEST}.")
        present = self.present()
        today = self.today(now)
        asked = [today + timedelta(days=n) for n in range(days)]
        sessions = (*present.sessions.values(), *present.set_aside.values())
        return timetable(present.routine, self.circumstances(now, *asked), sessions, days, present.practitioner)

    def calendar_file(self, table: Timetable, now: datetime, *, named: bool = False, alarms: bool = True) -> bytes:
        """`table` as an .ics file: neutral, or `named`, with the names of steps, sessions and the therapist."""
        # a file is made a few times a year: icalendar is loaded when one is
        from aftercare.exchange.calendar_file import Manner, calendar_file

        return calendar_file(table, Manner(self._mark(), now, named, alarms))

    def hand_out_calendar(self, file: Path, data: bytes, *, force: bool = False) -> None:
        """Writes the calendar file `data` to `file`. Raises BadInput, NotFound and DiskTrouble."""
        from aftercare.exchange.calendar_file import is_calendar_file
        from aftercare.store.outgoing import hand_out

        hand_out(file, data, is_calendar_file, "calendar file", force=force)
