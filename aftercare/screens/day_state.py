"""All that Today shows, read from the record in one go."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.care import Care
from aftercare.model.notice import Notice
from aftercare.model.today import TodayView


class DayState(Struct, frozen=True):
    """A day with the record's notices; `has_steps` says whether there is any step at all, due or not."""

    view: TodayView
    notices: tuple[Notice, ...]
    has_steps: bool

    @property
    def when_empty(self) -> str:
        """What stands in the place of the steps where there are none."""
        if not self.has_steps:
            ways = "Import the plan that your therapist gave you: press i.\nOr add steps of your own: press o."
            return f"No steps yet.\n\n{ways}"
        if self.view.day == self.view.today:
            return "Nothing is due today.\n\nRest is part of it. ← → shows the other days."
        return "Nothing is due on this day."


def read_day(care: Care, now: datetime, day: date | None) -> DayState:
    """Reads `day`, today by default. Blocks on the disk."""
    view = care.day(now, day)
    return DayState(view, tuple(care.notices(now)), bool(care.present().routine.steps))
