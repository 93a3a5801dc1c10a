"""What a run was asked for besides its command: which home, client and day, and whether JSON."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from aftercare.care import Care, Home
from aftercare.errors import BadInput
from aftercare.model.day_start import DayStarts
from aftercare.model.local_day import local_date

if TYPE_CHECKING:
    from aftercare.model.typed_day import TypedDay


class Wishes(Struct):
    """The options that were given so far. Those after the command's name win over those before it."""

    folder: Path | None = None
    client: str | None = None
    day: TypedDay | None = None
    json: bool = False

    def home(self) -> Home:
        """Where the records lie."""
        return Home.at(self.folder) if self.folder else Home.default()

    def care(self) -> Care:
        """The client's record."""
        return Care.open(self.home(), self.client)

    def day_of(self, care: Care, now: datetime) -> date:
        """The day that is meant, today where none is named."""
        today = care.today(now)
        return self.day.seen_from(today) if self.day else today

    def day_without_record(self, now: datetime) -> date | None:
        """The day that is meant, before any record says when its days start; None where none is named."""
        return self.day.seen_from(local_date(now, DayStarts())) if self.day else None

    def refuse_day(self, command: str) -> None:
        """Raises BadInput where a day was named and `command` has none: it is not dropped in silence."""
        if self.day:
            raise BadInput(f"`{command}` has no --date.", "Leave it out.")

    def whole_home(self, command: str) -> Home:
        """Where the records lie, for a command that is for all of them. Raises BadInput for one client or a day."""
        self.refuse_day(command)
        if self.client is not None:
            raise BadInput(f"`{command}` is for every client of this home.", "Leave --client out.")
        return self.home()
