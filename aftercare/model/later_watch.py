"""The question about late lumps and sores: after needles, every two weeks, until 12 weeks after the last session.

Slow infections after needles show weeks later and are recognised late (`late-lump` and `not-healing` of
`data/red_flags.toml`). One question covers all sessions of a course.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.appointment import has_begun
from aftercare.model.session import Attendance, Session

#: How long after a session the question is asked.
WATCHED = timedelta(weeks=12)
#: How long after a session or an answer it is asked again.
BETWEEN = timedelta(days=14)

QUESTION = "Is there a lump, nodule or sore at a needle point that came up later or does not heal?"
#: The sign that a yes leads to.
SIGN = "late-lump"


class WatchAnswer(Struct, frozen=True):
    """The answer given on the local date `day`.

    The day is the id as well: two devices on one day answer one question.
    """

    day: date
    at: datetime
    found: bool


class LaterWatch(Struct, frozen=True):
    """The question: it is due from the day `due` on, None where it is not asked again; the last day is `until`."""

    due: date | None
    until: date

    def is_due(self, today: date) -> bool:
        """Whether it waits for an answer."""
        return self.due is not None and self.due <= today <= self.until


def sessions_that_count(sessions: Iterable[Session], now: datetime) -> list[Session]:
    """Those that took place, and past ones that nobody has answered for: a question too many costs a glance.

    `now` is an aware instant in the client's wall time.
    """
    return [each for each in sessions if each.attendance is not Attendance.CANCELLED and has_begun(each, now)]


def later_watch(needled: Collection[date], answered: Iterable[date], today: date) -> LaterWatch | None:
    """The watch over the days with needles, given the days of the answers; None where none reaches `today`."""
    days = sorted(day for day in needled if day <= today)
    if not days or today > days[-1] + WATCHED:
        return None
    first, until = days[-1], days[-1] + WATCHED
    for day in reversed(days):
        if first - day > WATCHED:
            break
        first = day
    asked_from = max([first, *(day for day in answered if day <= today)])
    due = asked_from + BETWEEN
    return LaterWatch(due if due <= until else None, until)
