"""What a client wants in a report to the therapist: its days, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.model.appointment import has_begun
from aftercare.model.session import Attendance, Session

#: The days of a report where no session has been yet.
USUAL_DAYS = 28
_DAY = timedelta(days=1)


class ReportPart(StrEnum):
    """The parts of a report, in their order. Each can be left out; the photos come only when they are asked for."""

    PLAN = "plan"
    QUESTIONS = "questions"
    REACTIONS = "reactions"
    FACE = "face"
    MEASURES = "measures"
    SESSIONS = "sessions"
    SHELF = "shelf"
    CONTEXT = "context"
    PHOTOS = "photos"


#: What is in a report where nobody says otherwise.
USUAL_PARTS = frozenset(ReportPart) - {ReportPart.PHOTOS}

_TITLES = {
    ReportPart.PLAN: "The plan, line by line",
    ReportPart.QUESTIONS: "Questions",
    ReportPart.REACTIONS: "Reactions and signs",
    ReportPart.FACE: "The face, by zone",
    ReportPart.MEASURES: "Measures over time",
    ReportPart.SESSIONS: "Sessions",
    ReportPart.SHELF: "Shelf",
    ReportPart.CONTEXT: "What else was",
    ReportPart.PHOTOS: "Photos",
}


class ReportWish(Struct, frozen=True):
    """The days from `first` to `last`, both included, and the `parts` that are wanted. A `brief` has its first page
    alone. `since` is the session with which the period begins, where it does.
    """

    first: date
    last: date
    parts: frozenset[ReportPart] = USUAL_PARTS
    brief: bool = False
    since: str | None = None

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("a report begins before it ends")

    @property
    def left_out(self) -> tuple[ReportPart, ...]:
        """The parts that are not in it, in their order."""
        return tuple(each for each in ReportPart if each not in self.parts)


def part_title(part: ReportPart) -> str:
    """The heading of a part."""
    return _TITLES[part]


def part_typed(typed: str) -> ReportPart:
    """The part that is named by its beginning. Raises BadInput."""
    wanted = typed.strip().casefold()
    found = [each for each in ReportPart if each == wanted] or [
        each for each in ReportPart if wanted and each.startswith(wanted)
    ]
    if len(found) != 1:
        raise BadInput(f"A report has no part “{typed}”.", f"There are: {', '.join(ReportPart)}.")
    return found[0]


def last_session(sessions: Iterable[Session], now: datetime) -> Session | None:
    """The session that was last: one that took place, or whose time has passed and that nobody has answered for."""
    past = [each for each in sessions if each.attendance is not Attendance.CANCELLED and has_begun(each, now)]
    return max(past, key=lambda each: (each.at, each.id), default=None)


def days_since_session(sessions: Iterable[Session], now: datetime, today: date) -> tuple[date, str | None]:
    """The first day of a report since the last session, and that session; where there was none, the last 28 days."""
    last = last_session(sessions, now)
    if last is None:
        return today - (USUAL_DAYS - 1) * _DAY, None
    return min(last.at.date(), today), last.id


def check_days(first: date, last: date, today: date) -> None:
    """Raises BadInput where a report of these days cannot be."""
    if first > today:
        raise BadInput(f"{first} is still to come.", "A report begins today at the latest.")
    if first > last:
        raise BadInput(f"The report would begin on {first} and end before it, on {last}.", "Turn the two days round.")
    if last > today:
        raise BadInput(f"{last} is still to come.", "A report ends today at the latest.")
