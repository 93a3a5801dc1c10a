"""The words of the commands: days, states, deeds and notices as a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import assert_never

from aftercare.model.check_off import Done, Missed, Pending, Skipped, State
from aftercare.model.deed import Deed
from aftercare.model.local_day import local_date
from aftercare.model.notice import Notice, SeveralVersions

GLYPHS: dict[type[State], str] = {Done: "✓", Skipped: "–", Pending: "·", Missed: "○"}
COLOURS: dict[type[State], str | None] = {Done: "green", Skipped: "yellow", Pending: None, Missed: "magenta"}


def day_in_full(day: date) -> str:
    """Such as "Sunday 22 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def clock_time(at: datetime | time) -> str:
    """Such as "21:04"."""
    return f"{at:%H:%M}"


def days_away(day: date, today: date) -> str:
    """Such as "in 4 days"."""
    match (day - today).days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
        case days if days > 0:
            return f"in {days} days"
        case days:
            return f"{-days} days ago"


def state_words(state: State, day: date, day_start: time) -> str:
    """The state of an occurrence on `day`; the answer's date is told where it was given on another day."""
    match state:
        case Done(at=at):
            other = local_date(at, day_start) != day
            return f"done {at.day} {at:%b} {clock_time(at)}" if other else f"done {clock_time(at)}"
        case Skipped(reason=reason):
            return f"skipped: {reason}"
        case Pending():
            return "to do"
        case Missed():
            return "missed"
        case _:
            assert_never(state)


def wait_words(seconds: int) -> str:
    """Such as "1 min 30 s"."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    return " ".join(f"{number} {unit}" for number, unit in ((hours, "h"), (minutes, "min"), (left, "s")) if number)


def counted(number: int, one: str, several: str | None = None) -> str:
    """Such as "1 step" and "7 steps"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def listed(titles: Sequence[str], most: int = 3) -> str:
    """Such as “Cleanser”, “Serum” and 4 more."""
    quoted = [f"“{title}”" for title in titles[:most]]
    rest = len(titles) - len(quoted)
    if rest:
        return f"{', '.join(quoted)} and {rest} more"
    return " and ".join(quoted) if len(quoted) < 3 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def taken_back(deed: Deed, titles: Sequence[str]) -> str:
    """What an undo took back."""
    what = listed(titles)
    match deed:
        case Deed.TICK:
            return f"marking {what} as done"
        case Deed.SKIP:
            return f"skipping {what}"
        case Deed.NOTE:
            return f"writing the note {what}"
        case Deed.EDIT_NOTE:
            return f"changing the note {what}"
        case Deed.DELETE_NOTE:
            return "deleting a note"
        case Deed.IMPORT_PLAN:
            return f"the import of a plan, with {counted(len(titles), 'change')}"
        case Deed.KEEP_VERSION:
            return f"choosing a version of {what}"
        case Deed.START | Deed.UNDO:
            return f"{deed.value} of {what}"
        case _:
            assert_never(deed)


def notice_sentence(notice: Notice) -> str:
    """What a notice says on the command line, where no key can be pressed."""
    if isinstance(notice, SeveralVersions):
        were = "was" if notice.count == 1 else "were"
        return (
            f"{counted(notice.count, 'thing')} {were} changed in two places at the same time; both versions are kept. "
            "`aftercare versions` shows them."
        )
    return notice.sentence
